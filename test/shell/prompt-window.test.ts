// The small window by the tray: a question comes there while the main window is out of sight, one at a time, and goes with its answer.
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { besideTray } from '../../main/electron/prompt-place.ts'
import type { Result } from '../../shared/result.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { axeFindings } from '../journeys/examine/axe.ts'
import { focusFindings } from '../journeys/examine/focus-walk.ts'
import { handleFindings } from '../journeys/examine/frame.ts'
import { freshCode, run } from '../support/cli-world.ts'
import type { StandInWindow } from './app.ts'
import { hasChromium, launchChromium, withoutChromium } from './chromium.ts'
import { acme, type Day, patience, startDay } from './day-at-desk.ts'

let browser: Browser
beforeAll(async () => {
  if (hasChromium) browser = await launchChromium()
})
afterAll(async () => void (await browser?.close()))

const breakGlass = 'ops-hub:acme/OrganizationAccountAccessRole'

const questionsOf = ({ stand }: Pick<Day, 'stand'>): StandInWindow[] =>
  stand.windows.slice(1).filter(each => !each.isDestroyed())
/** The question's window, once its page asks. */
const asking = (day: Pick<Day, 'stand'>, heading: RegExp): Promise<StandInWindow> =>
  vi.waitFor(async () => {
    const [window, more] = questionsOf(day)
    if (!window || more) throw new Error('there is not one question')
    await window.webContents.ready
    expect(window.isVisible()).toBe(true)
    expect(await window.webContents.page.textContent('dialog h2', { timeout: 1_000 })).toMatch(heading)
    return window
  }, patience)
const nothingAsked = (day: Pick<Day, 'stand'>): Promise<void> =>
  vi.waitFor(() => expect(questionsOf(day)).toEqual([]), patience)
const fits = (window: StandInWindow): Promise<unknown> =>
  window.webContents.page.evaluate(
    "(d => [d.clientWidth - innerWidth, d.scrollHeight - d.clientHeight])(document.querySelector('dialog'))",
  )
/** What somebody could not see, reach by Tab or press, in both themes. */
const findings = async (page: Page): Promise<readonly string[]> => {
  const found: string[] = []
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    found.push(...(await axeFindings(page)).map(each => `${colorScheme}: ${each}`))
  }
  return [...found, ...(await focusFindings(page)), ...(await page.evaluate(handleFindings))]
}
const focused = (page: Page): Promise<unknown> =>
  page.evaluate(
    "[document.activeElement?.localName, document.activeElement?.closest('dialog') !== null].join()",
  )
/** Calls main from inside the hidden window's page, and hands over whatever comes of it. */
const begin = async ({ stand }: Pick<Day, 'stand'>, target: string): Promise<Result<unknown>> =>
  (await stand.windows[0]?.webContents.page.evaluate(
    `window.switchyard.call('startSession', { target: ${JSON.stringify(target)} })`,
  )) as Result<unknown>

