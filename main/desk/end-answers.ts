// The desk's answers about all targets at once: what was used lately, and the end of everything.
import type { Answers } from '../../shared/contract.ts'
import type { deskContract } from '../../shared/desk-contract.ts'
import { recentsOf } from '../../shared/frecency.ts'
import { ok } from '../../shared/result.ts'
import type { House } from '../house.ts'
import { endEverything } from '../sessions/end-everything.ts'
import type { DeskCaller } from './caller.ts'
import type { Snapshots } from './snapshots.ts'

type EndAnswers = Pick<Answers<typeof deskContract, DeskCaller>, 'recents' | 'endEverything'>

const day = 86_400_000

export const endAnswers = (house: House, snapshots: Snapshots): EndAnswers => ({
  async recents() {
    const now = house.clock.now()
    const rows = await house.activity.read({ since: now - 90 * day })
    return rows.ok ? ok(recentsOf(rows.value, now)) : rows
  },
  async endEverything() {
    const ending = await endEverything(house, 'window')
    snapshots.changed('targets')
    return ok(ending)
  },
})
