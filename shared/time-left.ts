// How long something still lasts, in the words that window, tray and console strip share.

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Milliseconds left at `now` (ms since the epoch); 0 when it has ended or the end is no date. */
export const timeLeft = (expiresAt: string, now: number): number => {
  const left = Date.parse(expiresAt) - now
  return Number.isFinite(left) && left > 0 ? left : 0
}

/** Time left to the minute: `47 min`, `11 h 12 min`, `6 days`, `ended`. Never seconds: nothing on a surface counts. */
export const countdown = (expiresAt: string, now: number): string => {
  const left = timeLeft(expiresAt, now)
  if (left === 0) return 'ended'
  if (left < minute) return 'under 1 min'
  if (left < hour) return `${Math.floor(left / minute)} min`
  if (left < 2 * day) {
    const minutes = Math.floor((left % hour) / minute)
    return minutes === 0 ? `${Math.floor(left / hour)} h` : `${Math.floor(left / hour)} h ${minutes} min`
  }
  return `${Math.floor(left / day)} days`
}
