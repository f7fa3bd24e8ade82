// What the palette wishes of the list: a saved filter taken up, or one target shown whatever the list is narrowed to.
import { useEffect } from 'react'
import { ask, useAsked, useForgotten } from '../../place/asked.ts'
import { type Filter, narrowingOf, noFilter } from './filter-rows.ts'
import { indexOf, type ListLayout } from './list-layout.ts'

type Wishes = {
  /** What the list shows now. */
  layout: ListLayout
  /** Takes the search away as well. */
  onFilter: (filter: Filter) => void
  onDetails: () => void
}

export const useWishes = ({ layout, onFilter, onDetails }: Wishes): void => {
  const saved = useAsked('filter')
  // Taken away by the details themselves, once they stand for it.
  const target = useAsked('target')
  useForgotten('target')
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each wish, whatever becomes of the list
  useEffect(() => {
    if (saved === null) return
    ask(null)
    onFilter({ ...noFilter, ...narrowingOf(saved.filter) })
  }, [saved])
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each wish, whatever becomes of the list
  useEffect(() => {
    if (target === null) return
    if (indexOf(layout, target.target) < 0) onFilter(noFilter)
    if (target.then !== null) onDetails()
  }, [target])
}
