// The room of work over many targets: what a selector means, and the tries of `check`, for the command line and the window.
import type { Estate, Target } from '../../shared/catalog.ts'
import { type CheckRow, type Chosen, usualAtOnce } from '../../shared/fleet.ts'
import type { TargetId } from '../../shared/names.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { SessionBook, Visit } from '../sessions/sessions.ts'
import type { Targets } from '../sessions/targets.ts'
import { checkTargets } from './check.ts'
import { type Choice, chooseTargets } from './choose.ts'
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
  const checkThese: Fleet['checkThese'] = (ids, { limit = usualAtOnce, mfaCode, onRow }, visit) =>
    checkTargets(book, ids, {
      limit,
      visit,
      mfaCode,
      now: () => performance.now(),
      ...(onRow ? { onRow } : {}),
    })
  return {
    choose,
    checkThese,
    async check({ selector, all, onBegin, ...how }, visit) {
      const chosen = await choose({ selector, all })
      if (!chosen.ok) return chosen
      onBegin?.(chosen.value)
      const ids = chosen.value.targets.map(target => target.id)
      return ok(await checkThese(ids, how, visit))
    },
    async writeProfiles({ selector, all, ...wish }, visit) {
      const chosen = await choose({ selector, all })
      if (!chosen.ok) return chosen
      const written = await writeProfiles(chosen.value.targets, wish, visit)
      return written.ok ? ok({ ...written.value, breakGlass: chosen.value.breakGlass }) : written
    },
  }
}
