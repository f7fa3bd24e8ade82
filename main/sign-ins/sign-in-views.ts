// How sign-ins stand, as people may see it.
import type { Estate, SignIn } from '../../shared/catalog.ts'
import type { SignInId } from '../../shared/names.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { SignInView } from '../../shared/snapshot.ts'
import type { Clock } from '../clock.ts'
import type { IamUserSignIn, IamUsers } from './iam-user.ts'
import { accessView, type KeptAccess } from './portal-access.ts'
import type { PortalSignIn, PortalTokenBook } from './portal-tokens.ts'
import type { SharedSessions } from './shared-session.ts'

/** With less left, and nothing that renews it, a sign-in is `expiring`, in ms. */
export const expiringFor = 15 * 60_000

type Standing = Pick<
  SignInView,
  'state' | 'user' | 'expiresAt' | 'startedAt' | 'renews' | 'hasKey' | 'mfaSerial'
>

const out: Standing = {
  state: 'out',
  user: null,
  expiresAt: null,
  startedAt: null,
  renews: false,
  hasKey: null,
  mfaSerial: null,
}
const iso = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z')

export const createViews = (deps: {
  readonly clock: Clock
  readonly users: IamUsers
  readonly sessions: SharedSessions
  readonly tokens: PortalTokenBook
  readonly access: (signIn: PortalSignIn) => Promise<Result<KeptAccess | null>>
  /** A program and its arguments that print an IAM user's codes. */
  readonly command: (id: SignInId) => readonly string[] | null
  readonly listing: (id: string) => SignInView['listing']
  readonly listTrouble: (id: string) => SignInView['listTrouble']
}) => {
  const { clock, users, sessions, tokens } = deps

  const ofUser = async (signIn: IamUserSignIn): Promise<Result<Standing>> => {
    const key = await users.key(signIn)
    if (!key.ok && key.failure.kind !== 'sign-in-required') return key
    const identity = await users.identity(signIn)
    const { user, mfaSerial } = identity.ok ? identity.value : { user: null, mfaSerial: null }
    const who = { user, mfaSerial, hasKey: key.ok }
    if (!key.ok) return ok({ ...out, ...who })
    const session = await sessions.current(signIn)
    if (!session.ok) return session
    if (session.value === null) return ok({ ...out, ...who, state: signIn.mfa ? 'out' : 'in' })
    const { credentials, startedAt } = session.value
    const { expiresAt } = credentials
    const ends = signIn.mfa && expiresAt - clock.now() < expiringFor
    return ok({
      ...out,
      ...who,
      state: ends ? 'expiring' : 'in',
      expiresAt: iso(expiresAt),
      startedAt: iso(startedAt),
    })
  }

  const ofPortal = async (signIn: PortalSignIn): Promise<Result<Standing>> => {
    const read = await tokens.record(signIn)
    if (!read.ok) return read
    const kept = read.value
    if (kept?.accessToken === undefined) return ok(out)
    const left = (kept.accessTokenExpiresAt ?? 0) - clock.now()
    const renews = kept.refreshToken !== undefined
    if (left <= 0 && !renews) return ok(out)
    return ok({
      ...out,
      // No interface of AWS tells when a portal session ends: while a refresh token is there, it goes on.
      state: renews || left > expiringFor ? 'in' : 'expiring',
      user: kept.user ?? null,
      expiresAt: left > 0 ? iso(clock.now() + left) : null,
      startedAt: kept.accessTokenFrom === undefined ? null : iso(kept.accessTokenFrom),
      renews,
    })
  }

  const standingOf = (signIn: SignIn): Promise<Result<Standing>> => {
    if (signIn.kind === 'iam-user') return ofUser(signIn)
    if (signIn.kind === 'identity-center') return ofPortal(signIn)
    // A profile or a command is asked each time; nothing here says beforehand that it will fail.
    return Promise.resolve(ok({ ...out, state: 'in' as const }))
  }

  return {
    async view(estate: Estate, signIn: SignIn): Promise<Result<SignInView>> {
      const standing = await standingOf(signIn)
      if (!standing.ok) return standing
      const access = signIn.kind === 'identity-center' ? await deps.access(signIn) : ok(null)
      if (!access.ok) return access
      // Its name only: what it is started with may be secret, and is shown where it is changed.
      const program = signIn.kind === 'iam-user' ? deps.command(signIn.id)?.[0] : undefined
      const namesakes = [...estate.signIns.values()].filter(other => other.key === signIn.key)
      return ok({
        id: signIn.id,
        signIn: namesakes.length > 1 ? signIn.id : signIn.key,
        catalog: signIn.catalog,
        key: signIn.key,
        title: signIn.title,
        ...(signIn.kind === 'iam-user' && { home: { key: signIn.accountKey, id: signIn.account } }),
        kind: signIn.kind,
        ...standing.value,
        ...(program !== undefined && { codesBy: program }),
        listing: deps.listing(signIn.id),
        access: accessView(access.value, signIn.id, estate),
        listTrouble: deps.listTrouble(signIn.id),
      })
    },
  }
}
