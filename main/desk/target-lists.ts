// The list of targets as windows hold it.
import { ok, type Result } from '../../shared/result.ts'
import type { TargetList } from '../../shared/target-row.ts'
import type { House } from '../house.ts'

export const listOf = async (house: House): Promise<Result<Omit<TargetList, 'revision'>>> => {
  const rows = await house.targets.rows()
  if (!rows.ok) return rows
  const tags = await house.targets.tags()
  return tags.ok ? ok({ rows: rows.value, tags: tags.value }) : tags
}
