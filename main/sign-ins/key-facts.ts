// What there is to know about an IAM user's key, device and groups, asked of IAM without a question to the person.
import type { Failure } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Aws } from '../aws/aws.ts'
import type { AccessKey } from '../aws/iam.ts'
import type { Vault } from '../vault/vault.ts'
import { iamKey } from '../vault/vault-key.ts'
import type { IamUserSignIn, IamUsers } from './iam-user.ts'
import type { SharedSessions } from './shared-session.ts'

/** Times in ms since the epoch. */
export type KeyFacts = {
  readonly accessKeyId: string
  readonly addedAt: number
  readonly keys: readonly AccessKey[] | null
  readonly lastUsed: { readonly at: number; readonly service: string } | null
  readonly devices: readonly string[] | null
  readonly groups: readonly string[] | null
  readonly failure: Failure | null
}

const orNull = <T>(result: Result<T>): T | null => (result.ok ? result.value : null)

export const createKeyFacts =
  (deps: {
    readonly aws: Aws
    readonly vault: Vault
    readonly users: IamUsers
    readonly sessions: Pick<SharedSessions, 'current'>
  }) =>
  async (signIn: IamUserSignIn): Promise<Result<KeyFacts>> => {
    const { aws, vault, users, sessions } = deps
    const read = await vault.read(iamKey(signIn.id))
    if (!read.ok) return read
    const kept = read.value
    if (kept === null) return failed({ kind: 'sign-in-required', signIn: signIn.id, reason: 'no-key' })
    const { accessKeyId, addedAt } = kept
    const [identity, own, session] = [
      await users.identity(signIn),
      await users.key(signIn),
      await sessions.current(signIn),
    ]
    if (!identity.ok) return identity
    if (!own.ok) return own
    // Where policies ask for MFA, IAM tells more to a session that has it; nobody is asked for a code for this.
    const by = session.ok && session.value ? session.value.credentials : own.value
    const { partition } = signIn
    const { user } = identity.value
    const [keys, used, devices, groups] = await Promise.all([
      aws.iam.accessKeys(by, partition, user),
      aws.iam.keyLastUsed(by, partition, accessKeyId),
      aws.iam.mfaDevices(by, partition, user),
      aws.iam.groups(by, partition, user),
    ])
    const refused = [keys, used, devices, groups].find(result => !result.ok)
    return ok({
      accessKeyId,
      addedAt,
      keys: orNull(keys),
      lastUsed: orNull(used),
      devices: orNull(devices),
      groups: orNull(groups) ?? identity.value.groups,
      failure: refused && !refused.ok ? refused.failure : null,
    })
  }
