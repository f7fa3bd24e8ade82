// The entry of the desktop: hands Electron to the shell.
import { app, BrowserWindow, clipboard, dialog, ipcMain, protocol, session, shell } from 'electron'
import { composeResident } from '../compose-agent.ts'
import { startShell } from './shell.ts'

void startShell({
  electron: { app, clipboard, dialog, ipcMain, protocol, session, shell },
  createWindow: options => new BrowserWindow(options),
  compose: composeResident,
  env: process.env,
  folder: import.meta.dirname,
})
