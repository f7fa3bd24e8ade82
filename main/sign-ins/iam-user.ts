// An IAM user as a sign-in: the long-term key in the vault, and who the user is.
import type { SignIn } from '../../shared/catalog.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Aws } from '../aws/aws.ts'
import type { Credentials } from '../aws/credentials.ts'
import { Secret } from '../secret.ts'
import type { Vault } from '../vault/vault.ts'
import { type IamKeyRecord, iamKey } from '../vault/vault-key.ts'
import { keyRefusal } from './key-refusal.ts'

export type IamUserSignIn = Extract<SignIn, { kind: 'iam-user' }>

export type Identity = {
  readonly user: string
  /** null = no device is known. */
  readonly mfaSerial: string | null
  /** null = IAM would not say. */
  readonly groups: readonly string[] | null
}

export type NewKey = {
  readonly accessKeyId: string
  readonly secretAccessKey: Secret
  readonly user?: string | null | undefined
  readonly mfaSerial?: string | null | undefined
}
export type KeyAdded = Identity & { readonly accessKeyId: string }

export interface IamUsers {
  /** The key, or sign-in-required (no-key). */
  key(signIn: IamUserSignIn): Promise<Result<Credentials>>
  /** From the personal layer and what was learned; no network. Fails with sign-in-required where nothing is known. */
  identity(signIn: IamUserSignIn): Promise<Result<Identity>>
  /** Asks IAM again with these credentials for what is not known yet. Refusals leave it unknown. */
  learn(signIn: IamUserSignIn, by: Credentials): Promise<Result<Identity>>
  add(signIn: IamUserSignIn, key: NewKey): Promise<Result<KeyAdded>>
  remove(signIn: IamUserSignIn): Promise<Result<boolean>>
}

const userArn = /^arn:aws[a-z-]*:iam::\d{12}:user\/(?:.*\/)?([\w+=,.@-]{1,64})$/
const serialPattern = /^[\w+=/:,.@-]{9,256}$/

