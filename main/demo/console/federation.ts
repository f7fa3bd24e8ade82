// Console federation: credentials become a sign-in token, the token becomes a console session with a cookie.
import { hexOf, newToken } from '../identifiers.ts'
import { message, redirect } from '../pages/page.ts'
import { sameText } from '../sig-v4.ts'
import { cookiesOf, formOf, type Incoming, json, parseUrl, type Reply } from '../wire.ts'
import type { Issued, World } from '../world.ts'

export type ConsoleSession = {
  /** `{account}-{8 characters}`, as in the address of a multi-session console. */
  readonly id: string
  readonly secret: string
  readonly issued: Issued
  readonly destination: string
  readonly region: string
  readonly endsAt: number
}

type SignInToken = { readonly issued: Issued; readonly endsAt: number | null; readonly validUntil: number }

export type ConsoleState = {
  readonly tokens: Map<string, SignInToken>
  readonly sessions: Map<string, ConsoleSession>
}

export const createConsoleState = (): ConsoleState => ({ tokens: new Map(), sessions: new Map() })

/** The federation endpoint refuses in HTML, never in JSON. */
const badRequest = (): Reply => message('400 Bad Request', 'Invalid credentials parameter', 400)

const quarterHour = 900_000

const readSession = (
  written: string,
): { sessionId: string; sessionKey: string; sessionToken: string } | null => {
  try {
    const value: unknown = JSON.parse(written)
    if (typeof value !== 'object' || value === null) return null
    const { sessionId, sessionKey, sessionToken } = value as Record<string, unknown>
    return typeof sessionId === 'string' && typeof sessionKey === 'string' && typeof sessionToken === 'string'
      ? { sessionId, sessionKey, sessionToken }
      : null
  } catch {
    return null
  }
}

/**
 * Role credentials only: a user's own keys and GetSessionToken credentials open no console.
 * SessionDuration is 900 to 43200 seconds, and must be left out for a chained role session
 * (UG:IAM/id_roles_providers_enable-console-custom-url).
 */
const getSigninToken = (world: World, state: ConsoleState, form: URLSearchParams): Reply => {
  const session = readSession(form.get('Session') ?? '')
  if (!session) return badRequest()
  const issued = world.issued.get(session.sessionId)
  if (
    issued?.kind !== 'role' ||
    !sameText(issued.secretAccessKey, session.sessionKey) ||
    !sameText(issued.sessionToken, session.sessionToken)
  )
    return badRequest()
  const now = world.now()
  if (now >= issued.expiresAt) return badRequest()
  const asked = form.get('SessionDuration')
  const seconds = asked === null ? null : /^\d+$/.test(asked) ? Number(asked) : Number.NaN
  if (seconds !== null && (issued.chained || !(seconds >= 900 && seconds <= 43_200))) return badRequest()
  const token = world.tell(newToken('', 240))
  state.tokens.set(token, {
    issued,
    endsAt: seconds === null ? null : now + seconds * 1000,
    validUntil: now + quarterHour,
  })
  return json({ SigninToken: token })
}

const consoleHost = /^([a-z0-9-]+\.)*console\.aws\.amazon\.com$/

/** The console's own pages, real or the demo's; anything else would be an open redirect. */
const readDestination = (written: string, url: string): URL | null => {
  const destination = parseUrl(written)
  if (!destination) return null
  if (destination.origin === new URL(url).origin) return destination
  return destination.protocol === 'https:' && consoleHost.test(destination.host) ? destination : null
}

const regionOf = (destination: URL): string =>
  destination.searchParams.get('region') ??
  /(?:^|\.)([a-z]{2}-[a-z]+-\d)\.console\./.exec(destination.host)?.[1] ??
  'us-east-1'

export const cookieName = (id: string): string => `demo-console-${id}`

const cookie = (id: string, secret: string, age: number): string =>
  `${cookieName(id)}=${secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}`

/** Opens one more console session beside those the browser has already. */
const login = (world: World, state: ConsoleState, form: URLSearchParams, url: string): Reply => {
  const token = state.tokens.get(form.get('SigninToken') ?? '')
  const now = world.now()
  if (!token || now >= token.validUntil)
    return message(
      'Sign-in link no longer valid',
      'A console link works for 15 minutes. Ask for a new one.',
      400,
    )
  const destination = readDestination(form.get('Destination') ?? '', url)
  if (!destination) return message('400 Bad Request', 'Invalid destination parameter', 400)
  const secret = world.tell(newToken('', 24))
  const id = `${token.issued.account}-${hexOf(secret, 8)}`
  const endsAt = token.endsAt ?? token.issued.expiresAt
  state.sessions.set(id, {
    id,
    secret,
    issued: token.issued,
    destination: destination.href,
    region: regionOf(destination),
    endsAt,
  })
  const seconds = Math.max(0, Math.floor((endsAt - now) / 1000))
  return redirect(`/console/${id}/`, { 'set-cookie': cookie(id, secret, seconds) })
}

/** The sessions of this browser that still live. */
export const sessionsOf = (
  world: World,
  state: ConsoleState,
  request: Incoming,
): readonly ConsoleSession[] => {
  const cookies = cookiesOf(request)
  return [...state.sessions.values()].filter(session => {
    const shown = cookies.get(cookieName(session.id))
    return shown !== undefined && sameText(shown, session.secret) && world.now() < session.endsAt
  })
}

/** Ends all console sessions of this browser, then goes where it was asked to, within the demo. */
export const logOut = (world: World, state: ConsoleState, request: Incoming, url: string): Reply => {
  const ended = sessionsOf(world, state, request)
  for (const session of ended) state.sessions.delete(session.id)
  const headers = { 'set-cookie': ended.map(session => cookie(session.id, '', 0)) }
  const back = readDestination(request.query.get('redirect_uri') ?? '', url)
  if (back) return redirect(back.href, headers)
  const words =
    ended.length === 0
      ? 'There was no console session.'
      : `${ended.length} console ${ended.length === 1 ? 'session' : 'sessions'} ended.`
  const answer = message('Signed out', words)
  return { ...answer, headers: { ...answer.headers, ...headers } }
}

export const answerFederation = (
  world: World,
  state: ConsoleState,
  request: Incoming,
  url: string,
): Reply => {
  const form = formOf(request)
  switch (form.get('Action')) {
    case 'getSigninToken':
      return getSigninToken(world, state, form)
    case 'login':
      return request.method === 'GET' ? login(world, state, form, url) : badRequest()
    default:
      return message('400 Bad Request', 'Invalid action parameter', 400)
  }
}
