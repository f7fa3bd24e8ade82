// How a list of targets goes from one revision to the next without being sent again: only the rows that say something new.
import type { TargetList, TargetRow } from './target-row.ts'

/** `from`: the revision that a window must hold for these to be all that changed. Rows come in the order of the list. */
export type TargetChanges = {
  readonly from: number
  readonly revision: number
  readonly rows: readonly TargetRow[]
}

/** More than this share, and the whole list is as cheap. */
const few = 0.25

const sameWords = (one: readonly string[] | undefined, other: readonly string[] | undefined): boolean =>
  one === other || (one !== undefined && one.join('\n') === other?.join('\n'))

const sameRow = (one: TargetRow, other: TargetRow): boolean =>
  one === other ||
  (one.granted === other.granted &&
    one.pinned === other.pinned &&
    one.color === other.color &&
    one.hidden === other.hidden &&
    one.signIn === other.signIn &&
    one.hops === other.hops &&
    one.via === other.via &&
    one.mfa === other.mfa &&
    one.breakGlass === other.breakGlass &&
    one.arn === other.arn &&
    one.session?.expiresAt === other.session?.expiresAt &&
    one.session?.profile === other.session?.profile &&
    one.account.id === other.account.id &&
    one.account.name === other.account.name &&
    one.account.unit === other.account.unit &&
    one.account.environment === other.account.environment &&
    sameWords(one.groups, other.groups))

/** @returns null when the whole list must be sent: targets came, went or moved, tags changed, or nearly every row did */
export const changesBetween = (before: TargetList, now: TargetList): TargetChanges | null => {
  if (before.rows.length !== now.rows.length) return null
  if (before.tags !== now.tags && JSON.stringify(before.tags) !== JSON.stringify(now.tags)) return null
  const rows: TargetRow[] = []
  for (let at = 0; at < now.rows.length; at++) {
    const [old, row] = [before.rows[at] as TargetRow, now.rows[at] as TargetRow]
    if (old.target !== row.target) return null
    if (!sameRow(old, row)) rows.push(row)
  }
  if (rows.length > Math.max(20, now.rows.length * few)) return null
  return { from: before.revision, revision: now.revision, rows }
}

/** @returns null when the changes are not of this list, which must then be asked for anew */
export const applyChanges = (list: TargetList, changes: TargetChanges): TargetList | null => {
  if (changes.from !== list.revision) return null
  let next = 0
  const rows = list.rows.map(row => {
    const changed = changes.rows[next]
    if (changed?.target !== row.target) return row
    next += 1
    return changed
  })
  return next === changes.rows.length ? { revision: changes.revision, rows, tags: list.tags } : null
}
