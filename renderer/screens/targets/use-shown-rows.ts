// From all rows to the list that is shown: narrowed by the chips, found by the search or grouped, and laid out.
import { useEffect, useMemo } from 'react'
import { likeliest } from '../../../shared/frecency.ts'
import { markRows } from '../../../shared/search.ts'
import type { AccountTags, TargetRow } from '../../../shared/target-row.ts'
import { prepareSearch, rankRows } from '../../desk/rank-rows.ts'
import { useRecents } from '../../desk/use-recents.ts'
import { narrow, useMedia } from '../../parts/use-media.ts'
import { type Filter, noFilter, shownBy } from './filter-rows.ts'
import { type Grouping, groupRows, rankedGroup } from './group-rows.ts'
import { type ListLayout, layOut } from './list-layout.ts'
import { readQuery } from './read-query.ts'

const oneLine = 36
const twoLines = 52
const mostRecents = 6
const none: readonly TargetRow[] = []

const count = (rows: readonly TargetRow[], fits: (row: TargetRow) => boolean): number => {
  let found = 0
  for (const row of rows) if (fits(row)) found += 1
  return found
}

export type Shown = {
  readonly layout: ListLayout
  /** What the chips leave. */
  readonly narrowed: readonly TargetRow[]
  /** How many there would be without a filter. */
  readonly all: number
}

export const useShownRows = ({
  rows,
  tags,
  filter,
  grouping,
  query,
}: {
  rows: readonly TargetRow[] | null
  tags: AccountTags
  filter: Filter
  grouping: Grouping
  query: string
}): Shown => {
  const rowHeight = useMedia(narrow) ? twoLines : oneLine
  const all = rows ?? none
  const recents = useRecents()
  const narrowed = useMemo(() => all.filter(shownBy(filter, tags)), [all, filter, tags])
  const { all: refused, hidden } = filter
  const offered = useMemo(
    () => count(all, shownBy({ ...noFilter, all: refused, hidden }, tags)),
    [all, refused, hidden, tags],
  )
  const lately = useMemo(() => likeliest(recents, mostRecents), [recents])
  const grouped = useMemo(() => groupRows(narrowed, grouping, lately), [narrowed, grouping, lately])
  const { words, typed } = useMemo(() => readQuery(query), [query])
  const kept = useMemo(() => markRows(all, shownBy(filter, tags, typed)), [all, filter, tags, typed])
  // Ahead of the first letter, while nothing else is to be done.
  useEffect(() => {
    let waiting = 0
    const prepare = (): void => {
      waiting = requestIdleCallback(() => {
        if (prepareSearch(all, { keep: kept, recents })) prepare()
      })
    }
    prepare()
    return () => cancelIdleCallback(waiting)
  }, [all, kept, recents])
  const groups = useMemo(() => {
    if (query === '') return grouped
    if (words !== '') return rankedGroup(rankRows(all, words, { keep: kept, recents }))
    return groupRows(
      all.filter((_, at) => kept[at] === 1),
      grouping,
      lately,
    )
  }, [all, grouped, query, words, kept, grouping, lately, recents])
  const layout = useMemo(() => layOut(groups, rowHeight), [groups, rowHeight])
  return { layout, narrowed, all: offered }
}
