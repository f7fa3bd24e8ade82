// IAM Identity Center's OIDC service: register a client, start a device sign-in, exchange codes for tokens.
import { createHash } from 'node:crypto'
import type { Portal } from '../description.ts'
import { newToken } from '../identifiers.ts'
import { sameText } from '../sig-v4.ts'
import { type Incoming, json, jsonBody, parseUrl, type Reply, text } from '../wire.ts'
import type { World } from '../world.ts'
import type { Client, PortalSession, Request, SignInState } from './sign-in-state.ts'

/** Each error's HTTP status and name in the body; its type travels in a header alone (botocore data/sso-oidc). */
const errors = {
  AuthorizationPendingException: [400, 'authorization_pending'],
  SlowDownException: [400, 'slow_down'],
  ExpiredTokenException: [400, 'expired_token'],
  AccessDeniedException: [400, 'access_denied'],
  InvalidGrantException: [400, 'invalid_grant'],
  InvalidClientException: [401, 'invalid_client'],
  UnauthorizedClientException: [400, 'unauthorized_client'],
  UnsupportedGrantTypeException: [400, 'unsupported_grant_type'],
  InvalidScopeException: [400, 'invalid_scope'],
  InvalidRequestException: [400, 'invalid_request'],
  InvalidClientMetadataException: [400, 'invalid_client_metadata'],
  InvalidRedirectUriException: [400, 'invalid_redirect_uri'],
} as const

type OidcError = keyof typeof errors

export const oidcError = (name: OidcError, description: string): Reply => {
  const [status, error] = errors[name]
  return namedOidcError(status, name, error, description)
}

/** Also for errors that the table does not hold, such as injected ones. */
export const namedOidcError = (status: number, name: string, error: string, description: string): Reply =>
  json({ error, error_description: description }, status, {
    'x-amzn-errortype': `${name}:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/`,
  })

const strings = (value: unknown): readonly string[] | null =>
  value === undefined || value === null
    ? []
    : Array.isArray(value) && value.every(each => typeof each === 'string')
      ? value
      : null