describe.skipIf(!hasChromium)(`a question while the window is out of sight${withoutChromium}`, () => {
  test('stands under the tray, takes the code, and goes', async () => {
    const day = await startDay(browser)
    const { stand, call, world } = day
    const [main] = stand.windows
    main?.hide()
    await call('pin', { target: acme, name: 'acme' })
    await vi.waitFor(() => expect(stand.tray.menu.labels()).toContain('Pinned'), patience)
    stand.tray.menu.click('acme', 'Assume')
    const window = await asking(day, /^MFA code for ana$/)
    expect(window.options).toMatchObject({
      frame: false,
      resizable: false,
      alwaysOnTop: true,
      skipTaskbar: true,
      show: false,
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, partition: 'window' },
    })
    expect(window.shown).toBe(1)
    expect(window.bounds).toMatchObject({ x: 1920 - 440 - 8, y: 33, width: 440 })
    const { page } = window.webContents
    expect(await page.evaluate('Object.keys(window.switchyard).join() + typeof require')).toBe(
      'call,onundefined',
    )
    await vi.waitFor(async () => expect(await fits(window)).toEqual([0, 0]), patience)
    expect(await findings(page)).toEqual([])
    // No bar of the system and none of its buttons: what is no field is the handle.
    expect(await page.evaluate('document.documentElement.dataset.frame')).toBeUndefined()
    await page.evaluate("location.href = 'file:///etc/passwd'").catch(() => undefined)
    await page.evaluate("window.open('https://wiki.example.org/')")
    expect(window.webContents.getURL()).toBe('app://switchyard/prompt.html')

    // One types at once, and goes elsewhere for the code: the question stays as it is, above all, unanswered.
    await page.getByRole('dialog').getByRole('textbox').first().focus()
    await page.keyboard.type('000')
    window.focusedNow = false
    window.emit('blur')
    await new Promise(setImmediate)
    expect([window.isVisible(), window.isDestroyed()]).toEqual([true, false])
    expect((await call<Snapshot>('snapshot')).prompts).toHaveLength(1)

    // What is wrong is said there, too.
    await page.keyboard.type('000')
    await page.keyboard.press('Enter')
    const again = await asking(day, /^New MFA code for ana$/)
    await vi.waitFor(async () => expect(await fits(again)).toEqual([0, 0]), patience)
    // It grows with what it has to say: a program waits for the same code by now.
    const program = run(world.env, ['credential-process', acme])
    await vi.waitFor(
      async () =>
        expect(await again.webContents.page.textContent('dialog')).toContain(
          'Two callers wait for this one code: the window and one program.',
        ),
      patience,
    )
    await vi.waitFor(async () => expect(await fits(again)).toEqual([0, 0]), patience)
    await again.webContents.page.keyboard.type(await freshCode(world.control))
    await again.webContents.page.keyboard.press('Enter')
    await nothingAsked(day)
    await vi.waitFor(
      async () => expect((await call<Snapshot>('snapshot')).sessions[0]?.target).toBe(acme),
      patience,
    )
    expect(await program).toMatchObject({ code: 0 })
    expect(main?.isVisible()).toBe(false)
  })

  test.each(['device-code', 'browser'] as const)('a sign-in by %s is whole in it, too', async flow => {
    const day = await startDay(browser, 'darwin', [], {}, 'sso-landing-zone')
    const { stand } = day
    const [main] = stand.windows
    await main?.webContents.page.waitForSelector('nav')
    main?.hide()
    const signing = main?.webContents.page.evaluate(
      `window.switchyard.call('signIn', { signIn: 'portal', flow: '${flow}' })`,
    )
    const window = await asking(day, /portal|Sign in|sign-in|code/i)
    await vi.waitFor(async () => expect(await fits(window)).toEqual([0, 0]), patience)
    expect(await findings(window.webContents.page)).toEqual([])
    await window.webContents.page.keyboard.press('Escape')
    expect(await signing).toMatchObject({ ok: false, failure: { kind: 'cancelled' } })
    await nothingAsked(day)
  })

  test('one after the other; to close it is to say no', async () => {
    const day = await startDay(browser)
    const { stand } = day
    await stand.windows[0]?.webContents.page.waitForSelector('nav')
    if (stand.windows[0]) stand.windows[0].minimized = true
    const first = begin(day, acme)
    const window = await asking(day, /^MFA code for ana$/)
    const second = begin(day, breakGlass)
    const { page } = window.webContents
    expect(await focused(page)).toBe('input,true')
    await vi.waitFor(
      async () => expect(await page.textContent('dialog')).toContain('One more question waits'),
      patience,
    )
    await page.keyboard.press('Escape')
    expect(await first).toMatchObject({ ok: false, failure: { kind: 'cancelled' } })
    await asking(day, /^Assume OrganizationAccountAccessRole\?$/)
    expect(window.isDestroyed()).toBe(false)
    await vi.waitFor(async () => expect(await fits(window)).toEqual([0, 0]), patience)
    // The next question has the focus, where the one before had it.
    expect(await focused(page)).toBe('input,true')
    expect(await findings(page)).toEqual([])
    window.close()
    expect(await second).toMatchObject({ ok: false, failure: { kind: 'cancelled' } })
    await nothingAsked(day)
    expect(stand.windows[0]?.minimized).toBe(true)
  })

  test('moves into the window when that is opened, and its notice leads to where it is asked', async () => {
    const day = await startDay(browser)
    const { stand } = day
    const [main] = stand.windows
    await main?.webContents.page.waitForSelector('nav')
    main?.hide()
    const started = begin(day, acme)
    const window = await asking(day, /^MFA code for ana$/)
    const notice = stand.told.find(({ title }) => title === 'MFA code needed')
    notice?.click()
    expect(window.shown).toBe(2)
    expect(main?.isVisible()).toBe(false)
    stand.tray.menu.click('Open Switchyard')
    await vi.waitFor(() => expect(window.isDestroyed()).toBe(true), patience)
    expect(main?.isVisible()).toBe(true)
    const page = main?.webContents.page
    await vi.waitFor(
      async () => expect(await page?.textContent('dialog h2')).toBe('MFA code for ana'),
      patience,
    )
    notice?.click()
    await vi.waitFor(() => expect(main?.shown).toBe(3), patience)
    await page?.keyboard.press('Escape')
    expect(await started).toMatchObject({ ok: false, failure: { kind: 'cancelled' } })
  })

  test('without a tray it brings the window', async () => {
    const day = await startDay(browser, 'linux')
    const { stand } = day
    const [main] = stand.windows
    await main?.webContents.page.waitForSelector('nav')
    main?.hide()
    const started = begin(day, acme)
    await vi.waitFor(() => expect(main?.isVisible()).toBe(true), patience)
    expect(stand.windows).toHaveLength(1)
    await vi.waitFor(
      async () => expect(await main?.webContents.page.textContent('dialog h2')).toBe('MFA code for ana'),
      patience,
    )
    await main?.webContents.page.keyboard.press('Escape')
    expect(await started).toMatchObject({ ok: false })
  })

  test('a page that dies leaves the question to the window', async () => {
    const day = await startDay(browser)
    const { stand } = day
    const [main] = stand.windows
    await main?.webContents.page.waitForSelector('nav')
    main?.hide()
    const started = begin(day, acme)
    const window = await asking(day, /^MFA code for ana$/)
    await window.webContents.crash()
    await vi.waitFor(() => expect(window.isDestroyed()).toBe(true), patience)
    await vi.waitFor(() => expect(main?.isVisible()).toBe(true), patience)
    await main?.webContents.page.keyboard.press('Escape')
    expect(await started).toMatchObject({ ok: false, failure: { kind: 'cancelled' } })
  })
})

