// What Identity Center remembers: registered clients, sign-ins under way, portal sessions and their tokens.
import type { Portal } from '../description.ts'
import { newToken, newUserCode } from '../identifiers.ts'
import type { World } from '../world.ts'

export type Client = {
  readonly id: string
  readonly secret: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly redirectUris: readonly string[]
  readonly grantTypes: readonly string[]
  readonly portal: Portal | null
  readonly issuedAt: number
  readonly expiresAt: number
}

export type PortalSession = {
  readonly portal: Portal
  readonly person: string
  readonly endsAt: number
  ended: boolean
}

/** One person being asked, by a device code or by a browser redirect. */
export type Request = {
  readonly id: string
  readonly client: Client
  readonly portal: Portal
  readonly expiresAt: number
  readonly device: { readonly code: string; readonly userCode: string; lastPoll: number } | null
  readonly redirect: { readonly uri: string; readonly state: string; readonly challenge: string } | null
  answer: PortalSession | 'denied' | null
  /** The code given to the redirect once approved. */
  code: string | null
  spent: boolean
}

export type Token = { readonly session: PortalSession; readonly client: Client; readonly expiresAt: number }

export type SignInState = {
  readonly clients: Map<string, Client>
  readonly requests: Map<string, Request>
  readonly accessTokens: Map<string, Token>
  readonly refreshTokens: Map<string, Token>
  register(what: Pick<Client, 'name' | 'scopes' | 'redirectUris' | 'grantTypes' | 'portal'>): Client
  ask(client: Client, portal: Portal, redirect: Request['redirect']): Request
  findRequest(codeOrId: string): Request | undefined
  /** Answers a waiting request as this person; null when the request or the person is not there, or no longer waiting. */
  approve(request: Request, person: string): PortalSession | null
  deny(request: Request): boolean
  alive(session: PortalSession): boolean
}

const day = 86_400_000
const tenMinutes = 600_000

export const createSignInState = (world: World): SignInState => {
  const clients = new Map<string, Client>()
  const requests = new Map<string, Request>()
  const waiting = (request: Request): boolean => request.answer === null && world.now() < request.expiresAt
  return {
    clients,
    requests,
    accessTokens: new Map(),
    refreshTokens: new Map(),
    register(what) {
      const now = world.now()
      // Registrations live for 90 days, as observed of AWS.
      const client: Client = {
        ...what,
        id: newToken('', 24),
        secret: world.tell(newToken('eyJraWQiOiJrZXktMTU2NDAyODA5OSIs', 180)),
        issuedAt: now,
        expiresAt: now + 90 * day,
      }
      clients.set(client.id, client)
      return client
    },
    ask(client, portal, redirect) {
      const request: Request = {
        id: newToken('', 18),
        client,
        portal,
        expiresAt: world.now() + tenMinutes,
        device: redirect
          ? null
          : { code: world.tell(newToken('', 32)), userCode: newUserCode(), lastPoll: 0 },
        redirect,
        answer: null,
        code: null,
        spent: false,
      }
      requests.set(request.id, request)
      return request
    },
    findRequest: codeOrId =>
      requests.get(codeOrId) ??
      [...requests.values()].find(each => each.device?.userCode === codeOrId.trim().toUpperCase()),
    approve(request, person) {
      if (!waiting(request) || !request.portal.people.some(each => each.name === person)) return null
      const session: PortalSession = {
        portal: request.portal,
        person,
        endsAt: world.now() + request.portal.sessionSeconds * 1000,
        ended: false,
      }
      request.answer = session
      if (request.redirect) request.code = world.tell(newToken('', 48))
      return session
    },
    deny(request) {
      if (!waiting(request)) return false
      request.answer = 'denied'
      return true
    },
    alive: session => !session.ended && world.now() < session.endsAt,
  }
}
