// Electron as the shell meets it: windows are pages of a real Chromium; app, tray, menus and dialogs remember and answer.
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Browser } from '@playwright/test'
import type {
  BrowserWindowConstructorOptions,
  MenuItemConstructorOptions,
  MessageBoxOptions,
  TitleBarOverlayOptions,
  WebContentsViewConstructorOptions,
} from 'electron'
import type { Electron } from '../../main/electron/electron-parts.ts'
import { ChromiumContents } from './chromium-contents.ts'
import { StandInSession } from './chromium-session.ts'

const pixels = { x: 0, y: 0, width: 1280, height: 800 }

export class StandInView {
  readonly webContents: ChromiumContents
  bounds = { ...pixels }
  constructor(webContents: ChromiumContents) {
    this.webContents = webContents
  }
  setBounds(bounds: typeof pixels): void {
    this.bounds = bounds
  }
}

export class StandInWindow extends EventEmitter {
  shown = 0
  hidden = true
  minimized = false
  /** How its own buttons were painted since it opened. */
  readonly painted: TitleBarOverlayOptions[] = []
  maximized = false
  focusedNow = false
  readonly webContents: ChromiumContents
  readonly options: BrowserWindowConstructorOptions
  readonly views: StandInView[] = []
  readonly contentView = { addChildView: (view: StandInView) => void this.views.push(view) }
  bounds: typeof pixels
  #gone = false