export const createIamUsers = ({
  aws,
  vault,
  now,
}: {
  aws: Aws
  vault: Vault
  now: () => number
}): IamUsers => {
  const record = (signIn: IamUserSignIn) => vault.read(iamKey(signIn.id))

  const identityFrom = (signIn: IamUserSignIn, kept: IamKeyRecord | null): Identity | null => {
    const user = signIn.userName ?? kept?.user
    if (user === undefined) return null
    return { user, mfaSerial: signIn.mfaSerial ?? kept?.mfaSerial ?? null, groups: kept?.groups ?? null }
  }

  /** What IAM says now; a part it refuses to tell is absent. */
  const lookUp = async (signIn: IamUserSignIn, by: Credentials, user: string) => {
    const [devices, groups] = await Promise.all([
      aws.iam.mfaDevices(by, signIn.partition, user),
      aws.iam.groups(by, signIn.partition, user),
    ])
    // With several devices, the one named like the user is the usual one for codes.
    const serial = devices.ok
      ? (devices.value.find(one => one.endsWith(`/${user}`)) ?? devices.value[0])
      : undefined
    return {
      ...(serial === undefined ? {} : { mfaSerial: serial }),
      ...(groups.ok ? { groups: groups.value } : {}),
      /** IAM answered, and there is none: then no serial is guessed. */
      noDevice: devices.ok && serial === undefined,
    }
  }

  /** IAM names a virtual device like its user unless told otherwise; better asked for than not, and AWS says when it is wrong. */
  const usualSerial = (signIn: IamUserSignIn, user: string): string =>
    `arn:${signIn.partition}:iam::${signIn.account}:mfa/${user}`

  return {
    async key(signIn) {
      const kept = await record(signIn)
      if (!kept.ok) return kept
      if (kept.value === null)
        return failed({ kind: 'sign-in-required', signIn: signIn.id, reason: 'no-key' })
      const { accessKeyId, secretAccessKey } = kept.value
      return ok({
        accessKeyId,
        secretAccessKey: new Secret(secretAccessKey),
        sessionToken: null,
        expiresAt: null,
      })
    },

    async identity(signIn) {
      const kept = await record(signIn)
      if (!kept.ok) return kept
      const identity = identityFrom(signIn, kept.value)
      return identity === null
        ? failed({ kind: 'sign-in-required', signIn: signIn.id, reason: 'no-key' })
        : ok(identity)
    },

    async learn(signIn, by) {
      const kept = await record(signIn)
      if (!kept.ok) return kept
      const known = identityFrom(signIn, kept.value)
      if (known === null) return failed({ kind: 'sign-in-required', signIn: signIn.id, reason: 'no-key' })
      if (known.mfaSerial !== null && known.groups !== null) return ok(known)
      const { noDevice, ...found } = await lookUp(signIn, by, known.user)
      if (Object.keys(found).length > 0) {
        const saved = await vault.update(draft => {
          const current = draft.get(iamKey(signIn.id))
          if (current !== null) draft.set(iamKey(signIn.id), { ...found, ...current })
        })
        if (!saved.ok) return saved
      }
      const serial = known.mfaSerial ?? found.mfaSerial ?? (noDevice ? null : usualSerial(signIn, known.user))
      return ok({ user: known.user, mfaSerial: serial, groups: known.groups ?? found.groups ?? null })
    },

    async add(signIn, key) {
      const problem = whyNotAKey(key)
      if (problem !== null) return problem
      const by: Credentials = {
        accessKeyId: key.accessKeyId,
        secretAccessKey: key.secretAccessKey,
        sessionToken: null,
        expiresAt: null,
      }
      const caller = await aws.sts.callerIdentity(by, signIn.region)
      if (!caller.ok) return failed(keyRefusal(signIn.id, caller.failure, false))
      if (caller.value.account !== signIn.account) {
        return badKey(
          `It belongs to account ${caller.value.account}, and ${signIn.id} signs in to ${signIn.account}.`,
        )
      }
      const user = userArn.exec(caller.value.arn)?.[1]
      if (user === undefined) return badKey(`It belongs to ${caller.value.arn}, which is no IAM user.`)
      const named = key.user ?? signIn.userName
      if (named && named !== user) return badKey(`It belongs to the user ${user}, not to ${named}.`)

      const { noDevice: _, ...found } = await lookUp(signIn, by, user)
      const mfaSerial = key.mfaSerial ?? signIn.mfaSerial ?? found.mfaSerial
      const written = await vault.write(iamKey(signIn.id), {
        accessKeyId: key.accessKeyId,
        secretAccessKey: key.secretAccessKey.reveal(),
        user,
        ...(mfaSerial ? { mfaSerial } : {}),
        ...(found.groups === undefined ? {} : { groups: found.groups }),
        addedAt: now(),
      })
      if (!written.ok) return written
      return ok({
        accessKeyId: key.accessKeyId,
        user,
        mfaSerial: mfaSerial ?? null,
        groups: found.groups ?? null,
      })
    },

    remove: signIn =>
      vault.update(draft => {
        const had = draft.get(iamKey(signIn.id)) !== null
        draft.remove(iamKey(signIn.id))
        return had
      }),
  }
}

const badKey = (message: string): Result<never> => failed({ kind: 'bad-input', path: 'accessKeyId', message })

/** What can be told without asking AWS; the words never repeat what was typed, as it may be the secret. */
const whyNotAKey = (key: NewKey): Result<never> | null => {
  const secret = key.secretAccessKey.reveal()
  if (/^(AKIA|ASIA)[A-Z0-9]{12,}$/.test(secret)) {
    return badKey('The id and the secret are the wrong way round: the id comes first.')
  }
  if (/^ASIA/.test(key.accessKeyId))
    return badKey('This is a temporary key; a sign-in needs the user’s own (AKIA...).')
  if (!/^\w{16,128}$/.test(key.accessKeyId))
    return badKey('This is not an access key id: AKIA and 16 characters.')
  if (secret === '' || /\s/.test(secret)) {
    return failed({ kind: 'bad-input', path: 'secretAccessKey', message: 'This is not a secret access key.' })
  }
  if (key.mfaSerial && !serialPattern.test(key.mfaSerial)) {
    return failed({
      kind: 'bad-input',
      path: 'mfaSerial',
      message: 'This is not the serial number of an MFA device.',
    })
  }
  if (key.mfaSerial?.includes(':u2f/')) {
    return failed({
      kind: 'bad-input',
      path: 'mfaSerial',
      message: 'AWS takes no passkey or security key here: name a virtual or hardware device with codes.',
    })
  }
  return null
}
