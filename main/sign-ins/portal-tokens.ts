// The tokens of a portal: kept in the vault, refreshed before they end, by one caller at a time in all processes.
import type { SignIn } from '../../shared/catalog.ts'
import type { Failure } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Aws } from '../aws/aws.ts'
import { refusedWith } from '../aws/aws-failure.ts'
import type { PortalTokens, Registration, SignInFlow } from '../aws/oidc.ts'
import type { PortalCall } from '../aws/portal.ts'
import type { Clock } from '../clock.ts'
import { Secret } from '../secret.ts'
import { createSingleFlight } from '../single-flight.ts'
import type { Vault } from '../vault/vault.ts'
import { jsonKey, type PortalRecord, portalKey } from '../vault/vault-key.ts'
import { inTurn } from './pause.ts'

export type PortalSignIn = Extract<SignIn, { kind: 'identity-center' }>

/** With less left a token is refreshed first: the bound the SDKs use. */
export const refreshBefore = 5 * 60_000
/** After a refresh that failed, the next try waits this long while the old token is good: the SDKs' bound too. */
const tryAgainAfter = 30_000
/** A registration with less left is made anew: a sign-in may take ten minutes (the AWS CLI's bound). */
const registrationMargin = 15 * 60_000

type KeptRegistration = {
  readonly clientId: string
  readonly clientSecret: string
  readonly expiresAt: number
}
const registrationKey = (signIn: PortalSignIn, flow: SignInFlow) =>
  jsonKey<KeptRegistration>('portal-client', `${signIn.region} ${signIn.startUrl} ${flow}`)

export interface PortalTokenBook {
  /** A token with more than 5 minutes left, or as good as can be had. Fails with sign-in-required. Asks nobody. */
  token(signIn: PortalSignIn): Promise<Result<Secret>>
  /** Runs `use` with a token; when AWS no longer takes it, once more with a refreshed one. */
  withToken<T>(
    signIn: PortalSignIn,
    use: (by: PortalCall) => Promise<Result<T>>,
    signal?: AbortSignal,
  ): Promise<Result<T>>
  record(signIn: PortalSignIn): Promise<Result<PortalRecord | null>>
  /** True when the token has ended and a refresh token is left: AWS alone knows whether the portal's session goes on. */
  isUnsure(signIn: PortalSignIn): Promise<boolean>
  /** A kept registration that fits the flow and lasts, or a new one. `renew`: AWS refused the kept one. */
  registration(
    signIn: PortalSignIn,
    flow: SignInFlow,
    options: { readonly renew: boolean; readonly signal?: AbortSignal | undefined },
  ): Promise<Result<Registration>>
  keep(signIn: PortalSignIn, registration: Registration, tokens: PortalTokens): Promise<Result<void>>
  learnUser(signIn: PortalSignIn, user: string): Promise<Result<void>>
  /** Forgets the person, not the registration of this program. */
  forget(signIn: PortalSignIn): Promise<Result<void>>
}

const grantTypesOf = (flow: SignInFlow): readonly string[] =>
  flow === 'browser'
    ? ['authorization_code', 'refresh_token']
    : ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token']

