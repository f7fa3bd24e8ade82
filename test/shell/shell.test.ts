// The desktop's life with the real rooms behind it: what comes first, one instance, the way back, the end.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { composeResident } from '../../main/compose-agent.ts'
import { windowHost } from '../../main/electron/host.ts'
import { startShell } from '../../main/electron/shell.ts'
import { Secret } from '../../main/secret.ts'
import type { Result } from '../../shared/result.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { standInElectron } from './app.ts'
import { hasChromium, launchChromium, withoutChromium } from './chromium.ts'
import { bundlePreload } from './stand-in.ts'
import { watchWork } from './watch-work.ts'

const patience = { timeout: 15_000, interval: 50 }
let browser: Browser
/** A built app, as far as the shell looks: out/ with the real preload and a page that only waits. */
let out: string
beforeAll(async () => {
  if (hasChromium) browser = await launchChromium()
  out = mkdtempSync(join(tmpdir(), 'sy-out-'))
  mkdirSync(join(out, 'renderer'))
  writeFileSync(join(out, 'preload.cjs'), await bundlePreload())
  writeFileSync(join(out, 'renderer', 'index.html'), '<!doctype html><title>The window</title>')
})
afterAll(async () => {
  await browser?.close()
  rmSync(out, { recursive: true, force: true })
})
let home: string
let env: NodeJS.ProcessEnv
let stand: ReturnType<typeof standInElectron>
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'sy-'))
  home = join(folder, 'home')
  env = {
    PATH: process.env.PATH,
    HOME: folder,
    SWITCHYARD_HOME: home,
    SWITCHYARD_KEYCHAIN: 'passphrase',
    SWITCHYARD_BROWSER: 'none',
  }
  stand = standInElectron(browser)
})
afterEach(async () => {
  if (stand.log.length > 0 && !stand.log.some(line => /^(quit|exit)/.test(line))) stand.app.quit()
  if (stand.log.length > 0)
    await vi.waitFor(() => expect(stand.log.some(line => /^(quit|exit)/.test(line))).toBe(true), patience)
  rmSync(join(home, '..'), { recursive: true, force: true })
})
const start = (
  compose = composeResident,
  argv: readonly string[] = ['switchyard'],
  platform: NodeJS.Platform = 'linux',
) =>
  startShell({
    electron: stand.electron,
    compose,
    env,
    argv,
    platform,
    execPath: '/opt/switchyard/switchyard-desktop',
    folder: out,
    resources: null,
  })
/** Asks from inside the page, over the real bridge. */
const snapshotIn = async (index: number): Promise<Result<Snapshot>> => {
  const contents = stand.windows[index]?.webContents
  await contents?.ready
  await contents?.page.waitForURL(/index\.html/)
  return contents?.page.evaluate("window.switchyard.call('snapshot', {})") as Promise<Result<Snapshot>>
}

