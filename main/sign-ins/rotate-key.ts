// Replaces an IAM user's long-term key without a moment in which neither key would work.
import { explain } from '../../shared/explain.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Ask } from '../ask.ts'
import type { Aws } from '../aws/aws.ts'
import type { Credentials } from '../aws/credentials.ts'
import type { AccessKey } from '../aws/iam.ts'
import type { WhoseKeys } from '../aws/iam-keys.ts'
import type { Clock } from '../clock.ts'
import { Secret } from '../secret.ts'
import type { Vault } from '../vault/vault.ts'
import { type IamKeyRecord, iamKey } from '../vault/vault-key.ts'
import type { IamUserSignIn, IamUsers } from './iam-user.ts'
import { inTurn, pauseUntil } from './pause.ts'
import type { SharedSessions } from './shared-session.ts'

export type RotateWanted = {
  readonly ask: Ask
  readonly signal?: AbortSignal | undefined
  readonly mfaCode?: string | null
  /** The person agreed: an inactive second key makes room, and the old key is deleted instead of switched off. */
  readonly deleteOld: boolean
}
export type Rotated = {
  readonly user: string
  readonly accessKeyId: string
  readonly oldAccessKeyId: string
  readonly old: 'inactive' | 'deleted' | 'active'
  readonly notices: readonly string[]
}

export type RotateDeps = {
  readonly aws: Aws
  readonly vault: Vault
  readonly clock: Clock
  readonly users: IamUsers
  readonly sessions: SharedSessions
  readonly locks: string
}

/** IAM is eventually consistent: a new key is unknown to STS for some seconds (IAM User Guide, "Troubleshoot IAM"). */
const patience = { every: 2_000, longest: 20_000 }

const longTerm = (key: { accessKeyId: string; secretAccessKey: string }): Credentials => ({
  accessKeyId: key.accessKeyId,
  secretAccessKey: new Secret(key.secretAccessKey),
  sessionToken: null,
  expiresAt: null,
})
const refuse = (message: string): Result<never> => failed({ kind: 'bad-input', path: 'access keys', message })

export const createKeyRotation = (deps: RotateDeps) => {
  const { aws, vault, clock, users, sessions } = deps

  /** Makes room where the user has two keys already; only an inactive one goes, and only when the person agreed. */
  const makeRoom = async (
    whose: WhoseKeys,
    listed: readonly AccessKey[],
    kept: IamKeyRecord,
    deleteOld: boolean,
  ): Promise<Result<void>> => {
    const other = listed.find(({ accessKeyId }) => accessKeyId !== kept.accessKeyId)
    if (listed.length < 2 || other === undefined) return ok(undefined)
    if (other.status === 'Active')
      return refuse(`${whose.user} has a second active key, ${other.accessKeyId}; make it inactive first.`)
    return deleteOld
      ? aws.iamKeys.remove(whose, other.accessKeyId)
      : refuse(
          `${whose.user} has an inactive second key, ${other.accessKeyId}; with --delete-old it is deleted.`,
        )
  }

  /** The key that is to come, in the vault before anything else is done: AWS shows its secret once. */
  const nextKey = async (
    signIn: IamUserSignIn,
    whose: WhoseKeys,
    kept: IamKeyRecord,
    deleteOld: boolean,
  ): Promise<Result<NonNullable<IamKeyRecord['next']>>> => {
    const listed = await aws.iam.accessKeys(whose.by, whose.partition, whose.user)
    if (!listed.ok) return listed
    // An earlier try may have left one, which somebody may have deleted since.
    const left = kept.next
    if (left && listed.value.some(({ accessKeyId }) => accessKeyId === left.accessKeyId)) return ok(left)
    const room = await makeRoom(whose, listed.value, kept, deleteOld)
    if (!room.ok) return room
    const created = await aws.iamKeys.create(whose)
    if (!created.ok) return created
    const { accessKeyId, secretAccessKey } = created.value
    const next = { accessKeyId, secretAccessKey: secretAccessKey.reveal() }
    const written = await vault.write(iamKey(signIn.id), { ...kept, next })
    if (written.ok) return ok(next)
    // Nobody holds its secret now: it must not stay.
    await aws.iamKeys.remove(whose, accessKeyId)
    return written
  }

  const untilKnown = async (
    signIn: IamUserSignIn,
    key: Credentials,
    signal: AbortSignal | undefined,
  ): Promise<Result<void>> => {
    const end = clock.now() + patience.longest
    for (;;) {
      const caller = await aws.sts.callerIdentity(key, signIn.region, signal)
      if (caller.ok) return ok(undefined)
      if (clock.now() >= end || signal?.aborted) return caller
      await pauseUntil(clock, clock.now() + patience.every, signal)
    }
  }

  const rotate = async (signIn: IamUserSignIn, wanted: RotateWanted): Promise<Result<Rotated>> => {
    const { ask, signal, mfaCode, deleteOld } = wanted
    const identity = await users.identity(signIn)
    if (!identity.ok) return identity
    // A user whose policies ask for MFA may change keys only by an MFA session.
    const session = signIn.mfa ? await sessions.open(signIn, { ask, signal, code: mfaCode ?? null }) : null
    if (session && !session.ok) return session
    const own = await users.key(signIn)
    if (!own.ok) return own
    const read = await vault.read(iamKey(signIn.id))
    if (!read.ok) return read
    const kept = read.value
    if (kept === null) return failed({ kind: 'sign-in-required', signIn: signIn.id, reason: 'no-key' })
    const whose = {
      by: session ? session.value.credentials : own.value,
      partition: signIn.partition,
      user: identity.value.user,
    }

    const next = await nextKey(signIn, whose, kept, deleteOld)
    if (!next.ok) return next
    // On a failure from here both keys stay: the old one in use, the new one in the vault for the next try.
    const known = await untilKnown(signIn, longTerm(next.value), signal)
    if (!known.ok) return known
    const { next: _, ...before } = kept
    const swapped = await vault.write(iamKey(signIn.id), { ...before, ...next.value, addedAt: clock.now() })
    if (!swapped.ok) return swapped

    const now: WhoseKeys = session ? whose : { ...whose, by: longTerm(next.value) }
    const off = await aws.iamKeys.setActive(now, kept.accessKeyId, false)
    const gone = off.ok && deleteOld ? await aws.iamKeys.remove(now, kept.accessKeyId) : null
    const trouble = !off.ok ? off : gone && !gone.ok ? gone : null
    return ok({
      user: whose.user,
      accessKeyId: next.value.accessKeyId,
      oldAccessKeyId: kept.accessKeyId,
      old: !off.ok ? 'active' : gone?.ok ? 'deleted' : 'inactive',
      notices: trouble
        ? [`The old key ${kept.accessKeyId} is still there: ${explain(trouble.failure).title}.`]
        : [],
    })
  }

  return (signIn: IamUserSignIn, wanted: RotateWanted): Promise<Result<Rotated>> =>
    inTurn(deps.locks, `rotate ${signIn.id}`, wanted.signal, () => rotate(signIn, wanted))
}
