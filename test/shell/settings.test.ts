// Settings at the desktop while it runs: quitting without a question, a file edited by hand, a lock after idle time, a space for a console.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Snapshot } from '../../shared/snapshot.ts'
import { run } from '../support/cli-world.ts'
import { good } from '../support/sign-in-room.ts'
import { hasChromium, launchChromium, withoutChromium } from './chromium.ts'
import { acme, answerCode, patience, startDay } from './day-at-desk.ts'

let browser: Browser
beforeAll(async () => {
  if (hasChromium) browser = await launchChromium()
})
afterAll(async () => void (await browser?.close()))

describe.skipIf(!hasChromium)(`settings at the desktop${withoutChromium}`, () => {
  test('quitting ends the sessions without a question where that was set, one that is being opened too', async () => {
    const day = await startDay(browser)
    const { stand, call, world } = day
    await call('changeSettings', { onQuit: 'end' })
    const started = call('startSession', { target: acme })
    await answerCode(day)
    await started
    // A second one is at AWS, and no list shows it yet: it would be there a moment after the end.
    good(await world.control.fault(['latency', '5s', 'AssumeRole']))
    const late = run(world.env, ['assume', 'globex', '--json'])
    await vi.waitFor(async () => expect(good(await world.control.calls()).inFlight).toBe(1), patience)
    stand.tray.menu.click('Quit')
    await vi.waitFor(() => expect(stand.log).toContain('quit'), patience)
    expect(stand.dialogs.asked).toEqual([])
    const refused = await late
    expect(refused.code).toBe(4)
    expect(refused.stderr).toContain('Everything is being ended')
    expect(JSON.parse((await run(world.env, ['sessions', '--json'])).stdout)).toEqual([])
    expect(readFileSync(world.env.AWS_SHARED_CREDENTIALS_FILE ?? '', 'utf8')).not.toContain('aws_secret')
  })

  test('a file that is edited by hand reaches the machine, and a broken one leaves it as it is', async () => {
    const { stand, call, world } = await startDay(browser)
    const file = join(world.env.SWITCHYARD_HOME ?? '', 'settings.json')
    await vi.waitFor(() => expect([...stand.shortcuts.keys()]).toEqual(['CommandOrControl+Shift+Space']))
    writeFileSync(file, '{"shortcut":"Alt+Space","startAtLogin":true}')
    await vi.waitFor(() => expect([...stand.shortcuts.keys()]).toEqual(['Alt+Space']), patience)
    await vi.waitFor(() => expect(stand.state.login).toBe(true), patience)
    writeFileSync(file, '{"shortcut":')
    await vi.waitFor(
      async () =>
        expect((await call<Snapshot>('snapshot')).notices.join()).toContain(
          'The last good settings stay in force',
        ),
      patience,
    )
    expect([...stand.shortcuts.keys()]).toEqual(['Alt+Space'])
    expect(stand.state.login).toBe(true)
    // Taken away: no keys at all.
    writeFileSync(file, '{"shortcut":null}')
    await vi.waitFor(() => expect(stand.shortcuts.size).toBe(0), patience)
    expect((await call<Snapshot>('snapshot')).notices.join()).not.toContain('shortcut')
  })

  test('nobody uses it for as long as was set: the vault locks, and the record says why', async () => {
    const { call, stand, world } = await startDay(browser)
    await call('changeSettings', { lockWhenIdle: 300 })
    good(await world.control.advance('+4m'))
    expect((await call<Snapshot>('snapshot')).locked).toBe(false)
    // A key is a person, though it asks main for nothing.
    const page = stand.windows[0]?.webContents.page
    await page?.getByRole('navigation').first().waitFor()
    await page?.keyboard.press('ArrowDown')
    // It goes the same way as this, and before it.
    await call('snapshot')
    good(await world.control.advance('+4m'))
    expect((await call<Snapshot>('snapshot')).locked).toBe(false)
    // A window that shows itself anew is no person.
    await call('recents')
    await call('describe', { target: acme })
    good(await world.control.advance('+2m'))
    await vi.waitFor(async () => expect((await call<Snapshot>('snapshot')).locked).toBe(true), patience)
    await call('unlock')
    expect((await call<Snapshot>('snapshot')).locked).toBe(false)
    const { rows } = await call<{ rows: { what: string; detail?: string }[] }>('activity')
    expect(rows.filter(row => row.what === 'lock')).toMatchObject([{ detail: 'nobody used it' }])
  })

  test('a console opens in the space of its client, by a link that works once', async () => {
    const day = await startDay(browser)
    const { call, world } = day
    const log = join(world.folder, 'firefox.json')
    const bin = join(world.folder, 'bin')
    mkdirSync(bin)
    writeFileSync(
      join(bin, 'firefox'),
      `#!${process.execPath}\nrequire('node:fs').writeFileSync(${JSON.stringify(log)}, JSON.stringify(process.argv.slice(2)))\n`,
    )
    chmodSync(join(bin, 'firefox'), 0o755)
    world.env.SWITCHYARD_BROWSER = join(bin, 'firefox')
    await call('changeSettings', { consoleIn: 'container' })
    const opening = call<{ open: string | null; notices: string[] }>('openConsole', { target: acme })
    await answerCode(day)
    expect(await opening).toMatchObject({ open: null, notices: ['Opened in the container acme of Firefox.'] })
    await vi.waitFor(() => expect(existsSync(log)).toBe(true), patience)
    const [word = ''] = await vi.waitFor(() => JSON.parse(readFileSync(log, 'utf8')) as string[], patience)
    expect(word).toMatch(
      /^ext\+granted-containers:name=acme&color=\w+&icon=\w+&url=http%3A%2F%2F127\.0\.0\.1/,
    )
    const link = new URLSearchParams(word.slice(word.indexOf(':') + 1)).get('url') ?? ''
    const followed = await fetch(link, { redirect: 'manual' })
    expect(followed.headers.get('location')).toContain('SigninToken=')
    await expect(fetch(link)).rejects.toThrow()
    expect(day.stand.windows).toHaveLength(1)
  })
})
