// Orders the rows of targets into groups: what lives, what is pinned, then units or environments; break-glass last.
import type { TargetRow } from '../../../shared/target-row.ts'

export type Grouping = 'units' | 'environments' | 'flat'

export type ListItem =
  | {
      readonly kind: 'group'
      readonly key: string
      readonly title: string
      /** The catalog, where several are shown. */
      readonly note: string | null
      readonly count: number
    }
  | { readonly kind: 'row'; readonly key: string; readonly row: TargetRow }

type Group = { readonly key: string; readonly title: string; readonly note: string | null; rows: TargetRow[] }

const unitTitle = (unit: string): string => unit.split('/').filter(Boolean).join(' / ')

/**
 * A target appears once. Groups stand in the order in which their first row came, so a row that arrives later
 * never pushes an earlier group away.
 */
export const groupRows = (rows: readonly TargetRow[], grouping: Grouping): readonly ListItem[] => {
  const several = rows.some(row => row.catalog !== rows[0]?.catalog)
  const active: Group = { key: 'active', title: 'Active', note: null, rows: [] }
  const pinned: Group = { key: 'pinned', title: 'Pinned', note: null, rows: [] }
  const breakGlass: Group = { key: 'break-glass', title: 'Break-glass', note: null, rows: [] }
  const rest = new Map<string, Group>()

  const restGroup = (row: TargetRow): Group => {
    const { unit, environment } = row.account
    const [key, title] =
      grouping === 'flat'
        ? ['all', 'All']
        : grouping === 'environments'
          ? [`environment ${environment ?? ''}`, environment ?? 'No environment']
          : [`unit ${row.catalog} ${unit ?? ''}`, unit ? unitTitle(unit) : row.catalog]
    const known = rest.get(key)
    if (known) return known
    const note = several && grouping === 'units' && unit ? row.catalog : null
    const made: Group = { key, title, note, rows: [] }
    rest.set(key, made)
    return made
  }

  for (const row of rows) {
    if (row.session) active.rows.push(row)
    else if (row.pinned !== null) pinned.rows.push(row)
    else if (row.breakGlass) breakGlass.rows.push(row)
    else restGroup(row).rows.push(row)
  }
  active.rows.sort((a, b) => (a.session?.expiresAt ?? '').localeCompare(b.session?.expiresAt ?? ''))

  return [active, pinned, ...rest.values(), breakGlass]
    .filter(group => group.rows.length > 0)
    .flatMap(group => [
      {
        kind: 'group' as const,
        key: group.key,
        title: group.title,
        note: group.note,
        count: group.rows.length,
      },
      ...group.rows.map(row => ({ kind: 'row' as const, key: row.target, row })),
    ])
}

/** Search results stand as they were ranked, without groups. */
export const rankedItems = (rows: readonly TargetRow[]): readonly ListItem[] =>
  rows.map(row => ({ kind: 'row', key: row.target, row }))
