// The desktop's life: one instance per home, a window before anything else, the rooms behind it, an orderly end.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Dialog,
  IpcMain,
  Protocol,
  Shell,
} from 'electron'
import { explain } from '../../shared/explain.ts'
import type { Pipe } from '../../shared/wire.ts'
import type { composeResident, Resident } from '../compose-agent.ts'
import { resolvePaths } from '../disk/paths.ts'
import { type ShortClipboard, windowHost } from './host.ts'
import { acceptPages } from './ipc.ts'
import { scheme } from './origin.ts'
import { servePages } from './pages.ts'
import { openWindow, pagePartition, showWindow } from './window.ts'

/** What the shell uses of Electron; an argument, so that tests can stand in for it. */
export type Electron = {
  readonly app: Pick<
    App,
    'enableSandbox' | 'exit' | 'on' | 'quit' | 'requestSingleInstanceLock' | 'setPath' | 'whenReady'
  >
  readonly clipboard: ShortClipboard
  readonly dialog: Pick<Dialog, 'showErrorBox'>
  readonly ipcMain: Pick<IpcMain, 'on' | 'off'>
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>
  readonly session: { fromPartition(name: string): { readonly protocol: Pick<Protocol, 'handle'> } }
  readonly shell: Pick<Shell, 'openExternal'>
}
export type ShellDeps = {
  readonly electron: Electron
  readonly createWindow: (options: BrowserWindowConstructorOptions) => BrowserWindow
  readonly compose: typeof composeResident
  readonly env: NodeJS.ProcessEnv
  /** Where the build lies: out/. */
  readonly folder: string
}

/** Runs until the app quits. Resolves once the rooms are there, or the app is on its way out. */
export const startShell = async (deps: ShellDeps): Promise<void> => {
  const { electron, env, folder } = deps
  const { app } = electron
  // These three must come before Electron is ready, so nothing is awaited here.
  electron.protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }])
  app.enableSandbox()
  const { home } = resolvePaths(env)
  mkdirSync(home, { recursive: true, mode: 0o700 })
  // The lock of the single instance lies in this folder: two homes (a demo's and one's own) are two apps.
  app.setPath('userData', join(home, 'desktop'))
  if (!app.requestSingleInstanceLock()) return app.quit()

  const windows = createWindowKeeper(deps)
  let rooms: Resident | null = null
  let ended = false
  const end = async (): Promise<void> => {
    ended = true
    windows.close()
    await rooms?.close()
    app.quit()
  }
  app.on('second-instance', () => void windows.show())
  app.on('activate', () => void windows.show())
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', event => {
    if (ended) return
    event.preventDefault()
    void end()
  })

  await app.whenReady()
  electron.session.fromPartition(pagePartition).protocol.handle(scheme, servePages(join(folder, 'renderer')))
  await windows.show()
  const composed = await deps.compose({
    env,
    cli: join(folder, 'cli.cjs'),
    desktop: () => ({ found: true, detail: 'This is the desktop window.' }),
    host: windowHost(electron.clipboard, env),
    async openWindow() {
      await windows.show()
      return null
    },
  })
  if (!composed.ok) {
    const { title, detail } = explain(composed.failure)
    electron.dialog.showErrorBox(title, detail)
    return app.exit(1)
  }
  rooms = composed.value
  windows.serve(pipe => composed.value.windows.accept(pipe))
  composed.value.begin()
}

/** Keeps the one window: opens it, brings it back, and joins its pages to the rooms once these are there. */
const createWindowKeeper = ({ electron, createWindow, folder }: ShellDeps) => {
  let window: BrowserWindow | null = null
  let stop: () => void = () => undefined
  let accept: ((pipe: Pipe) => void) | null = null
  /** Pages that spoke before the rooms were there; their pipes keep what they asked. */
  let early: Pipe[] = []

  const create = (options: BrowserWindowConstructorOptions): BrowserWindow => {
    const made = createWindow(options)
    window = made
    const leave = acceptPages(electron.ipcMain, made.webContents, pipe => {
      if (accept) accept(pipe)
      else early.push(pipe)
    })
    stop = leave
    made.once('closed', () => {
      leave()
      if (window === made) window = null
    })
    return made
  }
  return {
    async show() {
      if (window) showWindow(window)
      else await openWindow({ create, shell: electron.shell, preload: join(folder, 'preload.cjs') })
    },
    serve(take: (pipe: Pipe) => void) {
      accept = take
      for (const pipe of early) take(pipe)
      early = []
    },
    close: () => stop(),
  }
}
