// A session as the vault keeps it, and when it may be handed out as it is: all that a quick answer needs.
import type { TargetId } from '../../shared/names.ts'
import type { Strategy } from '../../shared/route.ts'
import type { ProfileMode, SessionView } from '../../shared/session.ts'
import { enoughLeft, renewsSilently } from './renewal.ts'

/** The vault's kind for these; the key is the target's full id. */
export const sessionKind = 'session'

/** Secrets in the clear: it lives inside the sealed vault and is rebuilt into `Secret`s outside of it. Times in ms. */
export type StoredSession = {
  readonly version: 1
  readonly target: TargetId
  readonly signIn: string
  /** The user name at the sign-in; null when nothing told it. */
  readonly user: string | null
  readonly accountId: string
  readonly region: string
  readonly assumedRoleArn: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  /** When the opening began; renewals keep it. */
  readonly startedAt: number
  /** When these credentials were issued. */
  readonly issuedAt: number
  readonly expiresAt: number
  readonly until: number | null
  readonly silentUntil: number | null
  /** What the person wished for, in seconds; a renewal wishes the same. */
  readonly wished: number | null
  readonly strategy: Strategy | null
  readonly reason: string | null
  readonly profile: string | null
  readonly mode: ProfileMode | null
  /** The cached hops this session stands on, its own last. */
  readonly hops: readonly string[]
  /** Every credential on the way is a role's own, so the console takes no length of its own. */
  readonly chained: boolean
  /** AWS's time minus ours when it was issued, in ms; 0 when the clocks agreed. */
  readonly skewMs: number
}

/**
 * The session with AWS's times told by this machine's clock, for everything that is judged or timed here. Only a clock
 * that is behind counts: were it ahead and put right meanwhile, the old difference would make an ended session look alive.
 */
export const inOurTime = (stored: StoredSession): StoredSession => {
  const behind = Math.max(0, stored.skewMs)
  if (behind === 0) return stored
  return {
    ...stored,
    issuedAt: stored.issuedAt - behind,
    expiresAt: stored.expiresAt - behind,
    silentUntil: stored.silentUntil === null ? null : Math.max(0, stored.silentUntil - behind),
  }
}

/** True when these credentials may be answered at once. `minSeconds` null = the usual margin. */
export const readyToIssue = (stored: StoredSession, now: number, minSeconds: number | null = null): boolean =>
  enoughLeft(inOurTime(stored), now, minSeconds)

export const hasEnded = (stored: StoredSession, now: number): boolean => inOurTime(stored).expiresAt <= now

/** Still open: its guards need not be settled again. An ended session is not open, whatever its environment allows. */
export const isOpen = (stored: StoredSession, now: number): boolean =>
  !hasEnded(stored, now) && (stored.until === null || stored.until > now)

/** The public form. */
export const viewSession = (stored: StoredSession, resident: boolean): SessionView => ({
  target: stored.target,
  profile: stored.profile,
  mode: stored.mode,
  region: stored.region,
  accountId: stored.accountId,
  assumedRoleArn: stored.assumedRoleArn,
  accessKeyId: stored.accessKeyId,
  startedAt: isoTime(stored.startedAt),
  expiresAt: isoTime(stored.expiresAt),
  renews: renewsSilently(inOurTime(stored), resident),
  until: stored.until === null ? null : isoTime(stored.until),
})

/** ISO-8601 in UTC to the second, as AWS writes it. */
export const isoTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`
