// More words for an end, for the window alone: seconds where a prompt waits, the clock time beside it, how much of a ring is drawn.
import { timeLeft } from '../../shared/time-left.ts'

const second = 1_000
const minute = 60 * second
const day = 24 * 60 * minute

/** Time left to the second, for prompts that wait: `9 min 41 s`, `12 s`. */
export const countdownSeconds = (expiresAt: string, now: number): string =>
  secondsInWords(Math.ceil(timeLeft(expiresAt, now) / second))

/** A number of seconds in words: `12 s`, `9 min 41 s`. */
export const secondsInWords = (seconds: number): string => {
  if (seconds < 60) return `${seconds} s`
  const rest = seconds % 60
  return rest === 0 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 60)} min ${rest} s`
}

/** A length in words, as a hop's bound is said: `1 h`, `15 min`, `1 h 30 min`. */
export const lengthInWords = (seconds: number): string => {
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** How much is left between start and end, in whole percent: what a ring draws. */
export const percentLeft = (startedAt: string, expiresAt: string, now: number): number => {
  const whole = Date.parse(expiresAt) - Date.parse(startedAt)
  if (!(whole > 0)) return 0
  return Math.max(0, Math.min(100, Math.round((timeLeft(expiresAt, now) / whole) * 100)))
}

/** Less than ten minutes left: time is then set in strong type. */
export const endsSoon = (expiresAt: string, now: number): boolean => timeLeft(expiresAt, now) < 10 * minute

/** The clock time of an end, `15:19`; with the day when it is not within the next 24 h. */
export const clockTime = (iso: string, now: number, zone?: string): string => {
  const at = new Date(iso)
  const place = zone === undefined ? {} : { timeZone: zone }
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', ...place }).format(at)
  if (Math.abs(at.getTime() - now) < day) return time
  const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', ...place }).format(at)
  return `${date}, ${time}`
}
