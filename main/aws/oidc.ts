// IAM Identity Center's OIDC interface: registers this program, starts a device's sign-in, trades grants for tokens.
import { ok, type Result } from '../../shared/result.ts'
import type { Clock } from '../clock.ts'
import { Secret } from '../secret.ts'
import type { Caller } from './caller.ts'

/** A registration is good for the flow it was made for only: one for a device may not redeem a browser's code. */
export type SignInFlow = 'browser' | 'device-code'

export type Registration = {
  readonly clientId: string
  readonly clientSecret: Secret
  /** Ms since the epoch. */
  readonly expiresAt: number
  readonly flow: SignInFlow
}

export type DeviceStart = {
  readonly deviceCode: Secret
  readonly userCode: string
  /** Holds the user code; to be opened as it is, never built. */
  readonly url: string
  readonly expiresAt: number
  readonly intervalSeconds: number
}

export type Grant =
  | { readonly kind: 'device'; readonly deviceCode: Secret }
  | { readonly kind: 'code'; readonly code: Secret; readonly redirectUri: string; readonly verifier: Secret }
  | { readonly kind: 'refresh'; readonly refreshToken: Secret }

export type PortalTokens = {
  readonly accessToken: Secret
  /** null = AWS sent none: the one in use stays good. */
  readonly refreshToken: Secret | null
  readonly expiresAt: number
}

/**
 * Refusals carry the exception's name as awsCode: AuthorizationPendingException, SlowDownException,
 * ExpiredTokenException, AccessDeniedException, InvalidGrantException, InvalidClientException, ...
 */
export interface Oidc {
  register(input: {
    readonly region: string
    readonly startUrl: string
    readonly flow: SignInFlow
    readonly signal?: AbortSignal | undefined
  }): Promise<Result<Registration>>
  startDevice(input: {
    readonly region: string
    readonly startUrl: string
    readonly registration: Registration
    readonly signal?: AbortSignal | undefined
  }): Promise<Result<DeviceStart>>
  token(input: {
    readonly region: string
    readonly registration: Registration
    readonly grant: Grant
    readonly signal?: AbortSignal | undefined
  }): Promise<Result<PortalTokens>>
  /** Where the browser is sent. `redirectUri` with its port; `challenge` = base64url(SHA-256(verifier)). */
  authorizeUrl(input: {
    readonly region: string
    readonly clientId: string
    readonly redirectUri: string
    readonly state: string
    readonly challenge: string
  }): string
}

const sdk = () => import('@aws-sdk/client-sso-oidc')

/** Shown to the person on the consent page. */
const clientName = 'Switchyard'
/** Asking for it is what makes AWS issue a refresh token. */
const scopes = ['sso:account:access']
/** Registered without a port: RFC 8252 7.3 lets a loopback address have any at the time of use. */
const registeredRedirect = 'http://127.0.0.1/oauth/callback'
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'
/** RFC 8628 3.2: when no interval is given, 5 seconds. */
const usualInterval = 5

export const createOidc = ({ call, incomplete, endpoint }: Caller, clock: Clock): Oidc => {
  const asked = (
    operation: string,
    input: { region: string; signal?: AbortSignal | undefined },
    attempts = 3,
  ) => ({
    operation,
    service: 'sso-oidc' as const,
    region: input.region,
    credentials: null,
    attempts,
    signal: input.signal,
  })
  return {
    async register(input) {
      const how = asked('RegisterClient', input)
      const sent = await call(how, async (settings, options) => {
        const { SSOOIDCClient, RegisterClientCommand } = await sdk()
        const grantTypes =
          input.flow === 'browser'
            ? { grantTypes: ['authorization_code', 'refresh_token'], redirectUris: [registeredRedirect] }
            : { grantTypes: [deviceGrant, 'refresh_token'] }
        const issuer = input.flow === 'browser' ? { issuerUrl: input.startUrl } : {}
        return new SSOOIDCClient(settings).send(
          new RegisterClientCommand({ clientName, clientType: 'public', scopes, ...grantTypes, ...issuer }),
          options,
        )
      })
      if (!sent.ok) return sent
      const { clientId, clientSecret, clientSecretExpiresAt } = sent.value.output
      if (!clientId || !clientSecret) return incomplete(how)
      return ok({
        clientId,
        clientSecret: new Secret(clientSecret),
        expiresAt: (clientSecretExpiresAt ?? 0) * 1000,
        flow: input.flow,
      })
    },

    async startDevice(input) {
      const how = asked('StartDeviceAuthorization', input)
      const sent = await call(how, async (settings, options) => {
        const { SSOOIDCClient, StartDeviceAuthorizationCommand } = await sdk()
        const { clientId, clientSecret } = input.registration
        return new SSOOIDCClient(settings).send(
          new StartDeviceAuthorizationCommand({
            clientId,
            clientSecret: clientSecret.reveal(),
            startUrl: input.startUrl,
          }),
          options,
        )
      })
      if (!sent.ok) return sent
      const { deviceCode, userCode, verificationUri, verificationUriComplete, expiresIn, interval } =
        sent.value.output
      const url = verificationUriComplete ?? verificationUri
      if (!deviceCode || !userCode || !url) return incomplete(how)
      return ok({
        deviceCode: new Secret(deviceCode),
        userCode,
        url,
        expiresAt: clock.now() + (expiresIn || 600) * 1000,
        intervalSeconds: interval || usualInterval,
      })
    },

    async token(input) {
      const { grant } = input
      // A code is good for one try; polling is repeated by whoever polls.
      const how = asked('CreateToken', input, grant.kind === 'refresh' ? 3 : 1)
      const sent = await call(how, async (settings, options) => {
        const { SSOOIDCClient, CreateTokenCommand } = await sdk()
        const { clientId, clientSecret } = input.registration
        const who = { clientId, clientSecret: clientSecret.reveal() }
        const command =
          grant.kind === 'device'
            ? { ...who, grantType: deviceGrant, deviceCode: grant.deviceCode.reveal() }
            : grant.kind === 'refresh'
              ? { ...who, grantType: 'refresh_token', refreshToken: grant.refreshToken.reveal() }
              : {
                  ...who,
                  grantType: 'authorization_code',
                  code: grant.code.reveal(),
                  redirectUri: grant.redirectUri,
                  codeVerifier: grant.verifier.reveal(),
                }
        return new SSOOIDCClient(settings).send(new CreateTokenCommand(command), options)
      })
      if (!sent.ok) return sent
      const { accessToken, refreshToken, expiresIn } = sent.value.output
      if (!accessToken) return incomplete(how)
      return ok({
        accessToken: new Secret(accessToken),
        refreshToken: refreshToken ? new Secret(refreshToken) : null,
        expiresAt: clock.now() + (expiresIn ?? 3600) * 1000,
      })
    },

    authorizeUrl(input) {
      // The SDK has no such operation. `scopes` is AWS's own spelling, in the plural; blanks must be %20.
      const parts = {
        response_type: 'code',
        client_id: input.clientId,
        redirect_uri: input.redirectUri,
        state: input.state,
        code_challenge_method: 'S256',
        scopes: scopes.join(' '),
        code_challenge: input.challenge,
      }
      const query = Object.entries(parts).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      return `${endpoint('sso-oidc', input.region)}/authorize?${query.join('&')}`
    },
  }
}
