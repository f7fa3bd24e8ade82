// One window with a console page in it: the strip above is a local page, the page itself is locked to AWS's console.
import { join } from 'node:path'
import type { BrowserWindow, IpcMainEvent, WebContentsView } from 'electron'
import { type StripAct, type StripState, stripActs, stripChannel } from '../../shared/strip-bridge.ts'
import { type ConsoleHosts, opensElsewhere, staysInConsole } from './console-hosts.ts'
import { consoleKey } from './console-keys.ts'
import type { Electron } from './electron-parts.ts'
import { lockNavigation } from './links.ts'
import { isOurPage, stripAddress } from './origin.ts'
import { pagePartition, safePreferences } from './window.ts'

/** Strip and navigation bar, as the strip's page draws them. */
export const stripHeight = 80
/** The frame around a console of production, or one that asked before it opened. */
const frameWidth = 3

export type ConsolePageDeps = {
  readonly electron: Electron
  /** out/ */
  readonly folder: string
  readonly partition: string
  readonly hosts: ConsoleHosts
  readonly title: string
  readonly framed: boolean
  readonly platform: NodeJS.Platform
  /** What the strip says of the session; the page adds where it is. */
  readonly facts: () => Omit<
    StripState,
    'back' | 'forward' | 'host' | 'loading' | 'path' | 'problem' | 'secure'
  >
  /** Another page of the same console, as a link or a script asked for it. */
  readonly openAnother: (address: string) => void
  readonly act: (act: 'elsewhere' | 'stop', address: string) => void
  readonly closed: () => void
}

export interface ConsolePage {
  /** @param address may be the one that signs in: it is shown to the page alone */
  load(address: string): Promise<void>
  /** Tells the strip what changed. */
  refresh(): void
  close(): void
}

/** Chromium's number for a page that another one took the place of. */
const aborted = -3

const layOut = (window: BrowserWindow, view: WebContentsView, framed: boolean): void => {
  const { width, height } = window.getContentBounds()
  const edge = framed ? frameWidth : 0
  view.setBounds({
    x: edge,
    y: stripHeight,
    width: Math.max(0, width - 2 * edge),
    height: Math.max(0, height - stripHeight - edge),
  })
}

export const openConsolePage = (deps: ConsolePageDeps): ConsolePage => {
  const { electron, folder, hosts, framed } = deps
  const window = electron.createWindow({
    width: 1280,
    height: 860,
    minWidth: 480,
    minHeight: 320,
    title: deps.title,
    autoHideMenuBar: true,
    webPreferences: { ...safePreferences, preload: join(folder, 'strip.cjs'), partition: pagePartition },
  })
  // No preload at all: nothing of ours is within reach of a page from outside.
  const view = electron.createView({ webPreferences: { ...safePreferences, partition: deps.partition } })
  const strip = window.webContents
  const page = view.webContents
  window.contentView.addChildView(view)
  layOut(window, view, framed)
  window.on('resize', () => layOut(window, view, framed))
  // The page's own title would say where one is in words of its choice; the window says whose console it is.
  window.on('page-title-updated', event => event.preventDefault())
  lockNavigation(strip, electron.shell)
  lockToConsole()

  let problem: string | null = null
  const state = (): StripState => {
    const url = URL.canParse(page.getURL()) ? new URL(page.getURL()) : null
    return {
      ...deps.facts(),
      host: url?.host ?? '',
      path: url === null || url.pathname === '/' ? '' : url.pathname,
      secure: url?.protocol === 'https:',
      back: page.navigationHistory.canGoBack(),
      forward: page.navigationHistory.canGoForward(),
      loading: page.isLoading(),
      problem,
    }
  }
  const refresh = (): void => {
    if (!strip.isDestroyed() && !page.isDestroyed()) strip.send(stripChannel, state())
  }
  /** Electron shows nothing at all for a page that cannot be had. */
  const trouble = (sentence: string | null): void => {
    problem = sentence
    refresh()
  }
  page.on('did-navigate', () => trouble(null))
  page.on('did-fail-load', (_event, code, said, _address, isMainFrame) => {
    if (isMainFrame && code !== aborted)
      trouble(`The page did not load: ${said || code}. Reload to try again.`)
  })
  page.on('render-process-gone', () => trouble('The page stopped. Reload to start it again.'))
  page.on('did-navigate-in-page', refresh)
  page.on('did-start-loading', refresh)
  page.on('did-stop-loading', refresh)

  const does: Readonly<Record<StripAct, () => void>> = {
    back: () => page.navigationHistory.goBack(),
    forward: () => page.navigationHistory.goForward(),
    reload: () => page.reload(),
    elsewhere: () => deps.act('elsewhere', page.getURL()),
    stop: () => deps.act('stop', page.getURL()),
  }
  page.on('before-input-event', (event, input) => {
    const act = consoleKey(input, deps.platform)
    if (act === null) return
    event.preventDefault()
    does[act]()
  })
  // The keys of a mouse or a keyboard that are made for it.
  window.on('app-command', (_event, command) => {
    if (command === 'browser-backward') does.back()
    if (command === 'browser-forward') does.forward()
  })
  const take = ({ sender, senderFrame }: IpcMainEvent, said: unknown): void => {
    if (sender !== strip || senderFrame === null || senderFrame !== strip.mainFrame) return
    if (!isOurPage(senderFrame.url)) return
    if (said === 'listening') refresh()
    const act = stripActs.find(name => name === said)
    if (act !== undefined) does[act]()
  }
  electron.ipcMain.on(stripChannel, take)
  window.once('closed', () => {
    electron.ipcMain.off(stripChannel, take)
    // A view does not end with the window it was shown in.
    if (!page.isDestroyed()) page.close()
    deps.closed()
  })

  function lockToConsole(): void {
    const leave = (address: string): void => {
      // A browser that does not start is the person's to notice.
      if (opensElsewhere(address)) electron.shell.openExternal(address).catch(() => undefined)
    }
    page.setWindowOpenHandler(({ url }) => {
      if (staysInConsole(hosts, url)) deps.openAnother(url)
      else leave(url)
      return { action: 'deny' }
    })
    page.on('will-navigate', details => {
      if (!details.isMainFrame || staysInConsole(hosts, details.url)) return
      details.preventDefault()
      leave(details.url)
    })
    page.on('will-redirect', details => {
      if (!details.isMainFrame || staysInConsole(hosts, details.url)) return
      details.preventDefault()
      leave(details.url)
    })
    page.on('will-attach-webview', event => event.preventDefault())
    // The console asks for no password of this kind, and no certificate of this machine is shown to a page unasked.
    page.on('login', (event, _details, _asker, answer) => {
      event.preventDefault()
      answer()
    })
    page.on('select-client-certificate', (event, _address, _certificates, choose) => {
      event.preventDefault()
      // Without an argument it is none (electron_browser_client.cc, SelectClientCertificate); the types know only of one.
      ;(choose as () => void)()
    })
  }

  return {
    async load(address) {
      await window.loadURL(stripAddress)
      // AWS's own redirects and its errors show in the page; a page that is replaced while it loads is no failure.
      await page.loadURL(address).catch(() => undefined)
      refresh()
    },
    refresh,
    close: () => {
      if (!window.isDestroyed()) window.destroy()
    },
  }
}
