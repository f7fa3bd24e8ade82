// The first promise at the desktop: no secret in a frame to any page, in a title, a menu, a notice, a box, an address, a file or an argument.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Snapshot } from '../../shared/snapshot.ts'
import { freshCode } from '../support/cli-world.ts'
import { createLeakSearch, type KnownSecret, readAllFiles } from '../support/leak-search.ts'
import { start } from '../support/run-cli.ts'
import { good } from '../support/sign-in-room.ts'
import { browserScript, filesMayHold, leaksOf, type Seen, withoutOurBlocks } from '../support/watched-day.ts'
import type { StandInMenu } from './app.ts'
import { hasChromium, launchChromium, withoutChromium } from './chromium.ts'
import { acme, consoleOpen, type Day, patience, startDay } from './day-at-desk.ts'

let browser: Browser
beforeAll(async () => {
  if (hasChromium) browser = await launchChromium()
})
afterAll(async () => void (await browser?.close()))

/** All that a person, a page or another program can see of the desktop by now. */
const look = async ({ stand, world }: Day): Promise<Seen[]> => {
  const seen: Seen[] = []
  const see = (where: string, what: unknown, mayHold: RegExp | null = null): void =>
    void seen.push({ where, text: typeof what === 'string' ? what : JSON.stringify(what), mayHold })
  for (const [index, { webContents, options }] of stand.windows.entries()) {
    see(`title of window ${index}`, options.title ?? '')
    see(`frames to window ${index}`, webContents.heard.join('\n'))
    see(`address of window ${index}`, webContents.getURL())
    if (!webContents.isDestroyed()) see(`page of window ${index}`, await webContents.page.content())
  }
  // AWS's own pages are in the views: main tells them nothing at all.
  for (const { webContents } of stand.views) see('frames to a console', webContents.heard.join('\n'))
  const menu = ({ template }: StandInMenu): unknown =>
    template.map(({ label, submenu }) => [
      label,
      Array.isArray(submenu) ? submenu.map(each => each.label) : null,
    ])
  see('the tray', [stand.tray.title, stand.tray.tooltip, menu(stand.tray.menu)])
  see('the menu', menu(stand.state.menu))
  see('notices', stand.told)
  see('boxes', stand.dialogs.asked)
  see('addresses for other programs', stand.opened)
  for (const { path, text } of readAllFiles(world.folder)) {
    const holds = filesMayHold.find(([name]) => name.test(path))?.[1] ?? null
    see(path, path === world.env.AWS_SHARED_CREDENTIALS_FILE ? withoutOurBlocks(text) : text, holds)
  }
  return seen
}

