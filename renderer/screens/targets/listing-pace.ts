// How long a portal's list will still take, from how fast it came so far. Pure.

/** The pace we keep, below what AWS allows: calls a second, one for each account. */
const perSecond = 15
/** Before this many accounts the pace that was measured says nothing yet. */
const enough = 30

export type Reading = { readonly accounts: number; readonly at: number }

/**
 * @param first when the window first saw the list, and how far it was; `at` in ms
 * @returns seconds, rounded to what a person would say; null = not known
 */
export const secondsToGo = (first: Reading, now: Reading, of: number | null): number | null => {
  if (of === null || of <= now.accounts) return null
  const came = now.accounts - first.accounts
  const took = (now.at - first.at) / 1_000
  const pace = came >= enough && took > 0 ? came / took : perSecond
  const seconds = (of - now.accounts) / pace
  return seconds < 10 ? Math.max(1, Math.ceil(seconds)) : Math.ceil(seconds / 5) * 5
}

/** "Ready in about 35 s." */
export const readyIn = (seconds: number | null): string => {
  if (seconds === null) return ''
  return seconds < 90 ? `Ready in about ${seconds} s.` : `Ready in about ${Math.round(seconds / 60)} min.`
}
