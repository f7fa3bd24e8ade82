// The list of targets as windows hold it: made once for each revision, however many ask, and told by what changed in it.
import { ok, type Result } from '../../shared/result.ts'
import { changesBetween } from '../../shared/target-changes.ts'
import type { TargetList } from '../../shared/target-row.ts'
import type { EventFrame } from '../../shared/wire.ts'
import type { House } from '../house.ts'
import type { Snapshots } from './snapshots.ts'

export interface TargetLists {
  /** The list of now. */
  take(): Promise<Result<TargetList>>
  /** What windows that were told before must be told; null when they know it all. */
  news(): Promise<EventFrame | null>
  /** Nobody looks any more: what was told is not kept. */
  forget(): void
}

export const createTargetLists = (
  house: House,
  snapshots: Pick<Snapshots, 'targetsRevision'>,
): TargetLists => {
  let told: TargetList | null = null
  let current: TargetList | null = null
  let making: { readonly revision: number; readonly list: Promise<Result<TargetList>> } | null = null

  const make = async (revision: number): Promise<Result<TargetList>> => {
    const rows = await house.targets.rows()
    if (!rows.ok) return rows
    const tags = await house.targets.tags()
    return tags.ok ? ok({ revision, rows: rows.value, tags: tags.value }) : tags
  }

  const take = async (): Promise<Result<TargetList>> => {
    const revision = snapshots.targetsRevision()
    if (current?.revision === revision) return ok(current)
    if (making?.revision !== revision) making = { revision, list: make(revision) }
    const made = await making.list
    if (!made.ok) {
      making = null
      return made
    }
    if (current === null || current.revision < revision) current = made.value
    return made
  }

  return {
    async take() {
      const list = await take()
      if (list.ok) told ??= list.value
      return list
    },
    async news() {
      const before = told
      const list = await take()
      if (!list.ok) return null
      told = list.value
      if (before?.revision === list.value.revision) return null
      const changes = before === null ? null : changesBetween(before, list.value)
      return changes === null
        ? { type: 'event', name: 'targets', value: list.value }
        : { type: 'event', name: 'targetChanges', value: changes }
    },
    forget() {
      told = null
      current = null
    },
  }
}
