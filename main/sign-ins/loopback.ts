// Receives the browser when a person has signed in: one page on 127.0.0.1, for one sign-in, gone afterwards.
import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Secret } from '../secret.ts'

export type Arrival =
  | { readonly kind: 'code'; readonly code: Secret }
  | { readonly kind: 'refused'; readonly said: string }

export type Loopback = {
  /** `http://127.0.0.1:PORT/oauth/callback`, exactly as it must be named at AWS. */
  readonly redirectUri: string
  /** The first valid arrival; never rejects. */
  readonly arrival: Promise<Arrival>
  close(): void
}

const path = '/oauth/callback'

const same = (given: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)

const page = (title: string, words: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)} – Switchyard</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-content:center;padding:2rem;box-sizing:border-box}h1{font-size:1.4rem;margin:0 0 .4rem}p{margin:0;opacity:.75;max-width:32rem}</style>
</head><body><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(words)}</p></main></body></html>
`

const reply = (response: ServerResponse, status: number, title: string, words: string): void => {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
    connection: 'close',
  })
  response.end(page(title, words))
}

type Judged = {
  readonly status: number
  readonly title: string
  readonly words: string
  readonly arrival?: Arrival
}

/** What a hit means; `arrived` = a valid one came before. */
const judge = (request: IncomingMessage, host: string, state: string, arrived: boolean): Judged => {
  const address = `http://${host}${request.url ?? '/'}`
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || request.method !== 'GET' || url.pathname !== path) {
    return { status: 404, title: 'Not found', words: 'There is nothing here.' }
  }
  // A foreign name that leads here is a page of somebody else trying to look in (DNS rebinding).
  if (request.headers.host !== host) {
    return { status: 403, title: 'Refused', words: 'This address is not meant for you.' }
  }
  if (!same(url.searchParams.get('state') ?? '', state)) {
    const words = 'This page belongs to another sign-in. Go back to Switchyard and begin again.'
    return { status: 400, title: 'Not this sign-in', words }
  }
  if (arrived) {
    return {
      status: 410,
      title: 'Already done',
      words: 'This sign-in was received before. You can close this page.',
    }
  }
  const error = url.searchParams.get('error')
  if (error !== null) {
    const said = (url.searchParams.get('error_description') || error).slice(0, 300)
    const words = 'The sign-in was refused. You can close this page and begin again in Switchyard.'
    return { status: 200, title: 'Not signed in', words, arrival: { kind: 'refused', said } }
  }
  const code = url.searchParams.get('code')
  if (!code)
    return { status: 400, title: 'Not complete', words: 'The page that sent you here left out the code.' }
  return {
    status: 200,
    title: 'You are signed in',
    words: 'Switchyard goes on from here. You can close this page.',
    arrival: { kind: 'code', code: new Secret(code) },
  }
}

/**
 * Listens on a free port of 127.0.0.1. A hit counts when it names this very host, carries `state` exactly, and is the
 * first; others get an answer and change nothing, so that no other page can end or hijack the sign-in.
 */
export const openLoopback = async (state: string): Promise<Loopback> => {
  let arrived = false
  let arrive: (arrival: Arrival) => void = () => undefined
  const arrival = new Promise<Arrival>(resolve => {
    arrive = resolve
  })

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { status, title, words, arrival: found } = judge(request, host, state, arrived)
    if (found !== undefined) arrived = true
    reply(response, status, title, words)
    if (found !== undefined) arrive(found)
  }

  let host = ''
  const server = createServer(answer)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    redirectUri: `http://${host}${path}`,
    arrival,
    close() {
      server.close()
      // The last page may still be on its way; connections that only idle are cut.
      server.closeIdleConnections()
    },
  }
}
