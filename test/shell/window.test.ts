// The window's locks: how it is made, where it may go, what it is granted, which files it is served.
import { EventEmitter } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindow, Session } from 'electron'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { denyPermissions, lockNavigation } from '../../main/electron/links.ts'
import { pageAddress } from '../../main/electron/origin.ts'
import { servePages } from '../../main/electron/pages.ts'
import { openWindow, windowOptions } from '../../main/electron/window.ts'
import { StandInContents } from './stand-in.ts'

const emptyPreload = "require('electron').contextBridge.exposeInMainWorld('switchyard', {})"

describe('the page', () => {
  test('runs sandboxed, isolated and without Node', () => {
    expect(windowOptions('/app/out/preload.cjs').webPreferences).toMatchObject({
      preload: '/app/out/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
    })
  })

  test('is locked before it loads, and shown when it can be painted', async () => {
    const contents = new StandInContents(new EventEmitter(), emptyPreload)
    const session = Object.assign(new EventEmitter(), {
      setPermissionRequestHandler: vi.fn(),
      setPermissionCheckHandler: vi.fn(),
      setDevicePermissionHandler: vi.fn(),
    })
    const show = vi.fn()
    let lockedWhenLoading = false
    const window = Object.assign(new EventEmitter(), {
      webContents: Object.assign(contents, { session }),
      show,
      loadURL: async (url: string) => {
        lockedWhenLoading =
          contents.openHandler !== null && session.setPermissionRequestHandler.mock.calls.length === 1
        await contents.loadURL(url)
      },
    })
    const shell = { openExternal: async () => undefined }
    let opened = false
    const opening = openWindow({
      create: () => window as unknown as BrowserWindow,
      shell,
      preload: '/p.cjs',
    }).then(() => (opened = true))
    await vi.waitFor(() => expect(contents.mainFrame.url).toBe(pageAddress))
    await new Promise(setImmediate)
    expect(lockedWhenLoading).toBe(true)
    expect(show).not.toHaveBeenCalled()
    // Whoever waits for the window begins nothing before it is seen.
    expect(opened).toBe(false)
    window.emit('ready-to-show')
    expect(show).toHaveBeenCalledOnce()
    await opening
  })
})

describe('links', () => {
  const opened: string[] = []
  const contents = new StandInContents(new EventEmitter(), emptyPreload)
  lockNavigation(contents.asContents(), {
    openExternal: async (url: string) => {
      opened.push(url)
      await Promise.resolve()
    },
  })
  const go = (event: string, url: string, isMainFrame = true): boolean => {
    const details = { url, isMainFrame, preventDefault: vi.fn() }
    contents.emit(event, details)
    return details.preventDefault.mock.calls.length === 0
  }

  test.each([
    ['https://wiki.example.org/acme', ['https://wiki.example.org/acme']],
    ['http://wiki.example.org/', []],
    ['https://user:pw@wiki.example.org/', []],
    ['file:///etc/passwd', []],
    ['smb://host/share', []],
    ['ms-msdt:/id', []],
    ['javascript:alert(1)', []],
    ['app://switchyard/index.html', []],
    ['not an address', []],
  ])('a link to %s opens no window; only https goes to the browser', (url, expected) => {
    opened.length = 0
    expect(contents.openHandler?.({ url })).toEqual({ action: 'deny' })
    expect(opened).toEqual(expected)
  })

  test('the page stays where it is', () => {
    opened.length = 0
    expect(go('will-navigate', 'https://evil.example/')).toBe(false)
    expect(opened).toEqual(['https://evil.example/'])
    expect(go('will-navigate', 'file:///etc/passwd')).toBe(false)
    expect(go('will-navigate', pageAddress)).toBe(true)
    expect(go('will-redirect', 'https://evil.example/')).toBe(false)
    expect(go('will-frame-navigate', pageAddress, false)).toBe(false)
    expect(go('will-attach-webview', pageAddress)).toBe(false)
    expect(opened).toEqual(['https://evil.example/'])
  })

  test('nothing is granted but a copy that a person asked for, and nothing is downloaded', () => {
    const given: Record<string, (...args: never[]) => unknown> = {}
    const session = new EventEmitter()
    for (const name of [
      'setPermissionRequestHandler',
      'setPermissionCheckHandler',
      'setDevicePermissionHandler',
    ])
      Object.assign(session, { [name]: (take: () => unknown) => Object.assign(given, { [name]: take }) })
    denyPermissions(session as unknown as Session)
    const decide = vi.fn()
    const refused = ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fullscreen']
    for (const permission of [...refused, 'clipboard-sanitized-write'])
      given.setPermissionRequestHandler?.(null as never, permission as never, decide as never)
    // An account's id may be copied by the page; reading is never allowed.
    expect(decide.mock.calls).toEqual([...refused.map(() => [false]), [true]])
    for (const permission of refused)
      expect(given.setPermissionCheckHandler?.(null as never, permission as never)).toBe(false)
    expect(given.setDevicePermissionHandler?.()).toBe(false)
    const preventDefault = vi.fn()
    // Locked once, however many windows share it.
    denyPermissions(session as unknown as Session)
    session.emit('will-download', { preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
  })
})

describe('files', () => {
  let top: string
  let serve: ReturnType<typeof servePages>
  beforeAll(() => {
    top = mkdtempSync(join(tmpdir(), 'switchyard-pages-'))
    const folder = join(top, 'renderer')
    mkdirSync(join(folder, 'assets'), { recursive: true })
    writeFileSync(join(folder, 'index.html'), '<!doctype html><html lang="en">ä')
    writeFileSync(join(folder, 'prompt.html'), '<!doctype html><html lang="en">?')
    writeFileSync(join(folder, 'assets', 'a.js'), 'export {}')
    writeFileSync(join(folder, 'notes.txt'), 'not a kind of the page')
    writeFileSync(join(top, 'secret.html'), 'outside')
    mkdirSync(join(top, 'renderer-2'))
    writeFileSync(join(top, 'renderer-2', 'a.html'), 'outside')
    serve = servePages(folder, 'overlay')
  })
  afterAll(() => rmSync(top, { recursive: true }))
  const get = (path: string, method = 'GET') => serve({ url: `app://switchyard${path}`, method })

  test('come with their type and the policy', async () => {
    const page = await get('/index.html')
    // The window's page, and no other, is told which frame it sits in.
    expect(await page.text()).toBe('<!doctype html><html data-frame="overlay" lang="en">ä')
    expect(await (await get('/prompt.html')).text()).toBe('<!doctype html><html lang="en">?')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect((await get('/assets/a.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test.each([
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/%2e%2e%2frenderer-2/a.html',
    '/assets/../../secret.html',
    '/..%5csecret.html',
    '/index.html%00.html',
    '/%ff.html',
    '/notes.txt',
    '/assets',
    '/missing.js',
    '/',
  ])('none is outside the folder, nor of another kind: %s', async path => {
    const answer = await get(path)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toBe('')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('another host or method is refused', async () => {
    expect((await serve({ url: 'app://other/index.html', method: 'GET' })).status).toBe(404)
    expect((await get('/index.html', 'POST')).status).toBe(405)
  })
})