  constructor(options: BrowserWindowConstructorOptions, webContents: ChromiumContents) {
    super()
    this.options = options
    this.webContents = webContents
    const { x = 0, y = 0, width = 800, height = 600 } = options
    this.bounds = { x, y, width, height }
    webContents.resize(this.bounds)
  }
  async loadURL(url: string): Promise<void> {
    await this.webContents.loadURL(url)
    this.emit('ready-to-show')
  }
  show(): void {
    this.shown += 1
    this.hidden = false
    this.emit('show')
  }
  hide(): void {
    this.hidden = true
    this.focusedNow = false
  }
  focus(): void {
    this.focusedNow = true
  }
  isFocused = (): boolean => this.focusedNow
  isVisible = (): boolean => !this.hidden
  isMinimized = (): boolean => this.minimized
  isMaximized = (): boolean => this.maximized
  isDestroyed = (): boolean => this.#gone
  getNormalBounds = () => this.bounds
  getContentBounds = () => this.bounds
  maximize(): void {
    this.maximized = true
  }
  /** Electron throws where the window has no such buttons. */
  setTitleBarOverlay(options: TitleBarOverlayOptions): void {
    if (!this.options.titleBarOverlay) throw new Error('Titlebar overlay is not enabled')
    this.painted.push(options)
  }
  restore(): void {
    this.minimized = false
  }
  setBounds(bounds: typeof pixels): void {
    this.bounds = bounds
    this.webContents.resize(bounds)
  }
  /** As a person closes it; whoever prevents that keeps it. */
  close(): void {
    let prevented = false
    this.emit('close', { preventDefault: () => (prevented = true) })
    if (!prevented) this.destroy()
  }
  destroy(): void {
    if (this.#gone) return
    this.#gone = true
    this.webContents.close()
    this.emit('closed')
  }
}

/** A menu as a person uses it. */
export class StandInMenu {
  readonly template: MenuItemConstructorOptions[]
  constructor(template: MenuItemConstructorOptions[]) {
    this.template = template
  }
  labels(): string[] {
    return this.template.map(item => item.label ?? item.role ?? '—')
  }
  /** Clicks through submenus to an item; each step names the beginning of a label. */
  click(...path: string[]): void {
    let items = this.template
    let item: MenuItemConstructorOptions | undefined
    for (const step of path) {
      item = items.find(each => each.label?.startsWith(step))
      if (!item) throw new Error(`There is no “${step}” among ${items.map(each => each.label).join(', ')}`)
      items = (item.submenu as MenuItemConstructorOptions[] | undefined) ?? []
    }
    item?.click?.(undefined as never, undefined, undefined as never)
  }
}

export const standInElectron = (browser: Browser) => {
  const ipc = new EventEmitter()
  const windows: StandInWindow[] = []
  const views: StandInView[] = []
  const log: string[] = []
  const sessions = new Map<string, StandInSession>()
  const clipboard = { text: '' }
  const tray = {
    made: false,
    image: '',
    title: '',
    tooltip: '',
    menu: new StandInMenu([]),
    bounds: { x: 1700, y: 0, width: 24, height: 24 },
  }
  const shortcuts = new Map<string, () => void>()
  const told: { title: string; body: string; click: () => void }[] = []
  /** Questions of the system, and how they are answered: by the text of a button. */
  const dialogs = { asked: [] as MessageBoxOptions[], answer: 'Cancel', tick: false }
  /** One screen, with a bar at its top. */
  const screen = {
    bounds: { x: 0, y: 0, width: 1920, height: 1080 },
    workArea: { x: 0, y: 25, width: 1920, height: 1055 },
  }
  const state = {
    menu: new StandInMenu([]),
    online: true,
    login: false,
    dark: false,
    taken: '',
    displays: [screen],
  }
  const power = new EventEmitter()
  const theme = new EventEmitter()
  const opened: string[] = []

  const fromPartition = (name: string): StandInSession => {
    const session = sessions.get(name) ?? new StandInSession(browser.newContext())
    sessions.set(name, session)
    return session
  }
  const contentsOf = (preferences: BrowserWindowConstructorOptions['webPreferences']): ChromiumContents =>
    new ChromiumContents(
      fromPartition(preferences?.partition ?? ''),
      ipc,
      preferences?.preload === undefined ? null : readFileSync(preferences.preload, 'utf8'),
    )

  const app = Object.assign(new EventEmitter(), {
    first: true,
    isPackaged: true,
    paths: {} as Record<string, string>,
    enableSandbox: () => void log.push('sandbox'),
    requestSingleInstanceLock: () => app.first,
    setPath: (name: string, path: string) => Object.assign(app.paths, { [name]: path }),
    setAsDefaultProtocolClient: (scheme: string) => void log.push(`links ${scheme}`),
    getLoginItemSettings: () => ({ openAtLogin: state.login, wasOpenedAtLogin: false }),
    setLoginItemSettings: ({ openAtLogin }: { openAtLogin: boolean }) =>
      void Object.assign(state, { login: openAtLogin }),
    whenReady: async () => void log.push('ready'),
    exit: (code: number) => void log.push(`exit ${code}`),
    /** As Electron does: whoever prevents it stays. */
    quit() {
      let prevented = false
      app.emit('before-quit', { preventDefault: () => (prevented = true) })
      if (prevented) return
      for (const window of windows) if (!window.isDestroyed()) window.destroy()
      log.push('quit')
    },
  })
  const electron = {
    app,
    clipboard: {
      writeText: async (text: string) => void Object.assign(clipboard, { text }),
      readText: async () => clipboard.text,
      clear: () => void Object.assign(clipboard, { text: '' }),
    },
    dialog: {
      showErrorBox: (title: string, detail: string) => void log.push(`error ${title}: ${detail}`),
      async showMessageBox(options: MessageBoxOptions) {
        dialogs.asked.push(options)
        await Promise.resolve()
        const button = options.buttons?.indexOf(dialogs.answer) ?? -1
        const response = button >= 0 ? button : (options.cancelId ?? 0)
        return { response, checkboxChecked: dialogs.tick }
      },
    },
    globalShortcut: {
      register(keys: string, take: () => void) {
        if (keys === state.taken) return false
        shortcuts.set(keys, take)
        return true
      },
      unregister: (keys: string) => void shortcuts.delete(keys),
      unregisterAll: () => shortcuts.clear(),
    },
    ipcMain: ipc,
    // Asked anew each time: `Object.assign` would ask once.
    nativeTheme: Object.defineProperty(theme, 'shouldUseDarkColors', { get: () => state.dark }),
    net: { isOnline: () => state.online },
    powerMonitor: power,
    protocol: { registerSchemesAsPrivileged: () => void log.push('scheme') },
    screen: { getAllDisplays: () => state.displays },
    session: { fromPartition },
    shell: { openExternal: async (url: string) => void opened.push(url) },
    createWindow(options: BrowserWindowConstructorOptions) {
      const window = new StandInWindow(options, contentsOf(options.webPreferences))
      windows.push(window)
      log.push('window')
      return window
    },
    createView(options: WebContentsViewConstructorOptions) {
      const view = new StandInView(contentsOf(options.webPreferences))
      views.push(view)
      return view
    },
    createTray(image: string) {
      Object.assign(tray, { made: true, image })
      return {
        on: () => undefined,
        destroy: () => void Object.assign(tray, { made: false }),
        getBounds: () => tray.bounds,
        popUpContextMenu: () => undefined,
        setContextMenu: (menu: StandInMenu) => void Object.assign(tray, { menu }),
        setImage: (name: string) => void Object.assign(tray, { image: name }),
        setTitle: (title: string) => void Object.assign(tray, { title }),
        setToolTip: (tooltip: string) => void Object.assign(tray, { tooltip }),
      }
    },
    createMenu: (template: MenuItemConstructorOptions[]) => new StandInMenu(template),
    setApplicationMenu: (menu: StandInMenu) => void Object.assign(state, { menu }),
    createImage: (path: string) => basename(path, '.png'),
    createNotification: ({ title = '', body = '' }: { title?: string; body?: string }) => ({
      on: (_event: string, take: () => void) => void told.push({ title, body, click: take }),
      show: () => undefined,
    }),
  } as unknown as Electron
  return {
    electron,
    app,
    windows,
    views,
    sessions,
    clipboard,
    log,
    tray,
    shortcuts,
    told,
    dialogs,
    state,
    power,
    theme,
    opened,
  }
}
