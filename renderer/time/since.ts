// When something was, as one remembers it: today with the time, yesterday, days, then the date.

const day = 86_400_000

/** The start of the day a moment lies in, as people there count days. */
const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0)

/** `today at 13:44`, `yesterday`, `6 days ago`, `14 Nov`, `14 Nov 2025`. @param now ms since the epoch */
export const since = (iso: string, now: number): string => {
  const at = new Date(iso)
  const days = Math.round((dayOf(now) - dayOf(at.getTime())) / day)
  if (days <= 0)
    return `today at ${new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(at)}`
  if (days === 1) return 'yesterday'
  if (days < 14) return `${days} days ago`
  const year = at.getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' as const }
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', ...year }).format(at)
}