describe.skipIf(!hasChromium || process.platform !== 'linux')(`secrets${withoutChromium}`, () => {
  test('are in no window, strip, prompt, tray or file of a desktop’s day', { timeout: 120_000 }, async () => {
    const programs = mkdtempSync(join(tmpdir(), 'sy-browser-'))
    onTestFinished(() => rmSync(programs, { recursive: true, force: true }))
    mkdirSync(join(programs, 'seen'))
    writeFileSync(join(programs, 'open'), browserScript(join(programs, 'seen')))
    chmodSync(join(programs, 'open'), 0o700)
    const sampler = start(
      process.execPath,
      [join(import.meta.dirname, '../support/argv-sampler.ts')],
      process.env,
      {
        lives: true,
      },
    )
    onTestFinished(() => void sampler.child.kill('SIGKILL'))
    const day = await startDay(browser, 'darwin', [], { SWITCHYARD_BROWSER: join(programs, 'open') })
    const { stand, call, world } = day
    const secrets: KnownSecret[] = []
    const seen: Seen[] = []

    // The question in its small window; a wrong code first.
    await call('changeSettings', { consoleIn: 'window' })
    await call('pin', { target: acme, name: 'acme' })
    stand.windows[0]?.hide()
    await vi.waitFor(() => expect(stand.tray.menu.labels()).toContain('Pinned'), patience)
    stand.tray.menu.click('acme', 'Assume')
    const type = async (code: string): Promise<void> => {
      await vi.waitFor(async () => {
        const asked = stand.windows.slice(1).find(window => !window.isDestroyed() && window.isVisible())
        if (!asked) throw new Error('no question')
        await asked.webContents.page.fill('dialog [data-first]', code, { timeout: 1_000 })
        await asked.webContents.page.keyboard.press('Enter')
      }, patience)
    }
    await type('000000')
    await vi.waitFor(
      async () =>
        expect((await call<Snapshot>('snapshot')).prompts[0]).toMatchObject({ problem: expect.any(String) }),
      patience,
    )
    await type(await freshCode(world.control))
    await vi.waitFor(
      async () => expect((await call<Snapshot>('snapshot')).sessions).toHaveLength(1),
      patience,
    )
    seen.push(...(await look(day)))
    const questions = stand.windows.length - 1

    // Copied, opened in a window of its own and elsewhere, refused, renewed, ended.
    // The tray follows the truth a moment later.
    await vi.waitFor(() => stand.tray.menu.click('acme', 'Copy environment'), patience)
    await vi.waitFor(() => expect(stand.clipboard.text).toContain('AWS_SESSION_TOKEN='), patience)
    const copied = stand.clipboard.text
    stand.tray.menu.click('acme', 'Open console')
    const [window, view] = await consoleOpen(day, 0, '100000000101', questions)
    const signIn = stand.views[0]?.webContents.asked.find(address => address.includes('SigninToken'))
    secrets.push({ name: 'sign-in address', value: signIn ?? '' })
    const strip = window.webContents.page
    await vi.waitFor(async () => expect(await strip.textContent('#account')).toBe('acme'), patience)
    await strip.click('#reload')
    await strip.click('#elsewhere')
    const argv = join(programs, 'seen', 'argv')
    await vi.waitFor(() => expect(readFileSync(argv, 'utf8')).toMatch(/\/go\/[\w-]+\n/), patience)
    seen.push(...(await look(day)))
    expect(view.webContents.heard).toEqual([])
    good(await world.control.fault(['error', 'AssumeRole', 'AccessDenied', '403']))
    await call('openConsole', { target: 'ops-hub:globex/globex-production' }).catch(() => undefined)
    good(await world.control.advance('+55m'))
    await vi.waitFor(() => expect(stand.told.map(({ title }) => title).join()).toContain('renewed'), patience)
    good(await world.control.fault(['clear']))
    stand.app.emit('second-instance', {}, [
      'switchyard',
      'switchyard://console/acme/acme-production?service=s3',
    ])
    stand.dialogs.answer = 'End everything'
    stand.tray.menu.click('End everything')
    await vi.waitFor(() => expect(window.isDestroyed()).toBe(true), patience)
    seen.push(...(await look(day)))

    sampler.child.kill('SIGTERM')
    for (const line of (await sampler.ended).stdout.trim().split('\n'))
      seen.push({ where: 'arguments of a process', text: JSON.parse(line) as string, mayHold: null })
    seen.push({ where: 'what the browser was given', text: readFileSync(argv, 'utf8'), mayHold: null })
    const { secrets: issued } = good(await world.control.issued())
    secrets.push(...issued.map((value, index) => ({ name: `issued ${index}`, value })), {
      name: 'passphrase',
      value: readFileSync(world.started.pointer.passphraseFile, 'utf8').trim(),
    })
    expect(secrets.length).toBeGreaterThan(8)
    expect(leaksOf({ seen, secrets })).toEqual([])
    // What was looked for is what there was: in the clipboard, lent for a while, and in the address of the console.
    const search = createLeakSearch(secrets)
    expect(search.inText('the clipboard', copied).length).toBeGreaterThan(1)
    expect(search.inText('the console', signIn ?? '').length).toBeGreaterThan(0)
    expect(seen.filter(({ where }) => where.startsWith('frames to window')).length).toBeGreaterThan(4)
  })
})
