// The pipes under test, each opened for real between a desk and one client.
import { EventEmitter } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { openAgentPipe } from '../../main/agent/socket-client.ts'
import { openAgentSocket } from '../../main/agent/socket-server.ts'
import { openBrowserHost } from '../../main/browser-host/index.ts'
import { acceptPages, type PageIpc } from '../../main/electron/ipc.ts'
import { pageAddress } from '../../main/electron/origin.ts'
import { deskCalls } from '../../shared/call-names.ts'
import { createClient } from '../../shared/client.ts'
import type { DeskContract } from '../../shared/desk-contract.ts'
import { deskChannel } from '../../shared/desktop-bridge.ts'
import { createMemoryPipe, type Pipe } from '../../shared/wire.ts'
import { bundlePreload, StandInContents } from '../shell/stand-in.ts'

type Take = (value: unknown) => void

/** One client's end of an open pipe. */
export type Joint = {
  call(name: string, input: unknown): Promise<unknown>
  on(event: string, take: Take): () => void
  /** Puts on the wire what no client of ours would. */
  sendRaw(value: unknown): void
  /** The client goes away without a word. */
  leave(): void
  /** Main goes away. */
  stop(): Promise<void>
  /** Ends both. */
  close(): Promise<void>
}
export type OpenJoint = (accept: (pipe: Pipe) => void) => Promise<Joint>

/** Calls any name, so that main's own refusals show; the typed client would not compile. */
const clientOver = (pipe: Pipe, names: readonly string[]) => {
  const client = createClient<DeskContract>(pipe, names as typeof deskCalls)
  return {
    call: (name: string, input: unknown) =>
      (client.call as unknown as Record<string, (input: unknown) => Promise<unknown>>)[name]?.(input) ??
      Promise.reject(new Error(`The client was not given ${name}.`)),
    on: (event: string, take: Take) => client.on(event as 'snapshot', take as never),
  }
}
const names = [...deskCalls, 'no such call', 'constructor', '__proto__']

const memory: OpenJoint = async accept => {
  const [near, far] = createMemoryPipe()
  accept(far)
  const end = async (): Promise<void> => near.close()
  return {
    ...clientOver(near, names),
    sendRaw: value => near.send(value as never),
    leave: () => near.close(),
    stop: async () => far.close(),
    close: end,
  }
}

const webSocket: OpenJoint = async accept => {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-window-'))
  await writeFile(join(folder, 'index.html'), '<!doctype html>')
  const host = await openBrowserHost({ folder, port: 0, accept })
  if (!host.ok) throw new Error(host.failure.kind)
  const entered = await fetch(host.value.freshUrl(), { redirect: 'manual' })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const origin = `http://127.0.0.1:${host.value.port}`
  const socket = new WebSocket(`ws://127.0.0.1:${host.value.port}/desk`, { origin, headers: { cookie } })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const near: Pipe = {
    send: frame => socket.send(JSON.stringify(frame)),
    onFrame: take => void socket.on('message', data => take(JSON.parse(String(data)))),
    onClose: take => void socket.once('close', take),
    close: () => socket.close(),
  }
  return {
    ...clientOver(near, names),
    sendRaw: value => socket.send(typeof value === 'string' ? value : JSON.stringify(value)),
    leave: () => socket.terminate(),
    stop: () => host.value.close(),
    async close() {
      socket.terminate()
      await host.value.close()
      await rm(folder, { recursive: true })
    },
  }
}

const localSocket: OpenJoint = async accept => {
  const folder = await mkdtemp(join(tmpdir(), 'sy-'))
  const address = {
    socket: join(folder, 'agent.sock'),
    agentToken: join(folder, 'agent.token'),
    agentPlace: join(folder, 'agent.place'),
  }
  const processDocument = async () => ({ exit: 0, body: '{}' })
  const opened = await openAgentSocket({ ...address, accept: pipe => accept(pipe), processDocument })
  if (!opened.ok) throw new Error(opened.failure.kind)
  const near = await openAgentPipe(address, 'nobody')
  if (near === null) throw new Error('The agent does not answer.')
  const authorization = (await readFile(address.agentToken, 'utf8')).trim().replace('Authorization: ', '')
  const raw = (value: unknown): void => {
    const body = typeof value === 'string' ? value : JSON.stringify(value)
    const asked = { socketPath: address.socket, path: '/call', method: 'POST', headers: { authorization } }
    request(asked, response => response.resume())
      .on('error', () => undefined)
      .end(body)
  }
  return {
    ...clientOver(near, names),
    sendRaw: raw,
    leave: () => near.close(),
    stop: () => opened.value.close(),
    async close() {
      near.close()
      await opened.value.close()
      await rm(folder, { recursive: true })
    },
  }
}

let preload: Promise<string> | undefined
const electronIpc: OpenJoint = async accept => {
  preload ??= bundlePreload()
  const ipc = new EventEmitter()
  const contents = new StandInContents(ipc, await preload)
  const stop = acceptPages(ipc as unknown as PageIpc, contents.asContents(), accept)
  const page = contents.navigate(pageAddress)
  return {
    call: (name, input) => page.bridge.call(name, input),
    on: (event, take) => page.bridge.on(event, take),
    sendRaw: value => page.sendRaw(deskChannel, value),
    leave: () => void contents.navigate(pageAddress),
    stop: () => Promise.reject(new Error('A page ends together with main.')),
    async close() {
      stop()
      contents.destroy()
    },
  }
}

/** Those whose client may outlive main, and has to say so. */
export const outliving = ['in memory', 'WebSocket of the browser host', 'local socket of the agent']

export const joints: Readonly<Record<string, OpenJoint>> = {
  'in memory': memory,
  'WebSocket of the browser host': webSocket,
  'local socket of the agent': localSocket,
  'Electron’s IPC with the preload': electronIpc,
}
