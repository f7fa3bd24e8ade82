// The hops that are kept in the vault: their names, which say all that shaped them, and how long they serve.
import { createHash } from 'node:crypto'
import type { SignInId, TargetId } from '../../shared/names.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Route } from '../../shared/route.ts'
import { Secret } from '../secret.ts'
import type { Vault } from '../vault/vault.ts'
import { jsonKey, type VaultKey } from '../vault/vault-key.ts'
import type { RoleCredentials } from './journey.ts'
import { asSessionName, fill } from './names.ts'

/** One hop's credentials, at hand. */
export type Kept = {
  readonly key: string
  readonly target: TargetId
  readonly signIn: SignInId
  readonly credentials: RoleCredentials
  readonly assumedRoleArn: string
  readonly issuedAt: number
}

/** The same as the sealed vault holds it. */
type HopRecord = {
  readonly target: TargetId
  readonly signIn: SignInId
  readonly assumedRoleArn: string
  readonly issuedAt: number
  readonly expiresAt: number
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
}

const kind = 'hop'
export const hopKey = (key: string): VaultKey<unknown> => jsonKey(kind, key)

/**
 * A hub's credentials only have to live while they sign the next AssumeRole: the session they make
 * does not end with them (STS API reference, AssumeRole). Two minutes bear a slow answer and a clock that is a little off.
 */
const hubMarginMs = 120_000

export const servesAsHub = (kept: Kept, now: number): boolean =>
  kept.credentials.expiresAt - now > hubMarginMs

/**
 * The name of a hop's credentials: the same for two routes exactly when AWS would give both the same.
 * It covers every hop before it too, because tags, source identity and MFA come along the chain.
 */
export const nameHop = (route: Route, index: number, user: string | null): string => {
  const shaped = route.hops.slice(0, index + 1).map(hop =>
    // A portal takes neither name nor length: nothing but the account and the permission set shapes its answer.
    hop.kind === 'role-credentials'
      ? [hop.arn]
      : [
          hop.arn,
          hop.seconds,
          sessionNameOf(hop.sessionName, user),
          hop.sourceIdentity === null ? null : sessionNameOf(hop.sourceIdentity, user),
          hop.externalId,
          Object.entries(hop.tags).sort(),
          [...hop.transitiveTags].sort(),
          [...hop.policyArns].sort(),
          hop.policy,
        ],
  )
  return createHash('sha256')
    .update(JSON.stringify([route.signIn, route.strategy, shaped]))
    .digest('hex')
    .slice(0, 32)
}

/** A planned name with the user put in. */
export const sessionNameOf = (planned: string, user: string | null): string =>
  asSessionName(fill(planned, { user: user ?? 'switchyard', ticket: null }))

export interface HopStore {
  read(key: string): Promise<Result<Kept | null>>
  write(kept: Kept): Promise<Result<void>>
  /** Drops what is named, what began at a sign-in, or all; and always what has ended. */
  forget(
    what: { readonly hops: readonly string[] } | { readonly signIn: SignInId } | 'all',
    now: number,
  ): Promise<Result<void>>
}

export const createHopStore = (vault: Vault): HopStore => ({
  async read(key) {
    const found = await vault.read(hopKey(key) as VaultKey<HopRecord>)
    if (!found.ok || found.value === null) return found as Result<null>
    const { secretAccessKey, sessionToken, accessKeyId, expiresAt, ...rest } = found.value
    return ok({
      ...rest,
      key,
      credentials: {
        accessKeyId,
        secretAccessKey: new Secret(secretAccessKey),
        sessionToken: new Secret(sessionToken),
        expiresAt,
      },
    })
  },
  write({ key, credentials, target, signIn, assumedRoleArn, issuedAt }) {
    return vault.write(hopKey(key) as VaultKey<HopRecord>, {
      target,
      signIn,
      assumedRoleArn,
      issuedAt,
      expiresAt: credentials.expiresAt,
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey.reveal(),
      sessionToken: credentials.sessionToken.reveal(),
    })
  },
  forget: (what, now) =>
    vault.update(draft => {
      for (const { key, value } of draft.list(kind)) {
        const record = value as HopRecord
        const meant =
          what === 'all' || ('hops' in what ? what.hops.includes(key) : what.signIn === record.signIn)
        if (meant || record.expiresAt <= now) draft.remove(hopKey(key))
      }
    }),
})
