// From all rows to the list that is shown: narrowed by the chips, found by the search or grouped, and laid out.
import { useEffect, useMemo } from 'react'
import type { TargetRow } from '../../../shared/target-row.ts'
import { prepareRows, rankRows } from '../../desk/rank-rows.ts'
import { narrow, useMedia } from '../../parts/use-media.ts'
import { type Filter, filterRows, isShown } from './filter-rows.ts'
import { type Grouping, groupRows, rankedGroup } from './group-rows.ts'
import { type ListLayout, layOut } from './list-layout.ts'

const oneLine = 36
const twoLines = 52
const none: readonly TargetRow[] = []

export const useShownRows = ({
  rows,
  filter,
  grouping,
  query,
  recents,
}: {
  rows: readonly TargetRow[] | null
  filter: Filter
  grouping: Grouping
  query: string
  recents: readonly string[]
}): { readonly layout: ListLayout; readonly narrowed: readonly TargetRow[] } => {
  const rowHeight = useMedia(narrow) ? twoLines : oneLine
  const all = rows ?? none
  const narrowed = useMemo(() => filterRows(all, filter), [all, filter])
  useEffect(() => {
    const waiting = requestIdleCallback(() => prepareRows(all))
    return () => cancelIdleCallback(waiting)
  }, [all])
  const grouped = useMemo(() => groupRows(narrowed, grouping, recents), [narrowed, grouping, recents])
  const groups = useMemo(
    () =>
      query === ''
        ? grouped
        : rankedGroup(rankRows(all, query, { keep: row => isShown(row, filter), recents })),
    [all, grouped, filter, query, recents],
  )
  const layout = useMemo(() => layOut(groups, rowHeight), [groups, rowHeight])
  return { layout, narrowed }
}
