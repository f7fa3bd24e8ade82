// Makes the window: sandboxed, isolated, without Node, locked to its page, and shown as soon as it can be painted.
import { setTimeout as wait } from 'node:timers/promises'
import type { BrowserWindow, BrowserWindowConstructorOptions, Shell, WebPreferences } from 'electron'
import { denyPermissions, lockNavigation } from './links.ts'
import { pageAddress } from './origin.ts'

/** No `persist:` in front: what the page keeps (nothing, by design) stays in memory and ends with the app. */
export const pagePartition = 'window'

/** What every page of this app runs under, ours and others'. */
export const safePreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  spellcheck: false,
  navigateOnDragDrop: false,
} as const satisfies WebPreferences

/** @param preload the absolute path of out/preload.cjs */
export const windowOptions = (preload: string): BrowserWindowConstructorOptions => ({
  width: 1280,
  height: 800,
  minWidth: 480,
  minHeight: 400,
  show: false,
  title: 'Switchyard',
  webPreferences: {
    ...safePreferences,
    preload,
    partition: pagePartition,
  },
})

export type WindowDeps = {
  readonly create: (options: BrowserWindowConstructorOptions) => BrowserWindow
  readonly shell: Pick<Shell, 'openExternal'>
  readonly preload: string
  /** Our page, perhaps with a place after the `#`. */
  readonly address?: string
}

/** A page that is never painted, as on a broken driver, keeps nobody waiting longer, in ms. */
const longestPaint = 3_000

/**
 * The window is locked before its page loads; it appears when the page has something to show. Resolves once it is
 * shown, so that whoever waits begins nothing before a person sees something.
 */
export const openWindow = async ({
  create,
  shell,
  preload,
  address = pageAddress,
}: WindowDeps): Promise<BrowserWindow> => {
  const window = create(windowOptions(preload))
  denyPermissions(window.webContents.session)
  lockNavigation(window.webContents, shell)
  const shown = new Promise<void>(resolve => {
    window.once('ready-to-show', () => {
      window.show()
      resolve()
    })
  })
  await window.loadURL(address)
  await Promise.race([shown, wait(longestPaint, undefined, { ref: false })])
  return window
}

/** Brings an existing window to the front, wherever it was. */
export const showWindow = (window: BrowserWindow): void => {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
