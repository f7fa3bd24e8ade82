// The room of work over many targets: what a selector means, and the tries of `check`, for the command line and the window.
import type { Estate, Target } from '../../shared/catalog.ts'
import { type CheckRow, type Chosen, usualAtOnce } from '../../shared/fleet.ts'
import type { TargetId } from '../../shared/names.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Activity } from '../activity/record.ts'
import type { Log } from '../log.ts'
import type { SessionBook, Visit } from '../sessions/sessions.ts'
import type { Targets } from '../sessions/targets.ts'
import { checkRow, checkTargets } from './check.ts'
import { type Choice, chooseTargets } from './choose.ts'
import { createCheckRecord } from './record-check.ts'
import {
  createProfileWriter,
  type ProfilesWish,
  type ProfileWriterDeps,
  type Written,
} from './write-profiles.ts'

export type CheckHow = {
  /** At most so many are tried at once. */
  readonly limit?: number | undefined
  readonly mfaCode?: string | undefined
  readonly onRow?: (row: CheckRow) => void
}
export type CheckWish = Choice &
  CheckHow & {
    /** How many there are, before the first is tried. */
    readonly onBegin?: (chosen: Chosen<Target>) => void
  }

export interface Fleet {
  /** Fails with usage, unknown-name (nothing fits), or as the catalogs do. */
  choose(choice: Choice): Promise<Result<Chosen<Target>>>
  /** Every route that fits, tried; no session is kept. */
  check(wish: CheckWish, visit: Visit): Promise<Result<readonly CheckRow[]>>
  /** The same for targets that a person chose; one that no catalog knows is a row too. */
  checkThese(targets: readonly TargetId[], how: CheckHow, visit: Visit): Promise<readonly CheckRow[]>
  /** One route, tried to its end with the causes told apart. Fails as the plan does. */
  tryRoute(target: TargetId, visit: Visit): ReturnType<SessionBook['tryRoute']>
  /** Fails with foreign-profile where a name is somebody else's; then nothing was written. */
  writeProfiles(
    wish: Choice & ProfilesWish,
    visit: Visit,
  ): Promise<Result<Written & { readonly breakGlass: number }>>
}

export type FleetDeps = ProfileWriterDeps & {
  readonly targets: Pick<Targets, 'rows'>
  readonly book: SessionBook
  readonly estate: () => Promise<Result<Estate>>
  /** Every try is one row of the record. */
  readonly activity: Activity
  readonly log: Log
  readonly person: string
}

export const createFleet = (deps: FleetDeps): Fleet => {
  const { targets, book, estate } = deps
  const writeProfiles = createProfileWriter(deps)
  const choose: Fleet['choose'] = async choice => {
    const rows = await targets.rows()
    if (!rows.ok) return rows
    const loaded = await estate()
    return loaded.ok ? chooseTargets(rows.value, loaded.value, choice) : loaded
  }
  const record = createCheckRecord(deps)
  const tryAll = async (
    chosen: string,
    ids: readonly TargetId[],
    { limit = usualAtOnce, mfaCode, onRow }: CheckHow,
    visit: Visit,
  ): Promise<readonly CheckRow[]> => {
    const rows = await checkTargets(book, ids, {
      limit,
      visit,
      mfaCode,
      now: () => performance.now(),
      ...(onRow ? { onRow } : {}),
    })
    await record({ chosen, targets: await known(ids), rows, door: visit.door })
    return rows
  }
  const known = async (ids: readonly TargetId[]): Promise<readonly (Target | undefined)[]> => {
    const loaded = await estate()
    return ids.map(id => (loaded.ok ? loaded.value.targets.get(id) : undefined))
  }
  return {
    choose,
    checkThese: (ids, how, visit) => tryAll(`${ids.length} chosen targets`, ids, how, visit),
    async tryRoute(id, visit) {
      const tried = await book.tryRoute(id, visit, { probe: true })
      // Without a hop nothing was tried: there is no sign-in, or no code.
      if (tried.ok && tried.value.trial.hops.length > 0) {
        const rows = [checkRow(id, tried, tried.value.trial.seconds)]
        await record({ chosen: id, targets: await known([id]), rows, door: visit.door })
      }
      return tried
    },
    async check({ selector, all, onBegin, ...how }, visit) {
      const chosen = await choose({ selector, all })
      if (!chosen.ok) return chosen
      onBegin?.(chosen.value)
      const ids = chosen.value.targets.map(target => target.id)
      return ok(await tryAll(selector === '' ? 'all' : selector, ids, how, visit))
    },
    async writeProfiles({ selector, all, ...wish }, visit) {
      const chosen = await choose({ selector, all })
      if (!chosen.ok) return chosen
      const written = await writeProfiles(chosen.value.targets, wish, visit)
      return written.ok ? ok({ ...written.value, breakGlass: chosen.value.breakGlass }) : written
    },
  }
}
