// Electron's WebContents over a page of a plain Chromium: navigation that can be refused, a preload, IPC that copies.
import { EventEmitter } from 'node:events'
import type { CDPSession, Download, Page } from '@playwright/test'
import type { StandInSession } from './chromium-session.ts'
import { bindings, pageWorldScript, preloadScript, preloadWorld } from './two-worlds.ts'

/** Chromium knows no scheme of ours; the page lives below a host that does not exist, and the names are exchanged. */
const appOrigin = 'https://switchyard.app.test'
export const toChromium = (url: string): string => url.replace(/^app:\/\/switchyard/, appOrigin)
export const toElectron = (url: string): string =>
  url.startsWith(appOrigin) ? `app://switchyard${url.slice(appOrigin.length)}` : url

type Paused = {
  requestId: string
  networkId?: string
  frameId: string
  resourceType: string
  request: { url: string; method: string }
}
type Frame = { id: string; parentId?: string; url: string; urlFragment?: string }

/** A file that a page wants to save: never saved here, only asked about. */
export class StandInDownload extends EventEmitter {
  options: object | null = null
  cancelled = false
  readonly #download: Download
  constructor(download: Download) {
    super()
    this.#download = download
  }
  getFilename = (): string => this.#download.suggestedFilename()
  setSaveDialogOptions(options: object): void {
    this.options = options
  }
  cancel(): void {
    this.cancelled = true
    void this.#download.cancel().catch(() => undefined)
  }
}

export class ChromiumContents extends EventEmitter {
  /** What Playwright drives; there once `ready` is. */
  page!: Page
  mainFrame: { url: string } = { url: '' }
  openHandler: ((details: { url: string }) => { action: string }) | null = null
  readonly session: StandInSession
  /** All that main told this page, as it left. */
  readonly heard: string[] = []
  /** Where main sent this page. */
  readonly asked: string[] = []
  readonly ready: Promise<void>
  readonly navigationHistory = {
    canGoBack: () => this.#history.index > 0,
    canGoForward: () => this.#history.index < this.#history.length - 1,
    goBack: () => void this.#go(() => this.page.goBack()),
    goForward: () => void this.#go(() => this.page.goForward()),
  }
  readonly #ipc: EventEmitter
  #devtools!: CDPSession
  #history = { index: 0, length: 0 }
  #world: number | null = null
  #mainFrameId = ''
  #gone = false
  #loading = false
  /** Navigations that main itself asked for are not asked about. */
  #own = 0
  readonly #redirects = new Set<string>()

