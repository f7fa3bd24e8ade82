// The MFA session of an IAM user: one code, one GetSessionToken, shared by every role behind the user.
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Aws } from '../aws/aws.ts'
import { refusedWith } from '../aws/aws-failure.ts'
import type { Credentials } from '../aws/credentials.ts'
import type { MfaAnswer } from '../aws/sts.ts'
import type { Clock } from '../clock.ts'
import { Secret } from '../secret.ts'
import { createSingleFlight } from '../single-flight.ts'
import type { Vault } from '../vault/vault.ts'
import { jsonKey } from '../vault/vault-key.ts'
import type { IamUserSignIn, IamUsers, Identity } from './iam-user.ts'
import { keyRefusal } from './key-refusal.ts'
import type { CodeWanted, Mfa } from './mfa.ts'
import { inTurn } from './pause.ts'

export type SharedSession = {
  readonly credentials: Credentials & { readonly expiresAt: number }
  /** When the code was given: what `aws:MultiFactorAuthAge` counts from. Ms since the epoch. */
  readonly startedAt: number
  readonly requestId: string
}

export type SharedSessionWanted = CodeWanted & {
  /** A session started at or before this time (ms) was refused as too old: only a newer one will do. */
  readonly fresh?: number | null
}

type Kept = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiresAt: number
  readonly startedAt: number
  readonly requestId: string
  /** The long-term key it was made with: a session of a key that was replaced is not used on. */
  readonly key: string
}
const keptKey = (id: string) => jsonKey<Kept>('mfa-session', id)

/** A session with less left is replaced when somebody needs it: a role taken with it must not fail half-way. */
const tooShort = 60_000

export interface SharedSessions {
  open(signIn: IamUserSignIn, wanted: SharedSessionWanted): Promise<Result<SharedSession>>
  /** The living one, or null; asks nobody. */
  current(signIn: IamUserSignIn): Promise<Result<SharedSession | null>>
  withCode<T>(
    signIn: IamUserSignIn,
    wanted: CodeWanted,
    use: (mfa: MfaAnswer) => Promise<Result<T>>,
  ): Promise<Result<T>>
  forget(signIn: IamUserSignIn): Promise<Result<void>>
}

