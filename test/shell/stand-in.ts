// A stand-in for the parts of Electron that the shell uses: IPC that copies what it carries, pages that run the real preload.
import { EventEmitter } from 'node:events'
import { createContext, Script } from 'node:vm'
import type { IpcMainEvent, WebContents, WebFrameMain } from 'electron'
import { rolldown } from 'rolldown'
import { bundles } from '../../build/bundles.mjs'
import type { DesktopBridge } from '../../shared/desktop-bridge.ts'
import { cross } from './bridge.ts'

/** The preload as it ships: one CommonJS file. */
export const bundlePreload = async (): Promise<string> => {
  const bundle = bundles.find(({ name }) => name === 'preload')
  if (!bundle) throw new Error('There is no preload bundle.')
  const made = await rolldown({ ...bundle.input, input: { preload: bundle.entry } })
  const { output } = await made.generate(bundle.output)
  await made.close()
  if (output.length !== 1) throw new Error('A sandboxed preload is one file.')
  return output[0].code
}

/** What a page sees of its preload, and the raw channel that only a broken or hostile page would use. */
export type Page = {
  readonly bridge: DesktopBridge
  sendRaw(channel: string, value: unknown): void
}

/** A window's contents: navigates, runs the preload for every page, and carries IPC both ways. */
export class StandInContents extends EventEmitter {
  readonly id = 1
  mainFrame = { url: '', frames: [] as object[] }
  page: Page | null = null
  openHandler: ((details: { url: string }) => { action: string }) | null = null
  readonly #ipc: EventEmitter
  readonly #preload: string
  #toPage = new EventEmitter()
  private destroyed = false as boolean

  constructor(ipc: EventEmitter, preload: string) {
    super()
    this.#ipc = ipc
    this.#preload = preload
  }

  /** As Electron sees it; the stand-in has the members that the shell uses. */
  asContents(): WebContents {
    return this as unknown as WebContents
  }
  isDestroyed(): boolean {
    return this.destroyed
  }
  setWindowOpenHandler(take: (details: { url: string }) => { action: string }): void {
    this.openHandler = take
  }
  send(channel: string, value: unknown): void {
    if (this.destroyed) throw new TypeError('Object has been destroyed')
    const copy: unknown = structuredClone(value)
    const page = this.#toPage
    setImmediate(() => page.emit(channel, {}, copy))
  }

  /** Shows a page: the one before is gone with its preload, and main hears of it first. */
  navigate(url: string): Page {
    this.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false, url })
    this.#toPage = new EventEmitter()
    this.mainFrame = { url, frames: [] }
    this.page = this.#run(this.#toPage, this.mainFrame)
    return this.page
  }
  async loadURL(url: string): Promise<void> {
    this.navigate(url)
    await Promise.resolve()
  }
  destroy(): void {
    this.destroyed = true
    this.emit('destroyed')
  }

  /** Sends what a frame of this window would send. */
  sendFrom(senderFrame: object | null, channel: string, value: unknown, sender: object = this): void {
    const copy: unknown = structuredClone(value)
    const event = { sender, senderFrame: senderFrame as WebFrameMain | null } as IpcMainEvent
    setImmediate(() => this.#ipc.emit(channel, event, copy))
  }

  /** Runs the preload where nothing but `electron` can be required, as in Chromium's sandbox. */
  #run(toPage: EventEmitter, frame: object): Page {
    let bridge: DesktopBridge | undefined
    const electron = {
      contextBridge: {
        exposeInMainWorld: (name: string, value: unknown) => {
          if (name !== 'switchyard') throw new Error(`The page is given window.${name}.`)
          bridge = cross(value) as DesktopBridge
        },
      },
      ipcRenderer: {
        send: (channel: string, value: unknown) => this.sendFrom(frame, channel, value),
        on: (channel: string, take: (...args: unknown[]) => void) => toPage.on(channel, take),
      },
    }
    const require = (name: string) => {
      if (name !== 'electron') throw new Error(`A sandboxed preload cannot require ${name}.`)
      return electron
    }
    const module = { exports: {} }
    new Script(`(require, module, exports) => {${this.#preload}\n}`, {
      filename: 'preload.cjs',
    }).runInContext(createContext({}))(require, module, module.exports)
    if (bridge === undefined) throw new Error('The preload put nothing on the page.')
    return { bridge, sendRaw: (channel, value) => this.sendFrom(frame, channel, value) }
  }
}
