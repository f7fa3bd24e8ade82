// The faces of the screen of catalogs; drift says how much of it is known.
import { useMemo } from 'react'
import type { TargetRow } from '../../shared/target-row.ts'
import { driftCount } from './drift-lists.ts'
import { useSnapshot, useTargetRows } from './hooks.ts'
import { useKnownDrift } from './known-drift.ts'

/** By catalog; a catalog that nothing was compared with is not among them. */
export const useDriftCounts = (): ReadonlyMap<string, number> => {
  const rows = useTargetRows()
  const catalogs = useSnapshot(snapshot => snapshot.catalogs)
  const known = useKnownDrift()
  return useMemo(() => {
    const counts = new Map<string, number>()
    // Fifty thousand rows are not gone through for nothing.
    if (rows === null || (known.tried.size === 0 && known.compared.size === 0)) return counts
    const own = new Map<string, TargetRow[]>(catalogs.map(({ name }) => [name, []]))
    for (const row of rows) own.get(row.catalog)?.push(row)
    for (const catalog of catalogs) {
      const count = driftCount(catalog, own.get(catalog.name) ?? [], known)
      if (count !== null) counts.set(catalog.name, count)
    }
    return counts
  }, [rows, catalogs, known])
}

/** The count is of all catalogs together; null while nothing was compared. */
export const useCatalogTabs = () => {
  const counts = useDriftCounts()
  const drift = counts.size === 0 ? null : [...counts.values()].reduce((sum, count) => sum + count, 0)
  return [
    { place: 'catalogs', text: 'Sources', count: null },
    { place: 'map', text: 'Map', count: null },
    { place: 'drift', text: 'Drift', count: drift },
  ] as const
}
