// What a catalog and AWS disagree about, as far as it is known without asking: from what happened, and from what portals list. Pure.
import type { ActivityRow } from '../../../shared/activity.ts'
import type { CauseName } from '../../../shared/failure.ts'
import type { CheckRow } from '../../../shared/fleet.ts'
import type { TargetRow } from '../../../shared/target-row.ts'

/** Why a target that a catalog names could not be taken. */
export type Refused = {
  readonly row: TargetRow
  /** When it was refused, ISO-8601 UTC; null = it was not tried, the grants say so. */
  readonly at: string | null
  readonly cause: CauseName | null
  /** What told it, in words of AWS or of the record. */
  readonly detail: string
}

const causeIn = (detail: string | undefined): CauseName | null =>
  (/^hop \d+ of \d+, [^:]+: ([a-z-]+)$/.exec(detail ?? '')?.[1] as CauseName | undefined) ?? null

/** The last word of the record on each target: a refusal by AWS that no later session contradicts. @param rows oldest first */
const lastRefusals = (rows: readonly ActivityRow[]): ReadonlyMap<string, ActivityRow> => {
  const last = new Map<string, ActivityRow>()
  for (const row of rows) {
    if (row.target === undefined) continue
    if (row.what === 'refusal' && row.outcome === 'refused' && causeIn(row.detail) !== null)
      last.set(row.target, row)
    if (row.what === 'session-start' && row.outcome === 'done') last.delete(row.target)
  }
  return last
}

/**
 * Those of the catalog that are refused: what a check said comes first, then the record, then what grants say.
 * @param checked what was tried just now
 */
export const refusedOf = (
  rows: readonly TargetRow[],
  record: readonly ActivityRow[],
  checked: ReadonlyMap<string, CheckRow>,
): readonly Refused[] => {
  const refusals = lastRefusals(record)
  return rows.flatMap((row): readonly Refused[] => {
    const tried = checked.get(row.target)
    if (tried?.ok) return []
    if (tried)
      return tried.cause === undefined
        ? []
        : [{ row, at: null, cause: tried.cause, detail: tried.causes?.[0]?.why ?? tried.message ?? '' }]
    const refusal = refusals.get(row.target)
    if (refusal)
      return [{ row, at: refusal.at, cause: causeIn(refusal.detail), detail: refusal.detail ?? '' }]
    return row.granted === false && row.unnamed === undefined
      ? [{ row, at: null, cause: 'not-assigned', detail: 'Not among what is granted to you there.' }]
      : []
  })
}

/** What could not be tried at all: nobody signed in, an answer missing. */
export const untriedOf = (checked: ReadonlyMap<string, CheckRow>): readonly CheckRow[] =>
  [...checked.values()].filter(row => !row.ok && row.cause === undefined)

export type Unnamed = {
  readonly id: string
  readonly name: string
  /** False: the catalog names the account, not these permission sets. */
  readonly unknown: boolean
  readonly rows: readonly TargetRow[]
}

/** What a portal grants and no catalog names, by account; accounts that no catalog knows come first. */
export const unnamedOf = (rows: readonly TargetRow[]): readonly Unnamed[] => {
  const accounts = new Map<string, { id: string; name: string; unknown: boolean; rows: TargetRow[] }>()
  for (const row of rows) {
    if (row.unnamed === undefined) continue
    const { id, name } = row.account
    const known = accounts.get(id)
    if (known) known.rows.push(row)
    else accounts.set(id, { id, name, unknown: row.unnamed === 'account', rows: [row] })
  }
  return [...accounts.values()].sort((a, b) => Number(b.unknown) - Number(a.unknown))
}
