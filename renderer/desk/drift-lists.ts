// What catalogs and AWS disagree about, as far as it is known without asking: from what happened, and from what portals list. Pure.
import type { ActivityRow } from '../../shared/activity.ts'
import type { Discovery } from '../../shared/catalog-exchange.ts'
import type { CauseName } from '../../shared/failure.ts'
import type { CheckRow } from '../../shared/fleet.ts'
import type { TargetRow } from '../../shared/target-row.ts'
import { unnamedOf } from '../../shared/unnamed.ts'

/** The record's last word on a target: when AWS refused it, or let somebody in. */
type LastWord = { readonly at: string; readonly refusal: ActivityRow | null }
export type KnownDrift = {
  /** By target; `at` in ms since the epoch. */
  readonly tried: ReadonlyMap<string, { readonly row: CheckRow; readonly at: number }>
  /** By catalog; `ref`: the copy that was compared. */
  readonly compared: ReadonlyMap<string, { readonly ref: string | null; readonly found: Discovery }>
  /** By target. */
  readonly last: ReadonlyMap<string, LastWord>
}

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

/** @param rows oldest first */
export const lastWords = (rows: readonly ActivityRow[]): KnownDrift['last'] => {
  const last = new Map<string, LastWord>()
  for (const row of rows) {
    if (row.target === undefined) continue
    if (row.what === 'refusal' && row.outcome === 'refused' && causeIn(row.detail) !== null)
      last.set(row.target, { at: row.at, refusal: row })
    if (row.what === 'session-start' && row.outcome === 'done')
      last.set(row.target, { at: row.at, refusal: null })
  }
  return last
}

/** What was tried, unless somebody was let in since. */
const triedOf = (row: TargetRow, { tried, last }: KnownDrift): CheckRow | null => {
  const found = tried.get(row.target)
  if (found === undefined) return null
  const word = last.get(row.target)
  const since = word?.refusal === null && Date.parse(word.at) > found.at
  return since ? null : found.row
}

/** Those of the catalog that are refused: what a check said comes first, then the record, then what grants say. */
export const refusedOf = (rows: readonly TargetRow[], known: KnownDrift): readonly Refused[] =>
  rows.flatMap((row): readonly Refused[] => {
    const tried = triedOf(row, known)
    if (tried?.ok) return []
    if (tried)
      return tried.cause === undefined
        ? []
        : [{ row, at: null, cause: tried.cause, detail: tried.causes?.[0]?.why ?? tried.message ?? '' }]
    const refusal = known.last.get(row.target)?.refusal
    if (refusal)
      return [{ row, at: refusal.at, cause: causeIn(refusal.detail), detail: refusal.detail ?? '' }]
    return row.granted === false && row.unnamed === undefined
      ? [{ row, at: null, cause: 'not-assigned', detail: 'Not among what is granted to you there.' }]
      : []
  })

/** What of these was tried. */
export const checkedOf = (rows: readonly TargetRow[], { tried }: KnownDrift): readonly CheckRow[] =>
  rows.flatMap(row => tried.get(row.target)?.row ?? [])

/** What could not be tried at all: nobody signed in, an answer missing. */
export const untriedOf = (checked: readonly CheckRow[]): readonly CheckRow[] =>
  checked.filter(row => !row.ok && row.cause === undefined)

/** What was compared, while the copy in force is still the same. */
export const comparedOf = (
  catalog: { readonly name: string; readonly approvedRef: string | null },
  { compared }: KnownDrift,
): Discovery | null => {
  const last = compared.get(catalog.name)
  return last?.ref === catalog.approvedRef ? last.found : null
}

/**
 * In how many places a catalog and AWS disagree, as its screen of drift counts them; null before its routes were tried
 * or its accounts compared.
 * @param rows of the catalog
 */
export const driftCount = (
  catalog: { readonly name: string; readonly approvedRef: string | null },
  rows: readonly TargetRow[],
  known: KnownDrift,
): number | null => {
  const compared = comparedOf(catalog, known)
  if (compared === null && checkedOf(rows, known).length === 0) return null
  const unknown = unnamedOf(rows).filter(account => account.unknown)
  return refusedOf(rows, known).length + unknown.length + (compared?.differences.length ?? 0)
}
