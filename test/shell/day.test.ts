// A day at the desktop, in the demo world: tray, consoles in windows of their own, links, shortcut, and the ways to quit.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Snapshot } from '../../shared/snapshot.ts'
import { run } from '../support/cli-world.ts'
import { hasChromium, launchChromium, withoutChromium } from './chromium.ts'
import { acme, answerCode, consoleOpen, patience, startDay } from './day-at-desk.ts'

let browser: Browser
beforeAll(async () => {
  if (hasChromium) browser = await launchChromium()
})
afterAll(async () => void (await browser?.close()))

describe.skipIf(!hasChromium)(`a day at the desktop${withoutChromium}`, () => {
  test('from the tray: assume with a code, renew, copy, console in a window of its own, stop', async () => {
    const day = await startDay(browser)
    const { stand, call } = day
    await call('changeSettings', { consoleIn: 'window' })
    await call('pin', { target: acme, name: 'acme' })
    await vi.waitFor(() => expect(stand.tray.menu.labels()).toContain('Pinned'), patience)
    expect(stand.tray).toMatchObject({ made: true, image: 'tray-idleTemplate', title: '' })

    stand.tray.menu.click('acme', 'Assume')
    await vi.waitFor(() => expect(stand.tray.image).toBe('tray-attentionTemplate'), patience)
    expect(stand.told.map(notice => notice.title)).toContain('MFA code needed')
    await answerCode(day)
    await vi.waitFor(() => expect(stand.tray.menu.labels()[0]).toBe('Live'), patience)
    expect(stand.tray.image).toBe('tray-liveTemplate')
    expect(stand.tray.title).toMatch(/^\d+ (min|h)/)
    expect(stand.tray.menu.labels()[1]).toMatch(/^acme \/ acme-production {3}\d+/)
    expect(stand.tray.menu.labels()).not.toContain('Pinned')

    const keyOf = async () => (await call<Snapshot>('snapshot')).sessions[0]?.accessKeyId
    const firstKey = await keyOf()
    stand.tray.menu.click('acme', 'Renew')
    await vi.waitFor(
      () => expect(stand.told.map(notice => notice.title)).toContain('Session renewed'),
      patience,
    )
    expect(await keyOf()).not.toBe(firstKey)
    expect((await call<Snapshot>('snapshot')).sessions).toHaveLength(1)

    stand.tray.menu.click('acme', 'Copy environment')
    await vi.waitFor(() => expect(stand.clipboard.text).toContain('AWS_SECRET_ACCESS_KEY='), patience)

    stand.tray.menu.click('acme', 'Open console')
    const [window, view] = await consoleOpen(day)
    expect(window.options.title).toBe('acme / acme-production (production)')
    const preferences = view.webContents.session
    expect([...stand.sessions.entries()].find(([, session]) => session === preferences)?.[0]).toMatch(
      /^console-[0-9a-f-]{36}$/,
    )
    expect(preferences.agent).not.toMatch(/Electron|switchyard/)
    const strip = window.webContents.page
    await vi.waitFor(async () => expect(await strip.textContent('#account')).toBe('acme'), patience)
    expect(await strip.textContent('#account-id')).toBe('100000000101')
    expect(await strip.textContent('#environment')).toBe('production')
    expect(await strip.getAttribute('.strip', 'data-env')).toBe('red')
    expect(await strip.textContent('#left')).toMatch(/min|h/)
    // What signs in is in no address that is shown.
    expect(await strip.content()).not.toContain('SigninToken')
    expect(await view.webContents.page.evaluate('typeof window.switchyard + typeof window.strip')).toBe(
      'undefinedundefined',
    )

    await strip.click('#stop')
    await vi.waitFor(() => expect(window.isDestroyed()).toBe(true), patience)
    await vi.waitFor(
      () => expect(preferences.wiped.toSorted()).toEqual(['cache', 'connections', 'sign-ins', 'storage']),
      patience,
    )
    expect(await (await preferences.context).cookies()).toEqual([])
    expect((await call<Snapshot>('snapshot')).sessions).toEqual([])
    // What was used stays at hand.
    await vi.waitFor(() => expect(stand.tray.menu.labels()).toContain('Pinned'), patience)
  })

  test('a console stays with AWS, has its ways around, and may have more windows', async () => {
    const day = await startDay(browser)
    const { stand, world } = day
    const opening = run(world.env, ['console', acme, '--in', 'window', '--json'])
    await answerCode(day)
    expect(await opening).toMatchObject({ code: 0 })
    expect(JSON.parse((await opening).stdout)).toMatchObject({ openedIn: 'window' })
    const [window, view] = await consoleOpen(day)
    const { page } = view.webContents
    const first = page.url()

    await page.evaluate("location.href = 'https://docs.aws.amazon.com/iam/'").catch(() => undefined)
    await vi.waitFor(() => expect(stand.opened).toEqual(['https://docs.aws.amazon.com/iam/']), patience)
    await page.evaluate("location.href = 'http://example.invalid/'").catch(() => undefined)
    await page.evaluate("window.open('file:///etc/passwd')")
    expect(page.url()).toBe(first)
    expect(stand.opened).toHaveLength(1)

    await page.evaluate('window.open(location.href)')
    const [second, other] = await consoleOpen(day, 1)
    expect(other.webContents.session).toBe(view.webContents.session)
    second.close()
    expect(window.isDestroyed()).toBe(false)
    expect(view.webContents.session.wiped).toEqual([])

    const granted: boolean[] = []
    for (const name of ['media', 'geolocation', 'clipboard-read', 'clipboard-sanitized-write'])
      view.webContents.session.permission?.({}, name, yes => void granted.push(yes))
    expect(granted).toEqual([false, false, false, true])

    window.close()
    await vi.waitFor(() => expect(view.webContents.session.wiped).toContain('storage'), patience)
  })

  test('a link asks first, and does nothing without a yes', async () => {
    const day = await startDay(browser, 'darwin', ['switchyard://assume/nobody/knows'])
    const { stand, call } = day
    await vi.waitFor(() => expect(stand.dialogs.asked).toHaveLength(1), patience)
    expect(stand.dialogs.asked[0]?.buttons).toEqual(['OK'])

    stand.app.emit('second-instance', {}, ['switchyard', 'switchyard://assume/acme/acme-production'])
    await vi.waitFor(() => expect(stand.dialogs.asked).toHaveLength(2), patience)
    expect(stand.dialogs.asked[1]).toMatchObject({
      message: 'A link asks to take acme / acme-production.',
      detail: expect.stringContaining('account 100000000101, production'),
      defaultId: 0,
      cancelId: 0,
    })
    stand.app.emit('open-url', { preventDefault: () => undefined }, 'switchyard://assume/acme?mfa=123456')
    await vi.waitFor(() => expect(stand.dialogs.asked).toHaveLength(3), patience)
    expect(await call<Snapshot>('snapshot')).toMatchObject({ sessions: [], prompts: [] })

    // To look at a target is no act, so nothing is asked; hundreds of links are one question at a time.
    stand.app.emit(
      'open-url',
      { preventDefault: () => undefined },
      'switchyard://target/globex/globex-production',
    )
    await vi.waitFor(
      () =>
        expect(stand.windows[0]?.webContents.getURL()).toMatch(
          /#targets\/ops-hub:globex\/globex-production$/,
        ),
      patience,
    )
    expect(stand.dialogs.asked).toHaveLength(3)
    for (let many = 0; many < 50; many++)
      stand.app.emit('second-instance', {}, [
        'switchyard',
        'switchyard://console/acme/acme-production?service=s3',
      ])
    await vi.waitFor(() => expect(stand.dialogs.asked).toHaveLength(4), patience)
    expect(stand.dialogs.asked[3]?.message).toBe('A link asks to open the console of acme / acme-production.')
    await vi.waitFor(() => expect(stand.windows).toHaveLength(1), patience)
    expect(await call<Snapshot>('snapshot')).toMatchObject({ sessions: [], prompts: [] })

    stand.dialogs.answer = 'Assume'
    stand.app.emit('second-instance', {}, ['switchyard', 'switchyard://assume/acme/acme-production'])
    await answerCode(day)
    await vi.waitFor(
      async () => expect((await call<Snapshot>('snapshot')).sessions[0]?.target).toBe(acme),
      patience,
    )
  })

  test('quitting asks while sessions live: to stay, to keep, to end', async () => {
    const day = await startDay(browser)
    const { stand, call, world } = day
    const started = call('startSession', { target: acme })
    await answerCode(day)
    await started
    await vi.waitFor(() => expect(stand.tray.menu.labels().at(-1)).toBe('Quit…'), patience)
    stand.app.emit('window-all-closed')
    stand.tray.menu.click('Quit')
    await vi.waitFor(() => expect(stand.dialogs.asked).toHaveLength(1), patience)
    expect(stand.dialogs.asked[0]).toMatchObject({
      message: '1 session is live.',
      buttons: ['End and quit', 'Keep and quit', 'Cancel'],
    })
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(stand.log).not.toContain('quit')

    stand.dialogs.answer = 'End and quit'
    stand.dialogs.tick = true
    stand.tray.menu.click('Quit')
    await vi.waitFor(() => expect(stand.log).toContain('quit'), patience)
    const left = await run(world.env, ['sessions', '--json'])
    expect(JSON.parse(left.stdout)).toEqual([])
    expect(stand.tray.made).toBe(false)
    // What is to be so from now on is kept.
    expect(readFileSync(join(world.env.SWITCHYARD_HOME ?? '', 'settings.json'), 'utf8')).toMatch(
      /"onQuit": ?"end"/,
    )
    expect(readFileSync(world.env.AWS_SHARED_CREDENTIALS_FILE ?? '', 'utf8')).not.toContain('aws_secret')
  })

  test('kept sessions outlive the app, with their profiles; a system that goes down asks nobody', async () => {
    const day = await startDay(browser)
    const { stand, call, world } = day
    const started = call('startSession', { target: acme })
    await answerCode(day)
    await started
    stand.power.emit('shutdown')
    await vi.waitFor(() => expect(stand.log).toContain('quit'), patience)
    expect(stand.dialogs.asked).toEqual([])
    expect(JSON.parse((await run(world.env, ['sessions', '--json'])).stdout)).toMatchObject([
      { target: acme },
    ])
    expect(readFileSync(world.env.AWS_SHARED_CREDENTIALS_FILE ?? '', 'utf8')).toContain('aws_session_token')
  })

  test('the settings reach the machine, and what it lacks is said', async () => {
    const { stand, call, world } = await startDay(browser, 'linux')
    expect(stand.tray.made).toBe(false)
    expect((await call<Snapshot>('snapshot')).notices.join()).toContain('No tray on this desktop')
    await vi.waitFor(
      () => expect([...stand.shortcuts.keys()]).toEqual(['CommandOrControl+Shift+Space']),
      patience,
    )
    stand.state.taken = 'Alt+Space'
    await call('changeSettings', { shortcut: 'Alt+Space', startAtLogin: true })
    const autostart = join(world.env.HOME ?? '', '.config/autostart/switchyard.desktop')
    await vi.waitFor(() => expect(existsSync(autostart)).toBe(true), patience)
    expect(readFileSync(autostart, 'utf8')).toContain(
      'Exec="/opt/switchyard/switchyard-desktop" "--hidden"\n',
    )
    expect(stand.shortcuts.size).toBe(0)
    expect((await call<Snapshot>('snapshot')).notices.join()).toContain('Alt+Space is taken')
    await call('changeSettings', { shortcut: 'Alt+K', startAtLogin: false })
    await vi.waitFor(() => expect(existsSync(autostart)).toBe(false), patience)
    const page = stand.windows[0]?.webContents.page
    await page?.evaluate("location.hash = '#sessions'")
    stand.shortcuts.get('Alt+K')?.()
    // The palette opens over what was there, ready to be typed into, and nothing below it moves.
    await page?.waitForSelector('dialog[open] [role=combobox]')
    await vi.waitFor(() => expect(stand.windows[0]?.webContents.getURL()).toMatch(/#sessions$/), patience)
    expect(await page?.evaluate('document.activeElement.getAttribute("role")')).toBe('combobox')
    await page?.keyboard.press('Escape')
    await page?.evaluate("location.hash = '#catalogs'")
    stand.state.menu.click('Go', 'Sessions')
    await vi.waitFor(() => expect(stand.windows[0]?.webContents.getURL()).toMatch(/#sessions$/), patience)
  })
})
