// The desktop's life: one instance per home, a window before anything else, the rooms behind it, an orderly end.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { explain } from '../../shared/explain.ts'
import type { composeResident, Resident } from '../compose-agent.ts'
import { resolvePaths } from '../disk/paths.ts'
import { version } from '../version.ts'
import { type ConsoleWindows, createConsoleWindows } from './console-windows.ts'
import { linkAmong, linkScheme } from './deep-link.ts'
import { type Desktop, startDesktop } from './desktop.ts'
import type { Electron } from './electron-parts.ts'
import { windowHost } from './host.ts'
import { commandLine, type Installation, publisherOf } from './installation.ts'
import { createNetTransport, followsSystem } from './net-transport.ts'
import { scheme } from './origin.ts'
import { openOwnDesk } from './own-desk.ts'
import { servePages } from './pages.ts'
import { palettePlace } from './place.ts'
import { createShortcut } from './shortcut.ts'
import { startedHidden } from './start-at-login.ts'
import { hasTrayHost } from './status-notifier.ts'
import { fetchBytes } from './update-fetch.ts'
import { createUpdates, type Updates } from './updates.ts'
import { pagePartition } from './window.ts'
import { frameOf } from './window-frame.ts'
import { createWindowKeeper } from './window-keeper.ts'

export type ShellDeps = Installation & {
  readonly electron: Electron
  readonly compose: typeof composeResident
  readonly env: NodeJS.ProcessEnv
  readonly argv: readonly string[]
  readonly execPath: string
}

const noTray = 'No tray on this desktop. Sessions and notices stay in the window.'
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Runs until the app quits. Resolves once the rooms are there, or the app is on its way out. */
export const startShell = async (deps: ShellDeps): Promise<void> => {
  const { electron, env, folder, platform } = deps
  const { app } = electron
  // These three must come before Electron is ready, so nothing is awaited here.
  electron.protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }])
  app.enableSandbox()
  const { home } = resolvePaths(env)
  mkdirSync(home, { recursive: true, mode: 0o700 })
  // The lock of the single instance lies in this folder: two homes (a demo's and one's own) are two apps.
  app.setPath('userData', join(home, 'desktop'))
  if (!app.requestSingleInstanceLock()) return app.quit()

  const window = createWindowKeeper({
    electron,
    folder,
    statePath: join(home, 'desktop', 'window.json'),
    platform,
  })
  let rooms: Resident | null = null
  let desktop: Desktop | null = null
  let updates: Updates | null = null
  /** Links that came before anything could follow them; only the last is worth a question. */
  let early = linkAmong(deps.argv)
  let hasTray = false
  let state: 'running' | 'asking' | 'ended' = 'running'
  /** The system or a terminal ends us: nobody is there to be asked, and sessions stay as they are. */
  let unattended = false

  const shortcut = createShortcut(electron, () => void window.show(palettePlace))
  const host = windowHost(electron.clipboard, env, {
    notices() {
      const problem = shortcut.problem()
      return [...(rooms && !hasTray ? [noTray] : []), ...(problem === null ? [] : [problem])]
    },
  })
  const follow = (link: string): void => {
    if (desktop) void desktop.followLink(link)
    else early = link
  }
  const endUnattended = (): void => {
    unattended = true
    app.quit()
  }
  const end = async (): Promise<void> => {
    state = 'asking'
    const choice = unattended || desktop === null ? 'keep' : await desktop.beforeQuit()
    if (choice === 'stay') {
      state = 'running'
      // Closing the last window asked, where there is no tray to go on in.
      if (!hasTray) await window.show()
      return
    }
    state = 'ended'
    for (const signal of signals) process.off(signal, endUnattended)
    window.close()
    await desktop?.close()
    await host.takeBack()
    await rooms?.close()
    updates?.finish()
    app.quit()
  }
  app.on('second-instance', (_event, argv) => {
    const link = linkAmong(argv)
    if (link !== null) follow(link)
    else void window.show()
  })
  app.on('open-url', (event, link) => {
    event.preventDefault()
    follow(link)
  })
  app.on('activate', () => void window.show())
  app.on('window-all-closed', () => {
    if (!hasTray) app.quit()
  })
  app.on('before-quit', event => {
    if (state === 'ended') return
    event.preventDefault()
    if (state === 'running') void end()
  })
  for (const signal of signals) process.on(signal, endUnattended)

  await app.whenReady()
  electron.session
    .fromPartition(pagePartition)
    .protocol.handle(scheme, servePages(join(folder, 'renderer'), frameOf(platform)))
  const hidden = startedHidden(deps.argv, { app, platform })
  if (!hidden) await window.show()
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme)
  // Whether anybody shows the tray is asked while the rooms are put together.
  const looking = hasTrayHost(env, platform)
  let consoles: ConsoleWindows | null = null
  const composed = await deps.compose({
    env,
    ...commandLine(deps),
    desktop: () => ({ found: true, detail: 'This is the desktop window.' }),
    transport: settings =>
      followsSystem(settings)
        ? createNetTransport((url, init) => electron.session.fromPartition('aws').fetch(url, init))
        : null,
    host,
    openConsoleWindow: opening => consoles?.open(opening),
    async openWindow() {
      await window.show()
      return null
    },
  })
  if (!composed.ok) {
    const { title, detail } = explain(composed.failure)
    electron.dialog.showErrorBox(title, detail)
    return app.exit(1)
  }
  const resident = composed.value
  // Nobody to ask on the bus: then there is a tray until proven otherwise.
  hasTray = (await looking) ?? true
  const own = openOwnDesk(pipe => resident.windows.accept(pipe))
  consoles = createConsoleWindows({
    electron,
    folder,
    platform,
    clock: resident.house.clock,
    stop: target => void own.call.stopSession({ target }),
    elsewhere: (target, address) =>
      void own.call.openConsole({ target, in: 'browser', ...(isConsole(address) ? { url: address } : {}) }),
  })
  rooms = resident
  window.serve(pipe => resident.windows.accept(pipe))
  desktop = await startDesktop({
    ...deps,
    resident,
    desk: own,
    window,
    consoles,
    shortcut,
    trayHost: hasTray,
    goingDown: endUnattended,
  })
  resident.begin()
  updates = createUpdates({
    publisher: publisherOf(deps),
    version,
    platform,
    arch: process.arch,
    env,
    folder: join(home, 'desktop', 'updates'),
    fetch: fetchBytes((url, init) => electron.session.fromPartition('updates').fetch(url, init)),
    tell: desktop.tell,
    warn: sentence => resident.house.log.warn(sentence),
  })
  // Without a tray there would be no sign that the app runs.
  if (hidden && !hasTray) await window.show()
  if (early !== null) follow(early)
}

/** An address that AWS's console understands again; the demo's is of its own host. */
const isConsole = (address: string): boolean => /^https:\/\/([\w-]+\.)*console\./.test(address)
