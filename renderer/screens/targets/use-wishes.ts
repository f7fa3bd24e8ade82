// What the palette wishes of the list: a saved filter taken up, or one target shown whatever the list is narrowed to.
import { useEffect } from 'react'
import type { TargetRow } from '../../../shared/target-row.ts'
import { ask, useAsked, useForgotten } from '../../place/asked.ts'
import { type Filter, narrowingOf, noFilter } from './filter-rows.ts'

type Wishes = {
  /** What the list shows now. */
  order: readonly TargetRow[]
  /** Takes the search away as well. */
  onFilter: (filter: Filter) => void
  onDetails: () => void
}

export const useWishes = ({ order, onFilter, onDetails }: Wishes): void => {
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
    if (!order.some(row => row.target === target.target)) onFilter(noFilter)
    if (target.then !== null) onDetails()
  }, [target])
}
