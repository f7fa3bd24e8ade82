// Narrows the record to what somebody looks for, and parts it into days, the newest first.
import type { ActivityKind, ActivityRow } from '../../../shared/activity.ts'

export type ActivityFilter = {
  /** Days back; 0 = all that is known. */
  readonly days: number
  readonly environment: string
  readonly what: ActivityKind | ''
  readonly signIn: string
  readonly words: string
}
export const allActivity: ActivityFilter = { days: 0, environment: '', what: '', signIn: '', words: '' }

const day = 24 * 60 * 60 * 1_000

const textOf = (row: ActivityRow): string =>
  [
    row.what,
    row.who,
    row.target,
    row.signIn,
    row.reason,
    row.detail,
    row.sessionName,
    row.accessKeyId,
    row.environment,
    row.route,
    ...(row.requestIds ?? []),
    row.breakGlass ? 'break-glass' : '',
  ]
    .join(' ')
    .toLowerCase()

/** @param now ms since the epoch @returns the rows that fit, the newest first */
export const filterActivity = (
  rows: readonly ActivityRow[],
  filter: ActivityFilter,
  now: number,
): readonly ActivityRow[] => {
  const terms = filter.words.toLowerCase().split(/\s+/).filter(Boolean)
  const since = filter.days === 0 ? Number.NEGATIVE_INFINITY : now - filter.days * day
  return rows
    .filter(
      row =>
        Date.parse(row.at) >= since &&
        (filter.environment === '' || row.environment === filter.environment) &&
        (filter.what === '' || row.what === filter.what) &&
        (filter.signIn === '' || row.signIn === filter.signIn) &&
        (terms.length === 0 || terms.every(term => textOf(row).includes(term))),
    )
    .toReversed()
}

export type ActivityDay = { readonly key: string; readonly at: string; readonly rows: readonly ActivityRow[] }

/** Parts rows, the newest first, by the day of their place. @param zone an IANA name; the machine's own when left out */
export const daysOf = (rows: readonly ActivityRow[], zone?: string): readonly ActivityDay[] => {
  const format = new Intl.DateTimeFormat('en-CA', zone === undefined ? {} : { timeZone: zone })
  const days: { key: string; at: string; rows: ActivityRow[] }[] = []
  for (const row of rows) {
    const key = format.format(new Date(row.at))
    const last = days.at(-1)
    if (last?.key === key) last.rows.push(row)
    else days.push({ key, at: row.at, rows: [row] })
  }
  return days
}

/** "Today, Fri 20 Nov". @param now ms since the epoch */
export const dayInWords = (iso: string, now: number, zone?: string): string => {
  const place = zone === undefined ? {} : { timeZone: zone }
  const number = new Intl.DateTimeFormat('en-CA', place)
  const date = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...place,
  })
    .format(new Date(iso))
    .replace(',', '')
  if (number.format(new Date(iso)) === number.format(now)) return `Today, ${date}`
  if (number.format(new Date(iso)) === number.format(now - day)) return `Yesterday, ${date}`
  return date
}
