// The only bridge between the page and main in the desktop shell: calls and events of the desk contract by name, nothing else.
import { contextBridge, ipcRenderer } from 'electron'
import { type DeskCall, type DeskEvent, deskCalls, deskEvents } from '../shared/call-names.ts'
import { createClient } from '../shared/client.ts'
import type { DeskContract } from '../shared/desk-contract.ts'
import { type DesktopBridge, deskChannel } from '../shared/desktop-bridge.ts'
import { failed } from '../shared/result.ts'
import type { Pipe } from '../shared/wire.ts'

/** The page lives as long as its preload, so this pipe has no end of its own: main closes its side when the page goes. */
const pipe: Pipe = {
  send: frame => ipcRenderer.send(deskChannel, frame),
  onFrame: take => void ipcRenderer.on(deskChannel, (_event, frame: unknown) => take(frame)),
  onClose: () => undefined,
  close: () => undefined,
}
const client = createClient<DeskContract>(pipe, deskCalls)

const isCall = (name: string): name is DeskCall => (deskCalls as readonly string[]).includes(name)
const isEvent = (name: string): name is DeskEvent => (deskEvents as readonly string[]).includes(name)

const bridge: DesktopBridge = {
  async call(name, input) {
    if (!isCall(name)) return failed({ kind: 'bad-input', path: 'name', message: 'There is no such call.' })
    const call = client.call[name] as (input: unknown) => Promise<unknown>
    return await call(input)
  },
  on: (event, take) => (isEvent(event) ? client.on(event, take) : () => undefined),
}
contextBridge.exposeInMainWorld('switchyard', bridge)
