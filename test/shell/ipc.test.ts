// Who is heard on the desktop's channel: the window's own page, and nobody else; and what ends with a page.
import { EventEmitter } from 'node:events'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { acceptPages, type PageIpc } from '../../main/electron/ipc.ts'
import { pageAddress } from '../../main/electron/origin.ts'
import { deskChannel } from '../../shared/desktop-bridge.ts'
import { createDesk } from '../contract/desk-answers.ts'
import { bundlePreload, StandInContents } from './stand-in.ts'

let preload: string
beforeAll(async () => {
  preload = await bundlePreload()
})
let ipc: EventEmitter
let contents: StandInContents
let desk: ReturnType<typeof createDesk>
let pipes: number
let stop: () => void
beforeEach(() => {
  ipc = new EventEmitter()
  contents = new StandInContents(ipc, preload)
  desk = createDesk()
  pipes = 0
  stop = acceptPages(ipc as unknown as PageIpc, contents.asContents(), pipe => {
    pipes += 1
    desk.accept(pipe)
  })
})

const call = { type: 'call', id: 1, name: 'previewRoute', input: { target: 'acme/Admin' } }
/** Long enough for a frame to arrive, had it been let in. */
const settle = () => new Promise(resolve => setTimeout(resolve, 20))

describe('nobody else is heard', () => {
  test.each([
    ['a frame inside the page', () => contents.sendFrom({ url: pageAddress }, deskChannel, call)],
    ['a frame that is gone', () => contents.sendFrom(null, deskChannel, call)],
    [
      'another window',
      () => contents.sendFrom(contents.mainFrame, deskChannel, call, new StandInContents(ipc, preload)),
    ],
  ])('%s', async (_who, send) => {
    contents.navigate(pageAddress)
    send()
    await settle()
    expect(desk.seen.calls).toEqual([])
    expect(pipes).toBe(0)
  })

  test.each([
    'https://switchyard/index.html',
    'app://switchyard.example/index.html',
    'app://other/index.html',
    'app://me@switchyard/index.html',
    'file:///app/switchyard/index.html',
    'about:blank',
    '',
  ])('a page at %j', async address => {
    contents.navigate(address).sendRaw(deskChannel, call)
    await settle()
    expect(pipes).toBe(0)
  })

  test('another channel', async () => {
    contents.navigate(pageAddress).sendRaw('switchyard:agent', call)
    await settle()
    expect(desk.seen.calls).toEqual([])
  })
})

describe('the preload', () => {
  test('gives the page two functions', () => {
    expect(Object.keys(contents.navigate(pageAddress).bridge)).toEqual(['call', 'on'])
  })
  test('sends nothing for a name that is no call', async () => {
    const { bridge } = contents.navigate(pageAddress)
    for (const name of ['issue', 'constructor', 'toString', ''])
      expect(await bridge.call(name, {})).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
    expect(pipes).toBe(0)
  })
  test('hands on no event that the contract does not name', async () => {
    const { bridge } = contents.navigate(pageAddress)
    const told = vi.fn()
    bridge.on('prompt', told)
    await bridge.call('targets', {})
    contents.send(deskChannel, { type: 'event', name: 'prompt', value: {} })
    await settle()
    expect(told).not.toHaveBeenCalled()
  })
})

describe('a page that goes', () => {
  test('takes its calls with it, and its answer does not reach the next page', async () => {
    const first = contents.navigate(pageAddress)
    void first.bridge.call('unlock', {})
    await vi.waitFor(() => expect(desk.seen.calls).toEqual(['unlock']))
    const second = contents.navigate(pageAddress)
    await vi.waitFor(() => expect(desk.seen.cancelled).toEqual(['unlock']))
    expect(await second.bridge.call('targets', {})).toMatchObject({ ok: true })
    expect(pipes).toBe(2)
  })
  test('by a jump inside itself it stays the same page', async () => {
    const { bridge } = contents.navigate(pageAddress)
    await bridge.call('targets', {})
    contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true })
    contents.emit('did-start-navigation', { isMainFrame: false, isSameDocument: false })
    await bridge.call('targets', {})
    expect(pipes).toBe(1)
  })
  test('by a crash, too', async () => {
    void contents.navigate(pageAddress).bridge.call('unlock', {})
    await vi.waitFor(() => expect(desk.seen.calls).toEqual(['unlock']))
    contents.emit('render-process-gone', {}, { reason: 'crashed' })
    await vi.waitFor(() => expect(desk.seen.cancelled).toEqual(['unlock']))
  })
  test('and the window with it: nothing is sent to what is destroyed', async () => {
    const { bridge } = contents.navigate(pageAddress)
    void bridge.call('unlock', {})
    await vi.waitFor(() => expect(desk.seen.calls).toEqual(['unlock']))
    contents.destroy()
    await vi.waitFor(() => expect(desk.seen.cancelled).toEqual(['unlock']))
    await settle()
    expect(desk.seen.bugs).toEqual([])
  })
  test('after stop nobody listens any more', async () => {
    stop()
    contents.navigate(pageAddress).sendRaw(deskChannel, call)
    await settle()
    expect(pipes).toBe(0)
    expect(ipc.listenerCount(deskChannel)).toBe(0)
  })
})
