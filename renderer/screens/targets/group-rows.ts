// Orders the rows of targets into groups: what lives, what is pinned or was used lately, then units or environments; break-glass last.
import { type Ordered, ordered } from '../../../shared/search.ts'
import type { TargetRow } from '../../../shared/target-row.ts'

export type Grouping = 'units' | 'environments' | 'flat'

export type Group = {
  readonly key: string
  readonly title: string
  /** The catalog, where several are shown. */
  readonly note: string | null
  readonly rows: Ordered<TargetRow>
}
type Filling = Omit<Group, 'rows'> & { readonly rows: TargetRow[] }

const unitTitle = (unit: string): string => unit.split('/').filter(Boolean).join(' / ')
const empty = (key: string, title: string): Filling => ({ key, title, note: null, rows: [] })

/**
 * A target appears once. Groups stand in the order in which their first row came, so a row that arrives later
 * never pushes an earlier group away.
 * @param recents targets used lately, the likeliest first
 */
export const groupRows = (
  rows: readonly TargetRow[],
  grouping: Grouping,
  recents: readonly string[] = [],
): readonly Group[] => {
  const several = rows.some(row => row.catalog !== rows[0]?.catalog)
  const active = empty('active', 'Active')
  const pinned = empty('pinned', 'Pinned')
  const recent = empty('recent', 'Recent')
  const breakGlass = empty('break-glass', 'Break-glass')
  const rest = new Map<string, Filling>()
  const lately = new Map(recents.map((target, place) => [target as string, place]))

  const restGroup = (row: TargetRow): Filling => {
    const { unit, environment } = row.account
    const key =
      grouping === 'flat'
        ? 'all'
        : grouping === 'environments'
          ? `environment ${environment ?? ''}`
          : `unit ${row.catalog} ${unit ?? ''}`
    const known = rest.get(key)
    if (known) return known
    const title =
      grouping === 'flat'
        ? 'All'
        : grouping === 'environments'
          ? (environment ?? 'No environment')
          : unit
            ? unitTitle(unit)
            : row.catalog
    const note = several && grouping === 'units' && unit ? row.catalog : null
    const made: Filling = { key, title, note, rows: [] }
    rest.set(key, made)
    return made
  }

  for (const row of rows) {
    if (row.session) active.rows.push(row)
    else if (row.pinned !== null) pinned.rows.push(row)
    else if (row.breakGlass) breakGlass.rows.push(row)
    else if (lately.has(row.target)) recent.rows.push(row)
    else restGroup(row).rows.push(row)
  }
  active.rows.sort((a, b) => (a.session?.expiresAt ?? '').localeCompare(b.session?.expiresAt ?? ''))
  recent.rows.sort((a, b) => (lately.get(a.target) ?? 0) - (lately.get(b.target) ?? 0))

  return [active, pinned, recent, ...rest.values(), breakGlass]
    .filter(group => group.rows.length > 0)
    .map(group => ({ ...group, rows: ordered(group.rows) }))
}

/**
 * Search results stand as they were ranked, below one head: the rows then change where they stood among their groups,
 * and none moves.
 */
export const rankedGroup = (rows: Ordered<TargetRow>): readonly Group[] =>
  rows.count === 0 ? [] : [{ key: 'found', title: 'Found', note: null, rows }]
