// The third pipe: frames between main and the page of one window, over Electron's IPC. Knows no call's name.
import type { IpcMain, IpcMainEvent, WebContents } from 'electron'
import { deskChannel } from '../../shared/desktop-bridge.ts'
import type { Pipe } from '../../shared/wire.ts'
import { isOurPage } from './origin.ts'

/** A page asks for a snapshot and a list before it is answered; a page that asks for thousands is broken. */
const mostWaiting = 100

export type PageIpc = Pick<IpcMain, 'on' | 'off'>

/**
 * Gives `accept` a pipe for each page that the window shows and that speaks. A reload is a new page: the pipe of the
 * page before closes, so that its calls are stopped and its answers never reach the next page, which counts from 1 again.
 * Frames from any other window, frame or origin are dropped.
 * @returns stops listening, and closes the pipe that is open
 */
export const acceptPages = (
  ipc: PageIpc,
  contents: WebContents,
  accept: (pipe: Pipe) => void,
): (() => void) => {
  let page: ReturnType<typeof openPage> | null = null
  const leave = (): void => {
    page?.end()
    page = null
  }
  const take = (event: IpcMainEvent, frame: unknown): void => {
    if (!isFromPage(event, contents)) return
    if (page === null) {
      const opened = openPage(contents)
      page = opened
      accept(opened.pipe)
    }
    page.deliver(frame)
  }
  const navigated = (details: { readonly isMainFrame: boolean; readonly isSameDocument: boolean }): void => {
    if (details.isMainFrame && !details.isSameDocument) leave()
  }

  ipc.on(deskChannel, take)
  contents.on('did-start-navigation', navigated)
  contents.on('render-process-gone', leave)
  contents.once('destroyed', leave)
  return () => {
    ipc.off(deskChannel, take)
    contents.off('did-start-navigation', navigated)
    contents.off('render-process-gone', leave)
    contents.off('destroyed', leave)
    leave()
  }
}

/** Only the window's own top frame, and only while it shows our page: an embedded frame, or a page gone astray, has no say. */
const isFromPage = (event: IpcMainEvent, contents: WebContents): boolean =>
  event.sender === contents &&
  event.senderFrame !== null &&
  event.senderFrame === contents.mainFrame &&
  isOurPage(event.senderFrame.url)

const openPage = (contents: WebContents) => {
  const takers: ((frame: unknown) => void)[] = []
  /** The window shows before the rooms are put together: what the page asks first waits until somebody listens. */
  let waiting: unknown[] = []
  const closers: (() => void)[] = []
  let open = true
  const end = (): void => {
    if (!open) return
    open = false
    for (const take of closers) take()
  }
  const pipe: Pipe = {
    send(frame) {
      if (open && !contents.isDestroyed()) contents.send(deskChannel, frame)
    },
    onFrame(take) {
      takers.push(take)
      for (const frame of waiting) take(frame)
      waiting = []
    },
    onClose(take) {
      if (open) closers.push(take)
      else take()
    },
    close: end,
  }
  return {
    pipe,
    end,
    deliver(frame: unknown) {
      if (!open) return
      if (takers.length === 0 && waiting.length < mostWaiting) waiting.push(frame)
      for (const take of takers) take(frame)
    },
  }
}
