// Gives a browser a secret address without showing it: a loopback link that redirects once and then dies.
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Secret } from '../secret.ts'

export type OneTimeLink = {
  /** http://127.0.0.1:PORT/go/KEY */
  readonly url: string
  /** True once it was used, false when it ended unused. */
  readonly used: Promise<boolean>
  close(): void
}

const headers = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const

/**
 * Listens on 127.0.0.1 only, for one link.
 * @param lifetime in ms; a console sign-in address lives 15 minutes, a browser asks for it within seconds.
 */
export const createOneTimeLink = (address: Secret, lifetime = 120_000): Promise<OneTimeLink> =>
  new Promise((resolve, reject) => {
    const path = `/go/${randomBytes(32).toString('base64url')}`
    let settle: (used: boolean) => void = () => undefined
    const used = new Promise<boolean>(done => {
      settle = done
    })
    const server = createServer((request, response) => {
      const host = `127.0.0.1:${(server.address() as AddressInfo | null)?.port}`
      // Another page of the same browser may know a name that resolves to 127.0.0.1: only the exact host is served.
      if (request.method !== 'GET' || request.url !== path || request.headers.host !== host) {
        response.writeHead(404, headers).end()
        return
      }
      response.writeHead(303, { ...headers, location: address.reveal() }).end()
      end(true)
    })
    const end = (wasUsed: boolean): void => {
      clearTimeout(timer)
      settle(wasUsed)
      server.close()
      server.closeIdleConnections()
    }
    const timer = setTimeout(() => end(false), lifetime)
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      resolve({ url: `http://127.0.0.1:${port}${path}`, used, close: () => end(false) })
    })
  })