const tidy = (startUrl: string): string => startUrl.trim().replace(/[#/]+$/, '')

const portalOf = (world: World, startUrl: string): Portal | undefined =>
  world.organization.portals.find(portal => portal.startUrl === tidy(startUrl))

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Only loopback redirects; a custom scheme or a foreign host is refused. */
const isLoopback = (uri: string): boolean => {
  const url = parseUrl(uri)
  return url !== null && url.protocol === 'http:' && loopbackHosts.has(url.hostname)
}

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'
const grants = new Set(['authorization_code', 'refresh_token', deviceGrant])

export const registerClient = (world: World, state: SignInState, request: Incoming, url: string): Reply => {
  const body = jsonBody(request)
  const name = text(body?.clientName)
  const [scopes, redirectUris, grantTypes] = [
    strings(body?.scopes),
    strings(body?.redirectUris),
    strings(body?.grantTypes),
  ]
  if (!name || body?.clientType !== 'public' || !scopes || !redirectUris || !grantTypes)
    return oidcError('InvalidClientMetadataException', 'Invalid client metadata')
  if (!scopes.every(scope => scope === 'sso:account:access' || scope === 'openid' || scope === 'aws'))
    return oidcError('InvalidScopeException', 'Invalid scope requested')
  if (!redirectUris.every(isLoopback))
    return oidcError('InvalidRedirectUriException', 'Invalid redirect uri provided')
  if (!grantTypes.every(grant => grants.has(grant)))
    return oidcError('UnsupportedGrantTypeException', 'Unsupported grant type')
  const issuerUrl = text(body.issuerUrl)
  const portal = issuerUrl === undefined ? null : portalOf(world, issuerUrl)
  if (portal === undefined) return oidcError('InvalidRequestException', 'Invalid issuer url provided')
  const client = state.register({ name, scopes, redirectUris, grantTypes, portal })
  return json({
    clientId: client.id,
    clientSecret: client.secret,
    clientIdIssuedAt: Math.floor(client.issuedAt / 1000),
    clientSecretExpiresAt: Math.floor(client.expiresAt / 1000),
    ...(portal && { authorizationEndpoint: `${url}/authorize`, tokenEndpoint: `${url}/token` }),
  })
}

const clientOf = (world: World, state: SignInState, body: Record<string, unknown> | null): Client | null => {
  const client = state.clients.get(text(body?.clientId) ?? '')
  return client && world.now() < client.expiresAt && sameText(client.secret, text(body?.clientSecret) ?? '')
    ? client
    : null
}

export const startDeviceAuthorization = (
  world: World,
  state: SignInState,
  request: Incoming,
  url: string,
): Reply => {
  const body = jsonBody(request)
  const client = clientOf(world, state, body)
  if (!client) return oidcError('InvalidClientException', 'Invalid client provided')
  const portal = portalOf(world, text(body?.startUrl) ?? '')
  if (!portal) return oidcError('InvalidRequestException', 'Invalid start url provided')
  const made = state.ask(client, portal, null)
  const userCode = made.device?.userCode ?? ''
  return json({
    deviceCode: made.device?.code,
    userCode,
    verificationUri: `${url}/device`,
    verificationUriComplete: `${url}/device?user_code=${userCode}`,
    expiresIn: 600,
    interval: 1,
  })
}

const hour = 3_600_000

/**
 * With a scope: an access token of an hour and a refresh token. Without: one token for the whole
 * portal session and nothing to refresh it with. Neither outlives the portal session.
 */
const tokensFor = (world: World, state: SignInState, client: Client, session: PortalSession): Reply => {
  const refreshable = client.scopes.length > 0
  const now = world.now()
  const expiresAt = refreshable ? Math.min(now + hour, session.endsAt) : session.endsAt
  const accessToken = world.tell(newToken('aoaAAAAA', 120))
  state.accessTokens.set(accessToken, { session, client, expiresAt })
  const refreshToken = refreshable ? world.tell(newToken('aorAAAAA', 120)) : undefined
  if (refreshToken) state.refreshTokens.set(refreshToken, { session, client, expiresAt: session.endsAt })
  return json({
    accessToken,
    tokenType: 'Bearer',
    expiresIn: Math.floor((expiresAt - now) / 1000),
    ...(refreshToken && { refreshToken }),
  })
}

/** A poll may come a little early: timers are not exact. */
const pollTolerance = 100

const byDeviceCode = (world: World, state: SignInState, client: Client, code: string): Reply => {
  const made = [...state.requests.values()].find(each => each.device?.code === code && each.client === client)
  if (!made?.device || made.spent) return oidcError('InvalidGrantException', 'Invalid device code provided')
  const now = world.now()
  if (now >= made.expiresAt) return oidcError('ExpiredTokenException', 'Device code has expired')
  const early = now - made.device.lastPoll < 1000 - pollTolerance
  made.device.lastPoll = now
  if (made.answer === 'denied') return oidcError('AccessDeniedException', 'The user denied the request')
  if (early) return oidcError('SlowDownException', 'Slow down')
  if (made.answer === null) return oidcError('AuthorizationPendingException', 'Authorization is pending')
  made.spent = true
  return tokensFor(world, state, client, made.answer)
}

const provesPossession = (made: Request, verifier: string): boolean =>
  made.redirect !== null &&
  sameText(createHash('sha256').update(verifier).digest('base64url'), made.redirect.challenge)

const byCode = (world: World, state: SignInState, client: Client, body: Record<string, unknown>): Reply => {
  const code = text(body.code)
  const made = code && [...state.requests.values()].find(each => each.code === code && each.client === client)
  if (
    !made ||
    made.spent ||
    made.answer === null ||
    made.answer === 'denied' ||
    world.now() >= made.expiresAt
  )
    return oidcError('InvalidGrantException', 'Invalid authorization code provided')
  // One try: a code that was shown with a wrong verifier or redirect is spent as well.
  made.spent = true
  if (text(body.redirectUri) !== made.redirect?.uri || !provesPossession(made, text(body.codeVerifier) ?? ''))
    return oidcError('InvalidGrantException', 'Invalid authorization code provided')
  return tokensFor(world, state, client, made.answer)
}

/** Each refresh token works once; its successor comes with the new access token. */
const byRefreshToken = (world: World, state: SignInState, client: Client, refreshToken: string): Reply => {
  const known = state.refreshTokens.get(refreshToken)
  if (!known || known.client !== client || !state.alive(known.session))
    return oidcError('InvalidGrantException', 'Invalid refresh token provided')
  state.refreshTokens.delete(refreshToken)
  return tokensFor(world, state, client, known.session)
}

export const createToken = (world: World, state: SignInState, request: Incoming): Reply => {
  const body = jsonBody(request)
  if (!body) return oidcError('InvalidRequestException', 'Invalid request')
  const client = clientOf(world, state, body)
  if (!client) return oidcError('InvalidClientException', 'Invalid client provided')
  const grant = text(body.grantType) ?? ''
  if (!grants.has(grant)) return oidcError('UnsupportedGrantTypeException', 'Unsupported grant type')
  if (client.grantTypes.length > 0 && !client.grantTypes.includes(grant))
    return oidcError('UnauthorizedClientException', 'Client is not authorized for this grant type')
  if (grant === deviceGrant) return byDeviceCode(world, state, client, text(body.deviceCode) ?? '')
  if (grant === 'refresh_token') return byRefreshToken(world, state, client, text(body.refreshToken) ?? '')
  return byCode(world, state, client, body)
}

/** A redirect matches when scheme, host and path do: on loopback the port is free (RFC 8252, section 7.3). */
export const redirectFits = (client: Client, uri: string): boolean => {
  const url = parseUrl(uri)
  if (!url || !isLoopback(uri)) return false
  return client.redirectUris.some(registered => {
    const known = parseUrl(registered)
    return (
      known !== null &&
      known.hostname === url.hostname &&
      (known.pathname === '/' || known.pathname === url.pathname)
    )
  })
}