describe('its place', () => {
  const size = { width: 400, height: 300 }
  const bounds = { x: 0, y: 0, width: 1920, height: 1080 }
  const macOS = { bounds, workArea: { x: 0, y: 25, width: 1920, height: 1055 } }
  const windows = { bounds, workArea: { x: 0, y: 0, width: 1920, height: 1040 } }
  const left = {
    bounds: { ...bounds, x: -1280, width: 1280 },
    workArea: { x: -1280, y: 0, width: 1280, height: 1040 },
  }

  test.each([
    ['under a bar at the top', { x: 1000, y: 0, width: 24, height: 24 }, [macOS], { x: 812, y: 33 }],
    ['over a bar at the bottom', { x: 1600, y: 1046, width: 24, height: 24 }, [windows], { x: 1412, y: 732 }],
    ['not beyond an edge', { x: 1890, y: 1046, width: 24, height: 24 }, [windows], { x: 1512, y: 732 }],
    [
      'on the screen the tray is on',
      { x: -200, y: 1046, width: 24, height: 24 },
      [windows, left],
      { x: -408, y: 732 },
    ],
    [
      'in a corner when the tray is nowhere',
      { x: 0, y: 0, width: 0, height: 0 },
      [windows],
      { x: 1512, y: 732 },
    ],
    ['in the upper one where a bar is there', null, [macOS], { x: 1512, y: 33 }],
    [
      'in a corner when the tray’s screen is gone',
      { x: 5000, y: 9, width: 24, height: 24 },
      [windows],
      { x: 1512, y: 732 },
    ],
  ] as const)('%s', (_where, tray, screens, expected) =>
    expect(besideTray(tray, screens, size)).toEqual({ ...size, ...expected }),
  )
  test('on a small screen it is smaller, and without a screen there is none', () => {
    const tiny = {
      bounds: { ...bounds, width: 300, height: 200 },
      workArea: { x: 0, y: 0, width: 300, height: 200 },
    }
    expect(besideTray(null, [tiny], size)).toEqual({ x: 8, y: 8, width: 284, height: 184 })
    expect(besideTray(null, [], size)).toBeNull()
  })
})