export const createPortalTokens = (deps: {
  readonly aws: Aws
  readonly vault: Vault
  readonly clock: Clock
  readonly locks: string
}): PortalTokenBook => {
  const { aws, vault, clock } = deps
  const flights = createSingleFlight()
  const lastTry = new Map<string, number>()
  const record = (signIn: PortalSignIn) => vault.read(portalKey(signIn.id))

  const registration: PortalTokenBook['registration'] = async (signIn, flow, { renew, signal }) => {
    const key = registrationKey(signIn, flow)
    if (!renew) {
      const kept = await vault.read(key)
      if (!kept.ok) return kept
      if (kept.value !== null && kept.value.expiresAt - clock.now() > registrationMargin) {
        return ok({ ...kept.value, clientSecret: new Secret(kept.value.clientSecret), flow })
      }
    }
    const made = await aws.oidc.register({ region: signIn.region, startUrl: signIn.startUrl, flow, signal })
    if (!made.ok) return made
    const { clientId, clientSecret, expiresAt } = made.value
    const saved = await vault.write(key, { clientId, clientSecret: clientSecret.reveal(), expiresAt })
    return saved.ok ? made : saved
  }

  /** The person's session at the portal is over: its tokens go, so that everybody sees it at once. */
  const end = async (signIn: PortalSignIn, accessToken: string): Promise<Result<never>> => {
    const removed = await vault.update(draft => {
      const kept = draft.get(portalKey(signIn.id))
      // A fresh sign-in of another process is not undone.
      if (kept === null || kept.accessToken !== accessToken) return
      const { accessToken: _a, accessTokenExpiresAt: _b, refreshToken: _c, ...rest } = kept
      draft.set(portalKey(signIn.id), rest)
    })
    return removed.ok ? failed({ kind: 'sign-in-required', signIn: signIn.id, reason: 'ended' }) : removed
  }

  const refreshWith = async (
    signIn: PortalSignIn,
    kept: PortalRecord & { refreshToken: string },
  ): Promise<Result<Secret>> => {
    const flow: SignInFlow = kept.grantTypes.includes('authorization_code') ? 'browser' : 'device-code'
    const grant = { kind: 'refresh', refreshToken: new Secret(kept.refreshToken) } as const
    const old: Registration = {
      clientId: kept.clientId,
      clientSecret: new Secret(kept.clientSecret),
      expiresAt: kept.registrationExpiresAt,
      flow,
    }
    const { region } = signIn
    let by = old
    let got = await aws.oidc.token({ region, registration: old, grant })
    if (!got.ok && refusedWith(got.failure, 'InvalidClientException')) {
      const renewed = await registration(signIn, flow, { renew: true })
      if (!renewed.ok) return renewed
      by = renewed.value
      got = await aws.oidc.token({ region, registration: by, grant })
    }
    if (!got.ok) return got
    const { accessToken, refreshToken, expiresAt } = got.value
    const saved = await vault.update(draft => {
      const now = draft.get(portalKey(signIn.id))
      draft.set(portalKey(signIn.id), {
        ...(now ?? kept),
        clientId: by.clientId,
        clientSecret: by.clientSecret.reveal(),
        registrationExpiresAt: by.expiresAt,
        accessToken: accessToken.reveal(),
        accessTokenExpiresAt: expiresAt,
        accessTokenFrom: clock.now(),
        // AWS may send a new refresh token, which then replaces the old one, or none, which keeps it.
        refreshToken: refreshToken?.reveal() ?? kept.refreshToken,
      })
    })
    return saved.ok ? ok(accessToken) : saved
  }

  const required = (signIn: PortalSignIn, kept: PortalRecord | null): Failure => ({
    kind: 'sign-in-required',
    signIn: signIn.id,
    reason: kept?.signedInAt === undefined ? 'never' : 'ended',
  })
  const over = new Set([
    'InvalidGrantException',
    'InvalidClientException',
    'ExpiredTokenException',
    'UnauthorizedClientException',
  ])

  /** `refused` = the token AWS no longer takes, however long it should have lasted. */
  const refresh = async (signIn: PortalSignIn, refused: string | null): Promise<Result<Secret>> =>
    inTurn(deps.locks, `portal ${signIn.id}`, undefined, async () => {
      const read = await record(signIn)
      if (!read.ok) return read
      const kept = read.value
      if (kept?.accessToken === undefined) return failed(required(signIn, kept))
      const left = (kept.accessTokenExpiresAt ?? 0) - clock.now()
      const good = left > 0 && kept.accessToken !== refused
      // Another process was here while this one waited.
      if (good && left > refreshBefore) return ok(new Secret(kept.accessToken))
      const { accessToken, refreshToken } = kept
      if (refreshToken === undefined) return good ? ok(new Secret(accessToken)) : end(signIn, accessToken)
      const since = clock.now() - (lastTry.get(signIn.id) ?? Number.NEGATIVE_INFINITY)
      if (good && since >= 0 && since < tryAgainAfter) return ok(new Secret(accessToken))
      lastTry.set(signIn.id, clock.now())
      const fresh = await refreshWith(signIn, { ...kept, refreshToken })
      if (fresh.ok) {
        lastTry.delete(signIn.id)
        return fresh
      }
      if (good) return ok(new Secret(accessToken))
      return fresh.failure.kind === 'aws-refused' && over.has(fresh.failure.awsCode)
        ? end(signIn, accessToken)
        : fresh
    })

  const token = async (signIn: PortalSignIn): Promise<Result<Secret>> => {
    const read = await record(signIn)
    if (!read.ok) return read
    const kept = read.value
    if (kept?.accessToken === undefined) return failed(required(signIn, kept))
    if ((kept.accessTokenExpiresAt ?? 0) - clock.now() > refreshBefore)
      return ok(new Secret(kept.accessToken))
    return flights.run(signIn.id, { canAnswer: false }, () => refresh(signIn, null))
  }

  return {
    token,
    record,
    async isUnsure(signIn) {
      const read = await record(signIn)
      const { accessTokenExpiresAt = 0, refreshToken } = (read.ok ? read.value : null) ?? {}
      return refreshToken !== undefined && accessTokenExpiresAt <= clock.now()
    },
    registration,
    async withToken(signIn, use, signal) {
      const call = (one: Secret) => use({ region: signIn.region, token: one, signal })
      const first = await token(signIn)
      if (!first.ok) return first
      const result = await call(first.value)
      // "Session token not found or invalid": the person signed out elsewhere, or an administrator ended the session.
      if (result.ok || !refusedWith(result.failure, 'UnauthorizedException')) return result
      const refused = first.value.reveal()
      const fresh = await flights.run(`${signIn.id} again`, { canAnswer: false }, () =>
        refresh(signIn, refused),
      )
      if (!fresh.ok) return fresh
      const again = await call(fresh.value)
      if (again.ok || !refusedWith(again.failure, 'UnauthorizedException')) return again
      return end(signIn, fresh.value.reveal())
    },
    keep(signIn, by, tokens) {
      lastTry.delete(signIn.id)
      return vault.write(portalKey(signIn.id), {
        clientId: by.clientId,
        clientSecret: by.clientSecret.reveal(),
        registrationExpiresAt: by.expiresAt,
        grantTypes: grantTypesOf(by.flow),
        accessToken: tokens.accessToken.reveal(),
        accessTokenExpiresAt: tokens.expiresAt,
        accessTokenFrom: clock.now(),
        ...(tokens.refreshToken === null ? {} : { refreshToken: tokens.refreshToken.reveal() }),
        signedInAt: clock.now(),
      })
    },
    learnUser: (signIn, user) =>
      vault.update(draft => {
        const kept = draft.get(portalKey(signIn.id))
        if (kept !== null && kept.user !== user) draft.set(portalKey(signIn.id), { ...kept, user })
      }),
    forget: signIn => vault.remove(portalKey(signIn.id)),
  }
}