export const createSharedSessions = (deps: {
  readonly aws: Aws
  readonly vault: Vault
  readonly clock: Clock
  readonly mfa: Mfa
  readonly users: IamUsers
  readonly locks: string
  /** The longest session a person wants, in seconds. */
  readonly seconds: () => number
}): SharedSessions => {
  const { aws, vault, clock, mfa, users } = deps
  const flights = createSingleFlight()

  const current = async (signIn: IamUserSignIn): Promise<Result<SharedSession | null>> => {
    const key = await users.key(signIn)
    if (!key.ok) return key.failure.kind === 'sign-in-required' ? ok(null) : key
    const kept = await vault.read(keptKey(signIn.id))
    if (!kept.ok) return kept
    const session = kept.value
    if (session === null || session.key !== key.value.accessKeyId) return ok(null)
    if (session.expiresAt - clock.now() < tooShort) return ok(null)
    return ok({
      credentials: {
        accessKeyId: session.accessKeyId,
        secretAccessKey: new Secret(session.secretAccessKey),
        sessionToken: new Secret(session.sessionToken),
        expiresAt: session.expiresAt,
      },
      startedAt: session.startedAt,
      requestId: session.requestId,
    })
  }
  const fits = (session: SharedSession | null, wanted: SharedSessionWanted): session is SharedSession =>
    session !== null &&
    (wanted.fresh === undefined || wanted.fresh === null || session.startedAt > wanted.fresh)

  /** The user's device; IAM is asked once more when none is known, and where it will not say, the usual name is tried. */
  const deviceOf = async (signIn: IamUserSignIn): Promise<Result<Identity & { mfaSerial: string }>> => {
    const key = await users.key(signIn)
    if (!key.ok) return key
    const known = await users.identity(signIn)
    if (!known.ok) return known
    const identity = known.value.mfaSerial === null ? await users.learn(signIn, key.value) : known
    if (!identity.ok) return identity
    const { mfaSerial, user } = identity.value
    return mfaSerial === null
      ? failed({ kind: 'mfa-no-device', signIn: signIn.id, user })
      : ok({ ...identity.value, mfaSerial })
  }

  const withCode: SharedSessions['withCode'] = async (signIn, wanted, use) => {
    const device = await deviceOf(signIn)
    if (!device.ok) return device
    const { user, mfaSerial } = device.value
    return mfa.withCode({ signIn: signIn.id, user, serial: mfaSerial }, wanted, use)
  }

  const begin = async (
    signIn: IamUserSignIn,
    key: Credentials,
    answer: MfaAnswer,
  ): Promise<Result<SharedSession>> => {
    const startedAt = clock.now()
    const ask = (seconds: number) =>
      aws.sts.sessionToken(key, { seconds, region: signIn.region, mfa: answer })
    let got = await ask(deps.seconds())
    // A root user's session lasts an hour at most, and AWS checks lengths before it looks at the code.
    if (!got.ok && refusedWith(got.failure, 'ValidationError') && deps.seconds() > 3600) got = await ask(3600)
    if (!got.ok) return failed(keyRefusal(signIn.id, got.failure, true))
    const { credentials, requestId } = got.value
    const written = await vault.write(keptKey(signIn.id), {
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey.reveal(),
      sessionToken: credentials.sessionToken?.reveal() ?? '',
      expiresAt: credentials.expiresAt,
      startedAt,
      requestId,
      key: key.accessKeyId,
    })
    return written.ok ? ok({ credentials, startedAt, requestId }) : written
  }

  /** Opens one unless a fitting one lives by now: another process may have been first. */
  const openUnlessThere = async (
    signIn: IamUserSignIn,
    wanted: SharedSessionWanted,
  ): Promise<Result<SharedSession>> => {
    const meanwhile = await current(signIn)
    if (!meanwhile.ok) return meanwhile
    if (fits(meanwhile.value, wanted)) return ok(meanwhile.value)
    const key = await users.key(signIn)
    if (!key.ok) return key
    const opened = await withCode(signIn, wanted, answer => begin(signIn, key.value, answer))
    // Many users may read about themselves only with MFA, so what is still unknown is asked for now.
    if (opened.ok) await users.learn(signIn, opened.value.credentials)
    return opened
  }

  /** Questions being asked, by sign-in: aborted when a session was opened by other means. */
  const asking = new Map<string, AbortController>()

  const openByQuestion = (
    signIn: IamUserSignIn,
    wanted: SharedSessionWanted,
  ): Promise<Result<SharedSession>> =>
    inTurn(deps.locks, `mfa-session ${signIn.id}`, wanted.signal, async () => {
      const answered = new AbortController()
      asking.set(signIn.id, answered)
      const signal =
        wanted.signal === undefined ? answered.signal : AbortSignal.any([wanted.signal, answered.signal])
      const opened = await openUnlessThere(signIn, { ...wanted, signal })
      asking.delete(signIn.id)
      if (opened.ok || !answered.signal.aborted) return opened
      const other = await current(signIn)
      return other.ok && fits(other.value, wanted) ? ok(other.value) : opened
    })

  /** Callers who bring one code share its one use: whoever comes second finds the session of the first. */
  const openByCode = async (
    signIn: IamUserSignIn,
    wanted: SharedSessionWanted,
  ): Promise<Result<SharedSession>> => {
    const turn = `mfa-session-code ${signIn.id}`
    const opened = await inTurn(deps.locks, turn, wanted.signal, () => openUnlessThere(signIn, wanted))
    if (opened.ok) asking.get(signIn.id)?.abort()
    return opened
  }

  return {
    current,
    withCode,
    async open(signIn, wanted) {
      const living = await current(signIn)
      if (!living.ok) return living
      if (fits(living.value, wanted)) return ok(living.value)
      if (typeof wanted.code === 'string') return openByCode(signIn, wanted)
      const share = { signal: wanted.signal, canAnswer: wanted.ask.can }
      const key = wanted.fresh ? `${signIn.id} ${wanted.fresh}` : signIn.id
      return flights.run(key, share, signal => openByQuestion(signIn, { ...wanted, signal }))
    },
    forget: signIn => vault.remove(keptKey(signIn.id)),
  }
}
