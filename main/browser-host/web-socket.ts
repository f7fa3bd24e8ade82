// The window's pipe over a loopback WebSocket: admitted by cookie and exact Origin, frames as JSON.
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Frame, Pipe } from '../../shared/wire.ts'
import type { DoorKeys } from './door-key.ts'
import { readCookie } from './http.ts'

/** A frame from the window is an answer or a short call, never a document. */
const largestFrame = 256 * 1024

const parse = (data: unknown): unknown => {
  try {
    return JSON.parse(String(data))
  } catch {
    return null
  }
}

/** What breaks off or is malformed ends its own connection; unheard, an error would end the whole process. */
const endsItself = (): void => undefined

const pipeOf = (socket: WebSocket): Pipe => ({
  send(frame: Frame) {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame))
  },
  onFrame: take => void socket.on('message', (data, isBinary) => take(isBinary ? null : parse(data))),
  onClose: take => void socket.once('close', take),
  close: () => socket.close(),
})

export type WebSocketDeps = {
  readonly server: Server
  readonly port: () => number
  readonly keys: DoorKeys
  readonly accept: (pipe: Pipe) => void
}

/** Takes upgrades of `/desk`; everything else is refused before a socket exists. Returns a close. */
export const openWebSocket = ({ server, port, keys, accept }: WebSocketDeps): (() => void) => {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestFrame, perMessageDeflate: false })
  const admitted = (request: IncomingMessage): boolean =>
    request.url === '/desk' &&
    request.headers.host === `127.0.0.1:${port()}` &&
    request.headers.origin === `http://127.0.0.1:${port()}` &&
    keys.admits(readCookie(request, port()))

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', endsItself)
    if (!admitted(request)) {
      socket.once('finish', () => socket.destroy())
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, opened => {
      opened.on('error', endsItself)
      accept(pipeOf(opened))
    })
  }
  server.on('upgrade', upgrade)
  return () => {
    server.off('upgrade', upgrade)
    for (const socket of sockets.clients) socket.terminate()
    sockets.close()
  }
}
