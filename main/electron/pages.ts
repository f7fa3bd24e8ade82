// Serves the window's files over app://, each with a content policy that allows nothing from outside.
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { isOurPage, pageAddress } from './origin.ts'
import { type Frame, withFrame } from './window-frame.ts'

const kinds: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** No inline script or style, no connection at all (the bridge is IPC), no frame, no form, nothing from another origin. */
export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const headers = {
  'content-security-policy': contentPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
}
const refuse = (status: number): Response => new Response(null, { status, headers })

/**
 * @param folder out/renderer; only files below it, of the kinds above, are ever read
 * @param frame the window's; its page, and no other, is told
 */
export const servePages =
  (folder: string, frame: Frame) =>
  async (request: { readonly url: string; readonly method: string }): Promise<Response> => {
    if (!isOurPage(request.url)) return refuse(404)
    if (request.method !== 'GET') return refuse(405)
    const path = fileOf(folder, new URL(request.url).pathname)
    const kind = path === null ? undefined : kinds[extname(path)]
    if (path === null || kind === undefined) return refuse(404)
    try {
      const file = await readFile(path)
      const body = isWindow(request.url) ? withFrame(file.toString(), frame) : new Uint8Array(file)
      return new Response(body, { headers: { ...headers, 'content-type': kind } })
    } catch {
      return refuse(404)
    }
  }

const isWindow = (url: string): boolean => new URL(url).pathname === new URL(pageAddress).pathname

/** The file that a path names, or null when it leads out of the folder. */
const fileOf = (folder: string, pathname: string): string | null => {
  try {
    const path = normalize(join(folder, decodeURIComponent(pathname)))
    return path.startsWith(folder + sep) && !path.includes('\0') ? path : null
  } catch {
    return null
  }
}
