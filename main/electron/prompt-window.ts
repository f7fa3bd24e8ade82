// The small window by the tray that asks a question while the main window is out of sight: one question at a time.
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron'
import type { Prompt } from '../../shared/prompt.ts'
import type { Pipe } from '../../shared/wire.ts'
import type { Electron } from './electron-parts.ts'
import { acceptPages } from './ipc.ts'
import { promptAddress } from './origin.ts'
import { besideTray, promptSize } from './prompt-place.ts'
import { openWindow, windowOptions } from './window.ts'

export type PromptWindowDeps = {
  readonly electron: Pick<Electron, 'createWindow' | 'ipcMain' | 'screen' | 'shell'>
  /** out/ */
  readonly folder: string
  /** Joins the page to the desk, as any window's. */
  readonly accept: (pipe: Pipe) => void
  /** Where the tray's icon is; null where the system does not say. */
  readonly trayPlace: () => Rectangle | null
  /** The person closed the window without an answer. */
  readonly cancel: (prompt: Prompt) => void
  /** The window could not be shown: then the question needs another place. */
  readonly failed: (error: unknown) => void
}

export interface PromptWindow {
  /** Shows the first of these, or goes when there is none. */
  follow(prompts: readonly Prompt[]): void
  /** Brings it forward; false when no question is shown. */
  focus(): boolean
  /** The questions go on elsewhere, unanswered. */
  close(): void
}

/** A code that AWS refuses is asked for again in the same window, when the refusal comes that soon, in ms. */
const linger = 3_000

/** It floats above all, has no place in the task bar, and is as large as its question. */
const promptOptions = (preload: string, place: Rectangle | null): BrowserWindowConstructorOptions => ({
  ...windowOptions(preload),
  ...(place ?? { width: 440, height: 360 }),
  minWidth: 320,
  minHeight: 200,
  title: 'Switchyard asks',
  frame: false,
  resizable: false,
  maximizable: false,
  minimizable: false,
  fullscreenable: false,
  skipTaskbar: true,
  alwaysOnTop: true,
})

export const createPromptWindow = (deps: PromptWindowDeps): PromptWindow => {
  const { electron, folder } = deps
  let window: BrowserWindow | null = null
  let shown: Prompt | null = null

  const placeOf = (prompt: Prompt): Rectangle | null =>
    besideTray(deps.trayPlace(), electron.screen.getAllDisplays(), promptSize(prompt))

  let going: NodeJS.Timeout | undefined
  const close = (): void => {
    clearTimeout(going)
    shown = null
    const gone = window
    window = null
    if (gone && !gone.isDestroyed()) gone.destroy()
  }
  const open = async (prompt: Prompt): Promise<void> => {
    const preload = join(folder, 'preload.cjs')
    await openWindow({
      shell: electron.shell,
      preload,
      address: promptAddress,
      create() {
        const made = electron.createWindow(promptOptions(preload, placeOf(prompt)))
        window = made
        const leave = acceptPages(electron.ipcMain, made.webContents, deps.accept)
        // To close it is to say no; whether another question waits is told right after.
        made.on('close', event => {
          event.preventDefault()
          if (shown) deps.cancel(shown)
        })
        made.webContents.on('render-process-gone', () => {
          if (window !== made) return
          close()
          deps.failed(new Error('The page of a question died.'))
        })
        made.once('closed', leave)
        return made
      },
    })
  }

  return {
    follow(prompts) {
      const first = prompts[0]
      if (!first) {
        if (shown === null) return
        shown = null
        window?.hide()
        going = setTimeout(close, linger)
        going.unref()
        return
      }
      clearTimeout(going)
      const before = shown
      shown = first
      if (window === null) {
        open(first).catch(error => {
          // It went while it loaded: nothing is left to be shown.
          if (shown === null) return
          close()
          deps.failed(error)
        })
        return
      }
      if (
        before !== null &&
        before.id === first.id &&
        isDeepStrictEqual(promptSize(before), promptSize(first))
      )
        return
      const place = placeOf(first)
      if (place) window.setBounds(place)
      if (before === null) window.show()
    },
    focus() {
      if (window === null || shown === null) return false
      window.show()
      window.focus()
      return true
    },
    close,
  }
}
