// Electron's app, session and windows as the shell meets them: a stand-in that remembers what it was asked.
import { EventEmitter } from 'node:events'
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron'
import type { Electron } from '../../main/electron/shell.ts'
import { StandInContents } from './stand-in.ts'

type Serve = (request: { url: string; method: string }) => Promise<Response>

/** A window whose page runs the real preload. */
export class StandInWindow extends EventEmitter {
  shown = 0
  minimized = false
  readonly webContents: StandInContents
  readonly options: BrowserWindowConstructorOptions

  constructor(options: BrowserWindowConstructorOptions, ipc: EventEmitter, preload: string) {
    super()
    this.options = options
    const session = Object.assign(new EventEmitter(), {
      setPermissionRequestHandler: () => undefined,
      setPermissionCheckHandler: () => undefined,
      setDevicePermissionHandler: () => undefined,
    })
    this.webContents = Object.assign(new StandInContents(ipc, preload), { session })
  }
  async loadURL(url: string): Promise<void> {
    await this.webContents.loadURL(url)
    this.emit('ready-to-show')
  }
  show(): void {
    this.shown += 1
  }
  focus(): void {
    this.emit('focus')
  }
  isMinimized(): boolean {
    return this.minimized
  }
  restore(): void {
    this.minimized = false
  }
  close(): void {
    this.webContents.destroy()
    this.emit('closed')
  }
}

export const standInElectron = (preload: string) => {
  const ipc = new EventEmitter()
  const windows: StandInWindow[] = []
  const log: string[] = []
  const served = new Map<string, Serve>()
  const clipboard = { text: '' }
  const app = Object.assign(new EventEmitter(), {
    first: true,
    paths: {} as Record<string, string>,
    enableSandbox: () => void log.push('sandbox'),
    requestSingleInstanceLock: () => app.first,
    setPath: (name: string, path: string) => Object.assign(app.paths, { [name]: path }),
    whenReady: async () => void log.push('ready'),
    exit: (code: number) => void log.push(`exit ${code}`),
    /** As Electron does: whoever prevents it stays. */
    quit() {
      let prevented = false
      app.emit('before-quit', { preventDefault: () => (prevented = true) })
      if (!prevented) log.push('quit')
    },
  })
  const electron = {
    app,
    clipboard: {
      writeText: async (text: string) => void Object.assign(clipboard, { text }),
      readText: async () => clipboard.text,
      clear: () => void Object.assign(clipboard, { text: '' }),
    },
    dialog: { showErrorBox: (title: string, detail: string) => void log.push(`error ${title}: ${detail}`) },
    ipcMain: ipc,
    protocol: { registerSchemesAsPrivileged: () => void log.push('scheme') },
    session: {
      fromPartition: (name: string) => ({
        protocol: { handle: (scheme: string, serve: Serve) => void served.set(`${name} ${scheme}`, serve) },
      }),
    },
    shell: { openExternal: async () => undefined },
  } as unknown as Electron
  const createWindow = (options: BrowserWindowConstructorOptions): BrowserWindow => {
    const window = new StandInWindow(options, ipc, preload)
    windows.push(window)
    log.push('window')
    return window as unknown as BrowserWindow
  }
  return { electron, app, windows, served, clipboard, log, createWindow }
}
