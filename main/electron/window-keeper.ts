// Keeps the one window: opens it, brings it back where it was, and joins its pages to the rooms once these are there.
import { join } from 'node:path'
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron'
import type { TargetId } from '../../shared/names.ts'
import type { Settings } from '../../shared/settings.ts'
import type { Pipe } from '../../shared/wire.ts'
import type { Electron } from './electron-parts.ts'
import { acceptPages } from './ipc.ts'
import type { Place } from './menu-item.ts'
import { pageAddress } from './origin.ts'
import { openWindow, showWindow } from './window.ts'
import { frameOf, frameOptions, isDark, overlayOf } from './window-frame.ts'
import { addRecents, onScreen, readWindowState, writeWindowState } from './window-state.ts'

export interface WindowKeeper {
  /** Opens or brings forward; `place` = where it goes. */
  show(place?: Place | null): Promise<void>
  focused(): boolean
  /** A person could see it: it is open, and neither hidden nor minimized. */
  visible(): boolean
  /** Told whenever it opens or comes forward. */
  onShown(take: () => void): void
  /** From now on pages speak with the rooms; what they asked before waits for this. */
  serve(take: (pipe: Pipe) => void): void
  /** The theme a person chose: the window's buttons take its colors. */
  follow(theme: Settings['theme']): void
  recents(): readonly TargetId[]
  used(targets: readonly TargetId[]): void
  close(): void
}

export type WindowKeeperDeps = {
  readonly electron: Electron
  /** out/ */
  readonly folder: string
  /** Where the window's place is kept. */
  readonly statePath: string
  readonly platform: NodeJS.Platform
}

export const createWindowKeeper = (deps: WindowKeeperDeps): WindowKeeper => {
  const { electron, folder, statePath, platform } = deps
  let window: BrowserWindow | null = null
  let opening: Promise<BrowserWindow> | null = null
  let stop: () => void = () => undefined
  let accept: ((pipe: Pipe) => void) | null = null
  /** Pages that spoke before the rooms were there; their pipes keep what they asked. */
  let early: Pipe[] = []
  const watchers: (() => void)[] = []
  let state = readWindowState(statePath)
  let theme: Settings['theme'] = 'system'
  const dark = (): boolean => isDark(theme, electron.nativeTheme.shouldUseDarkColors)
  const paintButtons = (): void => {
    if (frameOf(platform) === 'overlay') window?.setTitleBarOverlay(overlayOf(dark()))
  }
  electron.nativeTheme.on('updated', paintButtons)

  const keep = (made: BrowserWindow): void => {
    state = { ...state, bounds: made.getNormalBounds(), maximized: made.isMaximized() }
    writeWindowState(statePath, state)
  }
  const create = (options: BrowserWindowConstructorOptions): BrowserWindow => {
    const bounds = onScreen(state.bounds, electron.screen.getAllDisplays())
    const made = electron.createWindow({
      ...options,
      ...(bounds ?? {}),
      ...frameOptions(platform, dark()),
    })
    if (state.maximized) made.maximize()
    window = made
    const leave = acceptPages(electron.ipcMain, made.webContents, pipe => {
      if (accept) accept(pipe)
      else early.push(pipe)
    })
    stop = leave
    made.on('close', () => keep(made))
    made.once('closed', () => {
      leave()
      if (window === made) window = null
    })
    return made
  }
  const open = (address: string): Promise<BrowserWindow> =>
    openWindow({ create, shell: electron.shell, preload: join(folder, 'preload.cjs'), address })

  return {
    async show(place = null) {
      const address = place === null ? pageAddress : `${pageAddress}#${place}`
      const opens = window === null && opening === null
      if (opens) opening = open(address).finally(() => (opening = null))
      await opening
      if (window === null) return
      if (!opens) showWindow(window)
      for (const take of watchers) take()
      // Only the part after the `#` changes, so the page stays and follows.
      if (!opens && place !== null) await window.loadURL(address)
    },
    focused: () => window?.isFocused() ?? false,
    visible: () => (window?.isVisible() ?? false) && window?.isMinimized() === false,
    onShown: take => void watchers.push(take),
    serve(take) {
      accept = take
      for (const pipe of early) take(pipe)
      early = []
    },
    follow(chosen) {
      if (theme === chosen) return
      theme = chosen
      paintButtons()
    },
    recents: () => state.recents,
    used(targets) {
      if (targets.length === 0) return
      state = { ...state, recents: addRecents(state.recents, targets) }
      writeWindowState(statePath, state)
    },
    close() {
      if (window) keep(window)
      stop()
    },
  }
}
