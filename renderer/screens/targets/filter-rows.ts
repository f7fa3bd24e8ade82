// Narrows the rows of targets by what the chips say.
import type { TargetRow } from '../../../shared/target-row.ts'

/** The empty word means any. */
export type Filter = {
  readonly environment: string
  readonly catalog: string
  readonly signIn: string
  /** Shows targets that are known not to be granted too. */
  readonly all: boolean
}
export const noFilter: Filter = { environment: '', catalog: '', signIn: '', all: false }

export const isNarrowed = (filter: Filter): boolean =>
  filter.environment !== '' || filter.catalog !== '' || filter.signIn !== ''

/** What lives or is pinned shows even when the person was not granted it: hiding it would hide what runs. */
export const isShown = (row: TargetRow, filter: Filter): boolean =>
  (filter.all || row.granted !== false || row.session !== null) &&
  (filter.environment === '' || row.account.environment === filter.environment) &&
  (filter.catalog === '' || row.catalog === filter.catalog) &&
  (filter.signIn === '' || row.signIn === filter.signIn)

export const filterRows = (rows: readonly TargetRow[], filter: Filter): readonly TargetRow[] =>
  rows.filter(row => isShown(row, filter))

export type FilterChoice = { readonly value: string; readonly count: number }
export type FilterChoices = {
  readonly environments: readonly FilterChoice[]
  readonly catalogs: readonly FilterChoice[]
  readonly signIns: readonly FilterChoice[]
  readonly refused: number
}

const choices = (counts: ReadonlyMap<string, number>): readonly FilterChoice[] =>
  [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count)

/** What there is to choose from, the most frequent first. */
export const filterChoices = (rows: readonly TargetRow[]): FilterChoices => {
  const environments = new Map<string, number>()
  const catalogs = new Map<string, number>()
  const signIns = new Map<string, number>()
  let refused = 0
  const count = (map: Map<string, number>, key: string | null): void => {
    if (key !== null) map.set(key, (map.get(key) ?? 0) + 1)
  }
  for (const row of rows) {
    count(environments, row.account.environment)
    count(catalogs, row.catalog)
    count(signIns, row.signIn)
    if (row.granted === false) refused += 1
  }
  return {
    environments: choices(environments),
    catalogs: choices(catalogs),
    signIns: choices(signIns),
    refused,
  }
}
