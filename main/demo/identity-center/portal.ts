// The access portal's API: which accounts and roles a signed-in person has, and credentials for one of them.
import { type Incoming, json, type Reply } from '../wire.ts'
import type { World } from '../world.ts'
import type { PortalSession, SignInState } from './sign-in-state.ts'

const error = (status: number, name: string, words: string): Reply =>
  json({ message: words, __type: `com.amazonaws.switchboard.portal#${name}` }, status)

/** All of Identity Center's APIs share twenty requests a second (UG:SSO/limits). */
export const tooManyRequests = (): Reply => error(429, 'TooManyRequestsException', 'HTTP 429 Unknown Code')
const unauthorized = (): Reply => error(401, 'UnauthorizedException', 'Session token not found or invalid')
const badRequest = (words: string): Reply => error(400, 'InvalidRequestException', words)
const notFound = (words: string): Reply => error(404, 'ResourceNotFoundException', words)
// Not in the service's model, but what it answers for a role that is not assigned.
const forbidden = (): Reply => json({ message: 'No access', __type: 'ForbiddenException' }, 403)

export const portalError = error

export const bearerOf = (request: Incoming): string => request.headers['x-amz-sso_bearer_token'] ?? ''

const sessionOf = (world: World, state: SignInState, request: Incoming): PortalSession | null => {
  const token = state.accessTokens.get(bearerOf(request))
  return token && world.now() < token.expiresAt && state.alive(token.session) ? token.session : null
}

/** Pages are cut by `max_result`; the token holds where the next one starts. */
const pageOf = <T>(
  request: Incoming,
  all: readonly T[],
): { readonly rows: readonly T[]; readonly nextToken?: string } | Reply => {
  const asked = request.query.get('max_result')
  const size = asked === null ? 100 : Number(asked)
  if (!Number.isInteger(size) || size < 1 || size > 100) return badRequest('Invalid max_result')
  const token = request.query.get('next_token')
  const from = token ? Number(Buffer.from(token, 'base64url').toString('utf8')) : 0
  if (!Number.isInteger(from) || from < 0 || from > all.length) return badRequest('Invalid next_token')
  const rows = all.slice(from, from + size)
  return from + size < all.length
    ? { rows, nextToken: Buffer.from(String(from + size)).toString('base64url') }
    : { rows }
}

const assigned = (world: World, { portal, person }: PortalSession): ReadonlyMap<string, readonly string[]> =>
  world.assignments.of(portal, person)

const listAccounts = (world: World, session: PortalSession, request: Incoming): Reply => {
  const accounts = [...assigned(world, session).keys()].flatMap(key => world.account(key) ?? [])
  const cut = pageOf(request, accounts)
  if ('status' in cut) return cut
  return json({
    ...(cut.nextToken && { nextToken: cut.nextToken }),
    accountList: cut.rows.map(account => ({
      accountId: account.id,
      accountName: account.name,
      emailAddress: `aws+${account.key}@example.com`,
    })),
  })
}

const listRoles = (world: World, session: PortalSession, request: Incoming): Reply => {
  const id = request.query.get('account_id') ?? ''
  if (!/^\d{12}$/.test(id)) return badRequest('Invalid account_id')
  const roles = assigned(world, session).get(world.account(id)?.key ?? '')
  if (!roles) return forbidden()
  const cut = pageOf(request, roles)
  if ('status' in cut) return cut
  return json({
    ...(cut.nextToken && { nextToken: cut.nextToken }),
    roleList: cut.rows.map(roleName => ({ roleName, accountId: id })),
  })
}

const getRoleCredentials = (world: World, session: PortalSession, request: Incoming): Reply => {
  const name = request.query.get('role_name') ?? ''
  const account = world.account(request.query.get('account_id') ?? '')
  if (!account) return notFound('Account not found')
  const set = session.portal.permissionSets.find(each => each.name === name)
  const role = world.reservedRole(account.id, session.portal.key, name)
  if (!assigned(world, session).get(account.key)?.includes(name) || !set || !role) return forbidden()
  const now = world.now()
  const issued = world.issue({
    kind: 'role',
    account: account.id,
    issuedAt: now,
    expiresAt: now + set.sessionSeconds * 1000,
    role,
    sessionName: session.person,
    tags: new Map(),
    transitiveTags: [],
    chained: false,
    from: session.portal.startUrl,
  })
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt: expiration } = issued
  return json({ roleCredentials: { accessKeyId, secretAccessKey, sessionToken, expiration } })
}

/** Ends the portal session: its tokens die, role credentials that were handed out live on. */
const logOut = (session: PortalSession): Reply => {
  session.ended = true
  return { status: 200 }
}

export const answerPortal = (
  world: World,
  state: SignInState,
  request: Incoming,
  operation: string,
): Reply => {
  const session = sessionOf(world, state, request)
  if (!session) return unauthorized()
  switch (operation) {
    case 'ListAccounts':
      return listAccounts(world, session, request)
    case 'ListAccountRoles':
      return listRoles(world, session, request)
    case 'GetRoleCredentials':
      return getRoleCredentials(world, session, request)
    default:
      return logOut(session)
  }
}