describe.skipIf(!hasChromium)(`the desktop${withoutChromium}`, () => {
  // The first of all, so that no app of another test is still tidying up.
  test('is shown before any network, keychain or catalog work', async () => {
    const work = watchWork()
    let whenComposed: readonly string[] = []
    try {
      await start(async options => {
        // The keychain is the vault's, and the vault is one of the rooms: nothing of them exists yet.
        expect(stand.windows[0]?.shown).toBe(1)
        whenComposed = [...work.seen]
        return await composeResident(options)
      })
      await vi.waitFor(() => expect(work.seen.some(each => each.startsWith('listen'))).toBe(true), patience)
    } finally {
      work.stop()
    }
    const ours = (seen: readonly string[]) => seen.filter(each => !each.includes(`${join(out, 'renderer')}/`))
    expect(ours(whenComposed)).toEqual([
      `mkdirSync ${home}`,
      `readFileSync ${join(home, 'desktop', 'window.json')}`,
      `readFileSync ${join(out, 'preload.cjs')}`,
    ])
    // What is watched is what is done: the settings, the lists of catalogs and the agent's socket come after it.
    const after = ours(work.seen.slice(whenComposed.length)).join('\n')
    for (const sign of ['settings.json', join(home, 'catalogs'), 'listen ']) expect(after).toContain(sign)
  })

  test('the window is there before the rooms, and its first question waits for them', async () => {
    let asked: Promise<Result<Snapshot>> | undefined
    await start(async options => {
      expect(stand.windows).toHaveLength(1)
      asked = snapshotIn(0)
      // The question arrives while nobody can answer it yet.
      await new Promise(resolve => setTimeout(resolve, 20))
      stand.log.push('rooms')
      return await composeResident(options)
    })
    expect(stand.log).toEqual(['scheme', 'sandbox', 'ready', 'window', 'links switchyard', 'rooms'])
    expect(await asked).toMatchObject({ ok: true, value: { host: 'desktop', locked: expect.any(Boolean) } })
  })

  test('its files are its own person’s, and its page is served from memory', async () => {
    await start()
    expect(statSync(home).mode & 0o777).toBe(0o700)
    expect(stand.app.paths).toEqual({ userData: join(home, 'desktop') })
    expect([...(stand.sessions.get('window')?.served.keys() ?? [])]).toEqual(['app'])
    expect(stand.windows[0]?.options.webPreferences).toMatchObject({ partition: 'window', sandbox: true })
  })

  test('a second start of one home only brings the first forward', async () => {
    stand.app.first = false
    await start()
    expect(stand.windows).toHaveLength(0)
    expect(stand.log.at(-1)).toBe('quit')
  })

  describe('the window', () => {
    const keepState = (state: object): void => {
      mkdirSync(join(home, 'desktop'), { recursive: true })
      writeFileSync(join(home, 'desktop', 'window.json'), JSON.stringify(state))
    }
    test('comes back where it was, unless that screen is gone', async () => {
      const bounds = { x: 300, y: 200, width: 1000, height: 700 }
      keepState({ bounds, maximized: true })
      await start()
      expect(stand.windows[0]?.options).toMatchObject(bounds)
      expect(stand.windows[0]?.maximized).toBe(true)
      const before = stand
      before.app.quit()
      await vi.waitFor(() => expect(before.log.at(-1)).toBe('quit'), patience)
      keepState({ bounds: { ...bounds, x: 5_000 }, maximized: false })
      stand = standInElectron(browser)
      await start()
      expect(stand.windows[0]?.options).toMatchObject({ width: 1280, height: 800 })
      expect(stand.windows[0]?.options).not.toHaveProperty('x')
    })
    test('stays away when the session started the app, but not where there is no tray', async () => {
      await start(composeResident, ['switchyard', '--hidden'], 'darwin')
      expect(stand.windows).toHaveLength(0)
      expect(stand.tray.made).toBe(true)
      stand.tray.menu.click('Open Switchyard')
      await vi.waitFor(() => expect(stand.windows[0]?.shown).toBe(1), patience)
      const before = stand
      before.app.quit()
      await vi.waitFor(() => expect(before.log.at(-1)).toBe('quit'), patience)
      stand = standInElectron(browser)
      await start(composeResident, ['switchyard', '--hidden'])
      expect(stand.tray.made).toBe(false)
      expect(stand.windows[0]?.shown).toBe(1)
    })
    test('comes forward when the app is started again', async () => {
      await start()
      const [window] = stand.windows
      if (window) window.minimized = true
      stand.app.emit('second-instance', {}, ['switchyard'])
      await vi.waitFor(() => expect(window?.shown).toBe(2), patience)
      expect(window?.minimized).toBe(false)
      expect(stand.windows).toHaveLength(1)
    })
    test('is made anew after it was closed, and speaks with the same rooms', async () => {
      await start()
      stand.windows[0]?.close()
      stand.app.emit('activate')
      await vi.waitFor(() => expect(stand.windows).toHaveLength(2), patience)
      expect(await snapshotIn(1)).toMatchObject({ ok: true })
    })
    test('gets the same rooms after a reload', async () => {
      await start()
      expect(await snapshotIn(0)).toMatchObject({ ok: true })
      await stand.windows[0]?.loadURL('app://switchyard/index.html')
      expect(await snapshotIn(0)).toMatchObject({ ok: true })
    })
  })

  describe('the end', () => {
    test('closes the rooms before the app', async () => {
      await start(async options => {
        const composed = await composeResident(options)
        if (!composed.ok) return composed
        const close = async (): Promise<void> => {
          await composed.value.close()
          stand.log.push('rooms closed')
        }
        return { ok: true, value: { ...composed.value, close } }
      })
      stand.app.emit('window-all-closed')
      await vi.waitFor(() => expect(stand.log.slice(-2)).toEqual(['rooms closed', 'quit']), patience)
    })
    test('comes with words when the rooms cannot be made', async () => {
      await start(async () => ({ ok: false, failure: { kind: 'vault-damaged', path: '/v', said: 'x' } }))
      expect(stand.log.at(-1)).toBe('exit 1')
      expect(stand.log.at(-2)).toMatch(/^error \w+/)
    })
  })
})

describe('the host', () => {
  const settle = () => new Promise(resolve => setTimeout(resolve, 60))

  test('lends the clipboard for a while', async () => {
    await windowHost(stand.electron.clipboard, env, { lifetime: 20 }).copy('export AWS_SECRET_ACCESS_KEY=one')
    expect(stand.clipboard.text).toContain('one')
    await vi.waitFor(() => expect(stand.clipboard.text).toBe(''), patience)
  })
  test('takes it back when the app ends, and nothing else', async () => {
    const host = windowHost(stand.electron.clipboard, env)
    await host.copy('export AWS_SECRET_ACCESS_KEY=one')
    await host.takeBack()
    expect(stand.clipboard.text).toBe('')
    stand.clipboard.text = 'a shopping list'
    await host.takeBack()
    expect(stand.clipboard.text).toBe('a shopping list')
  })
  test('and does not take away what the person copied since', async () => {
    await windowHost(stand.electron.clipboard, env, { lifetime: 20 }).copy('export AWS_SECRET_ACCESS_KEY=one')
    stand.clipboard.text = 'a shopping list'
    await settle()
    expect(stand.clipboard.text).toBe('a shopping list')
  })
  test('opens a secret address by a link that works once, so that no argv holds it', async () => {
    const record = join(home, 'opened')
    mkdirSync(home, { recursive: true })
    const browser = join(home, 'browser.cjs')
    writeFileSync(browser, `require('node:fs').writeFileSync(${JSON.stringify(record)}, process.argv[2])`)
    const { open } = windowHost(stand.electron.clipboard, {
      ...env,
      SWITCHYARD_BROWSER: `"${process.execPath}" "${browser}"`,
    })
    const secret = 'https://signin.aws.amazon.com/federation?SigninToken=secret'
    expect(open(new Secret(secret))).toBeNull()
    const link = await vi.waitFor(() => {
      const written = readFileSync(record, 'utf8')
      expect(written).not.toBe('')
      return written
    }, 10_000)
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/go\//)
    const answer = await fetch(link, { redirect: 'manual' })
    expect(answer.headers.get('location')).toBe(secret)
    await expect(fetch(link, { redirect: 'manual' })).rejects.toThrow()
  })
})
