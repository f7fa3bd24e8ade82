// Which row is chosen: the one a person chose, else the first. What comes later never changes it under their hands.
import { useRef } from 'react'
import type { TargetRow } from '../../../shared/target-row.ts'

/**
 * @param question changes with what was searched for and how the list stands: a new list begins at its first row
 * @param chosen what the person chose, null = nothing yet
 */
export const useChosenRow = (
  order: readonly TargetRow[],
  chosen: string | null,
  question: string,
): TargetRow | null => {
  const first = useRef<{ readonly question: string; readonly target: string } | null>(null)
  const found = chosen === null ? undefined : order.find(row => row.target === chosen)
  if (found) {
    first.current = { question, target: found.target }
    return found
  }
  const kept =
    first.current?.question === question ? order.find(row => row.target === first.current?.target) : undefined
  const row = kept ?? order[0] ?? null
  first.current = row && { question, target: row.target }
  return row
}
