// Finds main: the desktop's bridge when the preload put one there, else the web socket of the host that served the page.
import { deskCalls } from '../../shared/call-names.ts'
import { type Client, createClient } from '../../shared/client.ts'
import type { DeskContract } from '../../shared/desk-contract.ts'
import type { DesktopBridge } from '../../shared/desktop-bridge.ts'
import type { Frame, Pipe } from '../../shared/wire.ts'

declare global {
  interface Window {
    readonly switchyard?: DesktopBridge
  }
}

export type Desk = Client<DeskContract>

/** The bridge as a client: Electron's own channel lives as long as the window, so it never closes. */
const overBridge = (bridge: DesktopBridge): Desk => ({
  call: Object.fromEntries(
    deskCalls.map(name => [name, (input: unknown) => bridge.call(name, input)]),
  ) as unknown as Desk['call'],
  on: (event, take) => bridge.on(event, value => take(value as never)),
  onClose: () => undefined,
  close: () => undefined,
})

/** A pipe over an open web socket, one JSON frame per message. */
const socketPipe = (socket: WebSocket): Pipe => ({
  send: (frame: Frame) => socket.send(JSON.stringify(frame)),
  onFrame: take =>
    socket.addEventListener('message', message => {
      if (typeof message.data !== 'string') return
      try {
        take(JSON.parse(message.data))
      } catch {
        // A message that is no JSON is no frame.
      }
    }),
  onClose: take => socket.addEventListener('close', take, { once: true }),
  close: () => socket.close(),
})

/** Opens one connection; null when main does not answer. The same-origin cookie lets it in. */
export const connect = (): Promise<Desk | null> => {
  const bridge = window.switchyard
  if (bridge) return Promise.resolve(overBridge(bridge))
  return new Promise(resolve => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    const socket = new WebSocket(`${scheme}://${location.host}/desk`)
    socket.addEventListener('open', () => resolve(createClient<DeskContract>(socketPipe(socket), deskCalls)))
    socket.addEventListener('error', () => resolve(null))
    socket.addEventListener('close', () => resolve(null))
  })
}
