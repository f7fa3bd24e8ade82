// The hash chain: what a row's hash covers, and how a row is told from a line that is none.
import { createHash } from 'node:crypto'
import type { ActivityEntry, ActivityRow } from '../../shared/activity.ts'

/** The `prev` of the first row. */
export const beginning = '0'.repeat(64)

/** How far the record reached: the number and hash of its last row. */
export type Head = { readonly seq: number; readonly hash: string }

export const noRows: Head = { seq: 0, hash: beginning }

/** Covers every field but the hash itself; keys in a fixed order, so that the same row always hashes alike. */
const hashOfRow = (row: Omit<ActivityRow, 'hash'>): string => {
  const sorted = Object.entries(row)
    .filter(([name, value]) => name !== 'hash' && value !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex')
}

/** `at` in ms since the epoch. */
export const chainRow = (entry: ActivityEntry, before: Head, at: number): ActivityRow => {
  const row = { seq: before.seq + 1, at: new Date(at).toISOString(), prev: before.hash, ...entry }
  return { ...row, hash: hashOfRow(row) }
}

/** The row in a line, or null when it is none or its hash does not fit it. */
export const readRow = (line: string): ActivityRow | null => {
  try {
    const row = JSON.parse(line) as ActivityRow | null
    return typeof row === 'object' &&
      row !== null &&
      typeof row.seq === 'number' &&
      hashOfRow(row) === row.hash
      ? row
      : null
  } catch {
    return null
  }
}

export const headOf = (row: ActivityRow): Head => ({ seq: row.seq, hash: row.hash })
