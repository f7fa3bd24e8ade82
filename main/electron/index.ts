// The entry of the desktop: hands Electron to the shell.
import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
  WebContentsView,
} from 'electron'
import { createMistakes } from './mistakes.ts'
import { startShell } from './shell.ts'

process.on('uncaughtException', createMistakes(dialog, process.env))

void startShell({
  electron: {
    app,
    clipboard,
    dialog,
    globalShortcut,
    ipcMain,
    nativeTheme,
    net,
    // These two exist only once the app is ready; the shell asks for them after that.
    get powerMonitor() {
      return powerMonitor
    },
    protocol,
    get screen() {
      return screen
    },
    session,
    shell,
    createWindow: options => new BrowserWindow(options),
    createView: options => new WebContentsView(options),
    createTray: image => new Tray(image),
    createMenu: template => Menu.buildFromTemplate(template),
    setApplicationMenu: menu => Menu.setApplicationMenu(menu),
    createImage: path => nativeImage.createFromPath(path),
    createNotification: options => (Notification.isSupported() ? new Notification(options) : null),
  },
  // Read once the window shows: the rooms are most of the code.
  compose: async options => (await import('../compose-agent.ts')).composeResident(options),
  env: process.env,
  argv: process.argv,
  platform: process.platform,
  execPath: process.execPath,
  folder: import.meta.dirname,
  resources: app.isPackaged ? process.resourcesPath : null,
})