  constructor(session: StandInSession, ipc: EventEmitter, preload: string | null) {
    super()
    this.session = session
    this.#ipc = ipc
    this.ready = this.#open(preload)
  }
  isDestroyed = (): boolean => this.#gone
  isLoading = (): boolean => this.#loading
  getURL = (): string => this.mainFrame.url
  setWindowOpenHandler(take: (details: { url: string }) => { action: string }): void {
    this.openHandler = take
  }
  send(channel: string, value: unknown): void {
    if (this.#gone) throw new TypeError('Object has been destroyed')
    const copy = JSON.stringify(structuredClone(value))
    this.heard.push(copy)
    void this.ready.then(() => {
      if (this.#world === null) return
      const expression = `__fromMain(${JSON.stringify(channel)}, ${copy})`
      // A page that went meanwhile hears nothing, as in Electron.
      this.#devtools.send('Runtime.evaluate', { expression, contextId: this.#world }).catch(() => undefined)
    })
  }
  async loadURL(url: string): Promise<void> {
    this.asked.push(url)
    await this.ready
    await this.#go(() => this.page.goto(toChromium(url)))
  }
  resize({ width, height }: { width: number; height: number }): void {
    // A page that went meanwhile has no size.
    void this.ready.then(() => this.page.setViewportSize({ width, height })).catch(() => undefined)
  }
  reload(): void {
    void this.#go(() => this.page.reload())
  }
  close(): void {
    if (this.#gone) return
    this.#gone = true
    this.emit('destroyed')
    void this.ready.then(() => this.page.close()).catch(() => undefined)
  }
  /** The page's process dies. */
  async crash(): Promise<void> {
    await this.ready
    this.emit('render-process-gone', {}, { reason: 'crashed' })
  }

  async #go(navigate: () => Promise<unknown>): Promise<void> {
    this.#own += 1
    try {
      await navigate()
    } catch (error) {
      if (!this.#gone) throw error
    } finally {
      this.#own -= 1
    }
  }

  async #open(preload: string | null): Promise<void> {
    const context = await this.session.context
    this.page = await context.newPage()
    const devtools = await context.newCDPSession(this.page)
    this.#devtools = devtools
    devtools.on('Fetch.requestPaused', paused => void this.#paused(paused as Paused).catch(() => undefined))
    devtools.on('Page.frameNavigated', ({ frame }) => this.#committed(frame))
    devtools.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId !== this.#mainFrameId) return
      this.mainFrame.url = toElectron(url)
      this.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true })
      void this.#look().then(() => this.emit('did-navigate-in-page'))
    })
    devtools.on('Page.loadEventFired', () => {
      this.#loading = false
      void this.#look().then(() => this.emit('did-stop-loading'))
    })
    devtools.on('Runtime.executionContextCreated', ({ context: made }) => {
      const frame = (made.auxData as { frameId?: string } | undefined)?.frameId
      if (made.name === preloadWorld && frame === this.#mainFrameId) this.#world = made.id
    })
    devtools.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === bindings.open) this.openHandler?.({ url: toElectron(payload) })
      else if (name === bindings.toMain) this.#said(payload, executionContextId)
    })
    const { frameTree } = await devtools.send('Page.getFrameTree')
    this.#mainFrameId = frameTree.frame.id
    // What Chromium would save, main is asked about; whoever prevents it gets none.
    this.page.on('download', download => {
      this.session.emit(
        'will-download',
        { preventDefault: () => void download.cancel() },
        new StandInDownload(download),
      )
    })
    await devtools.send('Page.enable')
    await devtools.send('Runtime.enable')
    await devtools.send('Runtime.addBinding', { name: bindings.open })
    await devtools.send('Page.addScriptToEvaluateOnNewDocument', { source: pageWorldScript })
    if (preload !== null) {
      await devtools.send('Runtime.addBinding', {
        name: bindings.toMain,
        executionContextName: preloadWorld,
      })
      await devtools.send('Page.addScriptToEvaluateOnNewDocument', {
        source: preloadScript(preload),
        worldName: preloadWorld,
      })
    }
    await devtools.send('Fetch.enable', {
      patterns: [{ urlPattern: `${appOrigin}/*` }, { urlPattern: '*', resourceType: 'Document' }],
    })
  }

  #said(payload: string, world: number): void {
    const { channel, value } = JSON.parse(payload) as { channel: string; value: unknown }
    const senderFrame = world === this.#world ? this.mainFrame : null
    this.#ipc.emit(channel, { sender: this, senderFrame }, value)
  }

  #committed(frame: Frame): void {
    if (frame.parentId !== undefined) return
    this.mainFrame = { url: toElectron(frame.url + (frame.urlFragment ?? '')) }
    if (frame.url.startsWith('http')) this.session.origins.add(new URL(frame.url).origin)
    void this.#look().then(() => this.emit('did-navigate'))
  }
  async #look(): Promise<void> {
    // A page that is closed meanwhile has no history any more.
    const found = await this.#devtools.send('Page.getNavigationHistory').catch(() => null)
    if (found === null || this.#gone) return
    const { currentIndex, entries } = found
    // A new page begins at about:blank, which a window of Electron does not have.
    const blank = entries[0]?.url === 'about:blank' ? 1 : 0
    this.#history = { index: currentIndex - blank, length: entries.length - blank }
  }

  /** A request waits: a navigation is asked about, our own pages are served by main, the rest goes on. */
  async #paused({ requestId, networkId, frameId, resourceType, request }: Paused): Promise<void> {
    const url = toElectron(request.url)
    const isMainFrame = frameId === this.#mainFrameId
    if (resourceType === 'Document') {
      const redirect = networkId !== undefined && this.#redirects.has(networkId)
      if (networkId !== undefined) this.#redirects.add(networkId)
      if (this.#refused(url, isMainFrame, redirect)) {
        await this.#devtools.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
        return
      }
      if (isMainFrame && !redirect) {
        this.#loading = true
        this.emit('did-start-navigation', { isMainFrame, isSameDocument: false, url })
        this.emit('did-start-loading')
      }
    }
    const serve = url.startsWith('app://') ? this.session.served.get('app') : undefined
    if (!serve) {
      await this.#devtools.send('Fetch.continueRequest', { requestId })
      return
    }
    const answer = await serve({ url, method: request.method })
    await this.#devtools.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: answer.status,
      responseHeaders: [...answer.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await answer.arrayBuffer()).toString('base64'),
    })
  }

  #refused(url: string, isMainFrame: boolean, redirect: boolean): boolean {
    let refused = false
    const details = { url, isMainFrame, preventDefault: () => (refused = true) }
    if (redirect) this.emit('will-redirect', details)
    else if (this.#own === 0 || !isMainFrame) {
      this.emit('will-frame-navigate', details)
      if (isMainFrame) this.emit('will-navigate', details)
    }
    return refused
  }
}
