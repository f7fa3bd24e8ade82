// Writes the profiles of many targets: in process mode as one change without a session, in keys mode by opening each.
import type { Target } from '../../shared/catalog.ts'
import { type ProfileRow, usualAtOnce } from '../../shared/fleet.ts'
import type { TargetId } from '../../shared/names.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { ProfileMode } from '../../shared/session.ts'
import { profileTemplateOf } from '../catalog/profile-template.ts'
import type { ProfileBlock } from '../profiles/profile-block.ts'
import type { ProfileFiles } from '../profiles/profile-files.ts'
import { awaitsUser } from '../routes/names.ts'
import { profileNameOf } from '../sessions/deliver-profile.ts'
import type { OpenWishes, SessionBook, Visit } from '../sessions/sessions.ts'
import { inFlight } from './in-flight.ts'
import { planProfiles, type WantedProfile } from './plan-profiles.ts'
import { troubleOf } from './trouble.ts'

export type ProfilesWish = {
  /** Absent = as the settings say. */
  readonly mode?: ProfileMode | undefined
  readonly dryRun: boolean
  readonly replaceForeign: boolean
} & Pick<OpenWishes, 'reason' | 'confirm' | 'mfaCode' | 'seconds'>

export type Written = { readonly rows: readonly ProfileRow[]; readonly notices: readonly string[] }

export type ProfileWriterDeps = {
  readonly book: Pick<SessionBook, 'open' | 'list' | 'plan'>
  readonly profiles: Pick<ProfileFiles, 'list' | 'check' | 'writeMany'>
  /** The value of `credential_process` for a target. */
  readonly processCommand: (target: TargetId) => Promise<Result<string>>
  readonly profileMode: () => ProfileMode
  readonly profileName: () => string | null
  /** The user's name at a sign-in, where it is known. */
  readonly userOf: (signIn: string) => Promise<string | null>
}

export const createProfileWriter = (deps: ProfileWriterDeps) => {
  const { book, profiles } = deps

  const nameOf = async (target: Target): Promise<WantedProfile> => {
    const own = deps.profileName()
    const route = awaitsUser(profileTemplateOf(target, own)) ? await book.plan(target.id, {}) : null
    const user = route?.ok ? await deps.userOf(route.value.signIn) : null
    return { target, profile: profileNameOf(target, own, { user, reason: null }) }
  }

  /** Fails with foreign-profile before anything is written: all of it, or none. */
  const nothingForeign = async (rows: readonly ProfileRow[]): Promise<Result<void>> => {
    for (const { profile } of rows) {
      const checked = await profiles.check(profile)
      if (!checked.ok) return checked
      const [path] = checked.value.foreign
      if (path !== undefined) return failed({ kind: 'foreign-profile', profile, path })
    }
    return ok(undefined)
  }

  const blockOf = async (row: ProfileRow): Promise<Result<ProfileBlock>> => {
    const command = await deps.processCommand(row.target)
    if (!command.ok) return command
    const { target, profile, region } = row
    return ok({ target, profile, region, mode: 'process', command: command.value })
  }

  /** No key is written and nobody is asked: whoever reads the profile opens the target, its guards included. */
  const writeBlocks = async (
    rows: readonly ProfileRow[],
    replaceForeign: boolean,
  ): Promise<Result<readonly string[]>> => {
    const blocks: ProfileBlock[] = []
    for (const row of rows) {
      const block = await blockOf(row)
      if (!block.ok) return block
      blocks.push(block.value)
    }
    const written = await profiles.writeMany(blocks, { replaceForeign })
    return written.ok ? ok(written.value.notices) : written
  }

  const openOne = async (row: ProfileRow, wish: ProfilesWish, visit: Visit): Promise<ProfileRow> => {
    const { mode: _, dryRun: __, ...answers } = wish
    const opened = await book.open(
      row.target,
      { ...answers, write: true, profile: row.profile, mode: row.mode, region: row.region },
      visit,
    )
    return opened.ok ? row : { ...row, change: 'none', differences: [], ...troubleOf(opened.failure) }
  }

  return async (targets: readonly Target[], wish: ProfilesWish, visit: Visit): Promise<Result<Written>> => {
    const mode = wish.mode ?? deps.profileMode()
    const owned = await profiles.list()
    if (!owned.ok) return owned
    const wanted = await Promise.all(targets.map(nameOf))
    const planned = planProfiles(wanted, owned.value, mode)
    const due = planned.filter(row => row.failure === undefined && row.change !== 'same')
    const clear = wish.replaceForeign ? ok(undefined) : await nothingForeign(due)
    if (!clear.ok) return clear
    if (wish.dryRun) return ok({ rows: planned, notices: [] })

    // A living session has its profile in the vault as well, so it is the book that changes both.
    const living = await book.list()
    if (!living.ok) return living
    const live = new Set(living.value.map(view => view.target))
    const renew = mode === 'keys' ? planned.filter(row => row.failure === undefined) : due
    const opens = renew.filter(row => mode === 'keys' || live.has(row.target))
    const notices = await writeBlocks(
      renew.filter(row => !opens.includes(row)),
      wish.replaceForeign,
    )
    if (!notices.ok) return notices
    const done = new Map<TargetId, ProfileRow>()
    // Questions come one after the other; without a person they are rows that say what is missing.
    await inFlight(opens, visit.ask.can ? 1 : usualAtOnce, visit.signal, async row => {
      done.set(row.target, await openOne(row, wish, visit))
    })
    return ok({ rows: planned.map(row => done.get(row.target) ?? row), notices: notices.value })
  }
}
