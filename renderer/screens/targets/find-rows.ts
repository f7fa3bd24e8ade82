// Finds the rows a query names, best first.
import type { TargetRow } from '../../../shared/target-row.ts'

export const findRows = (rows: readonly TargetRow[], query: string): readonly TargetRow[] => {
  const terms = query.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter(row => {
    const text =
      `${row.target} ${row.account.id} ${row.account.name} ${row.account.unit} ${row.account.environment}`.toLowerCase()
    return terms.every(term => text.includes(term))
  })
}
