// The desk's answers about all targets at once: what was used lately, and the end of everything.
import type { ActivityKind, ActivityRow } from '../../shared/activity.ts'
import type { Answers } from '../../shared/contract.ts'
import type { deskContract } from '../../shared/desk-contract.ts'
import type { Recent } from '../../shared/recents.ts'
import { ok } from '../../shared/result.ts'
import type { House } from '../house.ts'
import { endEverything } from '../sessions/end-everything.ts'
import type { DeskCaller } from './caller.ts'
import type { Snapshots } from './snapshots.ts'

type EndAnswers = Pick<Answers<typeof deskContract, DeskCaller>, 'recents' | 'endEverything'>

const day = 86_400_000
const uses: ReadonlySet<ActivityKind> = new Set(['session-start', 'console', 'delivery'])

/** Pure. @param rows oldest first */
export const recentsOf = (rows: readonly ActivityRow[]): readonly Recent[] => {
  const found = new Map<string, { lastUsed: string; uses: number }>()
  for (const { what, target, outcome, at } of rows) {
    if (target === undefined || outcome !== 'done' || !uses.has(what)) continue
    found.set(target, { lastUsed: at, uses: (found.get(target)?.uses ?? 0) + 1 })
  }
  return [...found]
    .map(([target, use]) => ({ target, ...use }))
    .sort((a, b) => b.lastUsed.localeCompare(a.lastUsed))
}

export const endAnswers = (house: House, snapshots: Snapshots): EndAnswers => ({
  async recents() {
    const rows = await house.activity.read({ since: house.clock.now() - 90 * day })
    return rows.ok ? ok(recentsOf(rows.value)) : rows
  },
  async endEverything() {
    const ending = await endEverything(house, 'window')
    snapshots.changed('targets')
    return ok(ending)
  },
})
