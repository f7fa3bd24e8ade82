// Which row is chosen: the one a person chose, else the first. What comes later never changes it under their hands.
import { useRef } from 'react'
import type { TargetRow } from '../../../shared/target-row.ts'
import { indexOf, type ListLayout, rowAt } from './list-layout.ts'

/**
 * @param question changes with what was searched for and how the list stands: a new list begins at its first row
 * @param chosen what the person chose, null = nothing yet
 */
export const useChosenRow = (
  layout: ListLayout,
  chosen: string | null,
  question: string,
): TargetRow | null => {
  const first = useRef<{ readonly question: string; readonly target: string } | null>(null)
  const rowOf = (target: string): TargetRow | null => {
    const index = indexOf(layout, target)
    return index < 0 ? null : rowAt(layout, index)
  }
  const found = chosen === null ? null : rowOf(chosen)
  if (found) {
    first.current = { question, target: found.target }
    return found
  }
  const kept = first.current?.question === question ? rowOf(first.current.target) : null
  const row = kept ?? rowAt(layout, 0)
  first.current = row && { question, target: row.target }
  return row
}
