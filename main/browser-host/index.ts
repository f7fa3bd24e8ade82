// The browser host: the same window as the desktop's, served on 127.0.0.1 to the browser of the one person who holds a key.
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Pipe } from '../../shared/wire.ts'
import type { Secret } from '../secret.ts'
import { createDoorKeys } from './door-key.ts'
import { createRequestListener } from './http.ts'
import { openWebSocket } from './web-socket.ts'

export type BrowserHost = {
  readonly port: number
  /** http://127.0.0.1:PORT/?key=...; the key works once. */
  freshUrl(): string
  /** A one-time path of this host that redirects to `address`, for the page to open without ever holding it. */
  linkTo(address: Secret | string): string
  close(): Promise<void>
}

export type BrowserHostOptions = {
  /** The folder of the built window. */
  readonly folder: string
  /** 0 = any free port. */
  readonly port: number
  readonly accept: (pipe: Pipe) => void
}

/** A page asks for its link at once; one that was never used must not wait for hours. */
const linkLifetime = 120_000

/** Listens on 127.0.0.1 only. Fails with bad-input when the port is taken. */
export const openBrowserHost = async (options: BrowserHostOptions): Promise<Result<BrowserHost>> => {
  const keys = createDoorKeys()
  const links = new Map<string, { address: string; timer: NodeJS.Timeout }>()
  let port = options.port

  const takeLink = (key: string): string | null => {
    const link = links.get(key)
    if (!link) return null
    clearTimeout(link.timer)
    links.delete(key)
    return link.address
  }
  const server = createServer(
    createRequestListener({ folder: options.folder, port: () => port, keys, takeLink }),
  )
  const problem = await new Promise<NodeJS.ErrnoException | null>(resolve => {
    server.once('error', resolve)
    server.listen(options.port, '127.0.0.1', () => resolve(null))
  })
  if (problem)
    return failed({
      kind: 'bad-input',
      path: 'port',
      message: `Port ${options.port} cannot be used: ${
        problem.code === 'EADDRINUSE'
          ? 'another program has it.'
          : problem.code === 'EACCES'
            ? 'the system keeps it for its own.'
            : problem.message
      }`,
    })
  port = (server.address() as AddressInfo).port
  const closeSockets = openWebSocket({ server, port: () => port, keys, accept: options.accept })

  return ok({
    port,
    freshUrl: () => `http://127.0.0.1:${port}/?key=${keys.issue()}`,
    linkTo(address) {
      const key = randomBytes(32).toString('base64url')
      const timer = setTimeout(() => links.delete(key), linkLifetime)
      timer.unref()
      links.set(key, { address: typeof address === 'string' ? address : address.reveal(), timer })
      return `/go/${key}`
    },
    close: () =>
      new Promise(resolve => {
        closeSockets()
        for (const { timer } of links.values()) clearTimeout(timer)
        links.clear()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}
