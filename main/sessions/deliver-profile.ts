// Puts a session into the AWS files and keeps it fresh there: which name, which form, and nothing half done.
import type { Target } from '../../shared/catalog.ts'
import type { TargetId } from '../../shared/names.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { ProfileMode } from '../../shared/session.ts'
import { ticketIn } from '../../shared/ticket.ts'
import { profileTemplateOf } from '../catalog/profile-template.ts'
import { asProfileName, fill } from '../routes/names.ts'
import { Secret } from '../secret.ts'
import type { SessionBookDeps } from './book-deps.ts'
import type { StoredSession } from './stored-session.ts'

export type ProfileWish = {
  readonly profile: string
  readonly mode: ProfileMode
  readonly replaceForeign: boolean
}

/** The name a profile gets when nobody says one: the person's own for the target, else their template, else the catalog's. */
export const profileNameOf = (
  target: Target,
  own: string | null,
  who: { readonly user: string | null; readonly reason: string | null },
): string =>
  target.personal.profile ??
  asProfileName(
    fill(profileTemplateOf(target, own), { user: who.user ?? 'me', ticket: ticketIn(who.reason) }),
  )

/**
 * Looks before a code is spent: fails with foreign-profile when the name is somebody else's, with file-invalid when a
 * tool would refuse the file.
 */
export const checkProfile = async (
  deps: Pick<SessionBookDeps, 'profiles'>,
  wish: ProfileWish,
): Promise<Result<void>> => {
  const checked = await deps.profiles.check(wish.profile)
  if (!checked.ok) return checked
  const [path] = checked.value.foreign
  if (path !== undefined && !wish.replaceForeign)
    return failed({ kind: 'foreign-profile', profile: wish.profile, path })
  const spoiled = checked.value.problems.filter(({ problem }) => problem.warning !== true)
  const [first] = spoiled
  if (!first) return ok(undefined)
  return failed({
    kind: 'file-invalid',
    path: first.path,
    problems: spoiled.filter(each => each.path === first.path).map(each => each.problem),
  })
}

/** Writes the block of a session. In process mode there is no key in it, so a renewal changes nothing. */
export const writeProfile = async (
  deps: Pick<SessionBookDeps, 'profiles' | 'processCommand'>,
  stored: StoredSession,
  replaceForeign: boolean,
): Promise<Result<readonly string[]>> => {
  if (stored.profile === null || stored.mode === null) return ok([])
  const described = { profile: stored.profile, target: stored.target, region: stored.region }
  if (stored.mode === 'process') {
    const command = await deps.processCommand(stored.target)
    if (!command.ok) return command
    const written = await deps.profiles.write(
      { ...described, mode: 'process', command: command.value },
      { replaceForeign },
    )
    return written.ok ? ok(written.value.notices) : written
  }
  const written = await deps.profiles.write(
    {
      ...described,
      mode: 'keys',
      credentials: {
        accessKeyId: stored.accessKeyId,
        secretAccessKey: new Secret(stored.secretAccessKey),
        sessionToken: new Secret(stored.sessionToken),
        expiresAt: stored.expiresAt,
      },
    },
    { replaceForeign },
  )
  return written.ok ? ok(written.value.notices) : written
}

/**
 * The process profile of a target that outlived its session: whoever reads it asks for credentials, and gets a new
 * session, which is the profile's again.
 */
export const adoptProfile = async (
  deps: Pick<SessionBookDeps, 'profiles'>,
  target: TargetId,
): Promise<{ readonly profile: string; readonly mode: ProfileMode } | null> => {
  const owned = await deps.profiles.list()
  const found = owned.ok
    ? owned.value.find(each => each.target === target && each.mode === 'process')
    : undefined
  return found ? { profile: found.profile, mode: 'process' } : null
}
