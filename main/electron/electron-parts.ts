// What the shell uses of Electron, as one argument: tests put a stand-in there whose windows are pages of a plain Chromium.
import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Dialog,
  GlobalShortcut,
  IpcMain,
  Menu,
  MenuItemConstructorOptions,
  NativeImage,
  NativeTheme,
  Net,
  Notification,
  NotificationConstructorOptions,
  PowerMonitor,
  Protocol,
  Screen,
  Session,
  Shell,
  Tray,
  WebContentsView,
  WebContentsViewConstructorOptions,
} from 'electron'
import type { ShortClipboard } from './host.ts'

export type TrayIcon = Pick<
  Tray,
  | 'destroy'
  | 'getBounds'
  | 'on'
  | 'popUpContextMenu'
  | 'setContextMenu'
  | 'setImage'
  | 'setTitle'
  | 'setToolTip'
>

export type Electron = {
  readonly app: Pick<
    App,
    | 'enableSandbox'
    | 'exit'
    | 'getLoginItemSettings'
    | 'isPackaged'
    | 'on'
    | 'quit'
    | 'requestSingleInstanceLock'
    | 'setAsDefaultProtocolClient'
    | 'setLoginItemSettings'
    | 'setPath'
    | 'whenReady'
  >
  readonly clipboard: ShortClipboard
  readonly dialog: Pick<Dialog, 'showErrorBox' | 'showMessageBox'>
  readonly globalShortcut: Pick<GlobalShortcut, 'register' | 'unregister' | 'unregisterAll'>
  readonly ipcMain: Pick<IpcMain, 'on' | 'off'>
  readonly nativeTheme: Pick<NativeTheme, 'on' | 'shouldUseDarkColors'>
  readonly net: Pick<Net, 'isOnline'>
  readonly powerMonitor: Pick<PowerMonitor, 'on'>
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>
  readonly screen: Pick<Screen, 'getAllDisplays'>
  readonly session: { fromPartition(name: string): Session }
  readonly shell: Pick<Shell, 'openExternal'>
  readonly createWindow: (options: BrowserWindowConstructorOptions) => BrowserWindow
  readonly createView: (options: WebContentsViewConstructorOptions) => WebContentsView
  readonly createTray: (image: NativeImage) => TrayIcon
  readonly createMenu: (template: MenuItemConstructorOptions[]) => Menu
  readonly setApplicationMenu: (menu: Menu) => void
  readonly createImage: (path: string) => NativeImage
  /** Null where the system shows none. */
  readonly createNotification: (
    options: NotificationConstructorOptions,
  ) => Pick<Notification, 'on' | 'show'> | null
}
