// When a session is renewed, whether that can happen without a question, and what may still be handed out.

/**
 * botocore asks for new credentials with less than 15 minutes left and refuses those that have less than
 * 10 (botocore, credentials.py, RefreshableCredentials), so nothing with less is handed out where AWS gives more.
 */
export const marginMs = 15 * 60_000

/** Renewals of many sessions that began together are spread over this time. */
const spreadMs = 5 * 60_000

/** What the rules need to know about a living session; all times in ms since the epoch. */
export type Lifetime = {
  readonly issuedAt: number
  readonly expiresAt: number
  /** The end of the opening, renewals included; null = no bound. */
  readonly until: number | null
  /** Up to here a renewal needs no person; null = as long as one likes; 0 = never. */
  readonly silentUntil: number | null
}

/** How much must be left, in ms: 15 minutes, or a third of a session that AWS made shorter than 45. */
export const marginOf = (life: Pick<Lifetime, 'issuedAt' | 'expiresAt'>): number =>
  Math.min(marginMs, Math.floor((life.expiresAt - life.issuedAt) / 3))

/** AWS counts in whole seconds and a journey takes some; ends closer than this are the same end. */
const sameEndMs = 60_000

/** The session already lasts as long as its opening may, so no renewal can make it longer. */
export const isLastStretch = (life: Lifetime): boolean =>
  life.until !== null && life.expiresAt >= life.until - sameEndMs

/** When to renew; `jitter` is 0 to 1 and moves it earlier, never later than the margin. */
export const renewalAt = (life: Lifetime, jitter = 0): number => {
  const length = life.expiresAt - life.issuedAt
  const spread = Math.min(spreadMs, Math.floor(length / 12))
  return life.expiresAt - marginOf(life) - Math.floor(spread * Math.min(1, Math.max(0, jitter)))
}

/** Whether the coming renewal will happen without a question. `resident` = something runs that can do it. */
export const renewsSilently = (life: Lifetime, resident: boolean): boolean => {
  if (!resident || isLastStretch(life)) return false
  return life.silentUntil === null || renewalAt(life) < life.silentUntil
}

/** Whether these credentials may be handed out at `now`, with at least `minSeconds` left if the caller names a number. */
export const enoughLeft = (life: Lifetime, now: number, minSeconds: number | null = null): boolean => {
  const left = life.expiresAt - now
  if (minSeconds !== null && minSeconds * 1_000 > marginOf(life)) return left >= minSeconds * 1_000
  return isLastStretch(life) ? left > 0 : left > marginOf(life)
}

/** When a person is told that a session ends and cannot be renewed by itself: 5 minutes before, while there is time to act. */
export const noticeTimes = (life: Lifetime, resident: boolean): readonly number[] =>
  renewsSilently(life, resident) ? [] : [life.expiresAt - 5 * 60_000].filter(at => at > life.issuedAt)
