// Electron's Session over a context of a plain Chromium: a partition with cookies of its own, and what it was told.
import { EventEmitter } from 'node:events'
import type { BrowserContext } from '@playwright/test'

export type Serve = (request: { url: string; method: string }) => Promise<Response>

export class StandInSession extends EventEmitter {
  readonly context: Promise<BrowserContext>
  readonly served = new Map<string, Serve>()
  /** Where its pages were. */
  readonly origins = new Set<string>()
  /** What was cleared, in order. */
  readonly wiped: string[] = []
  permission: ((contents: unknown, name: string, decide: (yes: boolean) => void) => void) | null = null
  agent = 'Mozilla/5.0 Chrome/150.0.0.0 switchyard/0.1.0 Electron/45.4.1 Safari/537.36'
  readonly protocol = { handle: (scheme: string, serve: Serve) => void this.served.set(scheme, serve) }

  constructor(context: Promise<BrowserContext>) {
    super()
    this.context = context
  }
  setPermissionRequestHandler(take: NonNullable<StandInSession['permission']>): void {
    this.permission = take
  }
  setPermissionCheckHandler(): void {}
  setDevicePermissionHandler(): void {}
  getUserAgent = (): string => this.agent
  setUserAgent(agent: string): void {
    this.agent = agent
  }
  fetch = (url: string, init: RequestInit): Promise<Response> => fetch(url, init)
  /** All of every origin that a page of this partition was on. */
  async clearStorageData(options?: object): Promise<void> {
    if (options !== undefined) throw new Error('The stand-in clears all or nothing.')
    const context = await this.context
    await context.clearCookies()
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    for (const origin of this.origins)
      await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
    await page.close()
    this.wiped.push('storage')
  }
  async clearCache(): Promise<void> {
    this.wiped.push('cache')
  }
  async clearAuthCache(): Promise<void> {
    this.wiped.push('sign-ins')
  }
  async closeAllConnections(): Promise<void> {
    this.wiped.push('connections')
  }
}
