// Serves the window's files on loopback: exact Host, one-time key for a cookie, strict headers.
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import type { DoorKeys } from './door-key.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
}

/** Nothing but our own files, no inline script or style, no frame around us, and no address leaks to another site. */
export const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const

export const cookieName = (port: number): string => `switchyard-${port}`

/** Cookies ignore the port, so its name carries it: two instances would log each other out. */
export const readCookie = (request: IncomingMessage, port: number): string | undefined => {
  const pairs = (request.headers.cookie ?? '').split(/;\s*/)
  return pairs.find(pair => pair.startsWith(`${cookieName(port)}=`))?.split('=')[1]
}

export type HttpDeps = {
  readonly folder: string
  readonly port: () => number
  readonly keys: DoorKeys
  /** Where a one-time path leads, or null when it is unknown or was used. */
  readonly takeLink: (key: string) => string | null
}

/** An empty icon, or the browser would ask for /favicon.ico and complain that there is none. */
const head = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">'

const page = (title: string, text: string): string =>
  `${head}<title>${title}</title><h1>${title}</h1><p>${text}</p>`

/** Where a page without the cookie goes on by itself, once. */
const again = '/?again'
const againPage = `${head}<meta http-equiv="refresh" content="0;url=${again}"><title>Switchyard</title>`

/** A path that is badly encoded names no file. */
const decodePath = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return ''
  }
}

/** Only what lies in the folder; a path that climbs out of it is none. Read whole: these are a few files of our own. */
const fileFor = (folder: string, path: string): { readonly type: string; readonly bytes: Buffer } | null => {
  const file = normalize(join(folder, path === '/' ? 'index.html' : decodePath(path)))
  if (!file.startsWith(folder + sep)) return null
  try {
    return { type: types[extname(file)] ?? 'application/octet-stream', bytes: readFileSync(file) }
  } catch {
    return null
  }
}

type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

const refuse = (status: number, title: string, text: string): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: page(title, text),
})

export const createRequestListener = ({ folder, port, keys, takeLink }: HttpDeps) => {
  const fileOr404 = (path: string): Answer => {
    const file = fileFor(folder, path)
    if (file === null) return refuse(404, 'Not found', 'There is no such page.')
    return { status: 200, headers: { 'content-type': file.type }, body: file.bytes }
  }

  /** The window at once, and not by way of a redirect: what it loads comes from its own site, with the strict cookie. */
  const enter = (key: string, admitted: boolean): Answer => {
    const cookie = keys.trade(key)
    if (cookie === null && admitted) return fileOr404('/')
    if (cookie === null)
      return refuse(
        403,
        'This key was used',
        'A key opens the window once. Run switchyard again for a fresh one.',
      )
    const window = fileOr404('/')
    const setCookie = `${cookieName(port())}=${cookie}; HttpOnly; SameSite=Strict; Path=/`
    return { ...window, headers: { ...window.headers, 'set-cookie': setCookie } }
  }

  /**
   * A browser keeps a strict cookie back where another page led here (the file that hides the key from argv), also when
   * such a page is loaded again. A page of ours that goes on by itself is the same site, and brings the cookie if there is one.
   */
  const stranger = (url: URL): Answer =>
    url.pathname === '/' && url.search === ''
      ? { status: 403, headers: { 'content-type': 'text/html; charset=utf-8' }, body: againPage }
      : refuse(
          403,
          'Not signed in to this window',
          'Run switchyard again: it prints an address with a fresh key.',
        )

  const follow = (key: string): Answer => {
    const location = takeLink(key)
    return location === null
      ? refuse(410, 'This link was used', 'Open it again from the window.')
      : { status: 303, headers: { location } }
  }

  const answer = (request: IncomingMessage): Answer => {
    const own = `127.0.0.1:${port()}`
    // A name that resolves to 127.0.0.1 lets a foreign page speak to us; its Host then gives it away.
    if (request.headers.host !== own) return refuse(403, 'Refused', 'This address is not served here.')
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(405, 'Refused', 'Only pages are served here.')
    if (!URL.canParse(request.url ?? '/', `http://${own}`))
      return refuse(400, 'Refused', 'This is no address.')
    const url = new URL(request.url ?? '/', `http://${own}`)
    const key = url.searchParams.get('key')
    const admitted = keys.admits(readCookie(request, port()))
    if (key !== null && url.pathname === '/') return enter(key, admitted)
    if (!admitted) return stranger(url)
    if (url.pathname.startsWith('/go/')) return follow(url.pathname.slice('/go/'.length))
    return fileOr404(url.pathname)
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    const { status, headers, body } = answer(request)
    response.writeHead(status, { ...securityHeaders, ...headers })
    response.end(request.method === 'HEAD' ? undefined : body)
  }
}
