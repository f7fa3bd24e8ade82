// The window's own buttons in the page: how the window is made for them, what the page is told, and whose colors they take.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { frameOptions, isDark, overlayOf, withFrame } from '../../main/electron/window-frame.ts'
import { hasChromium, launchChromium, withoutChromium } from './chromium.ts'
import { type Day, patience, startDay } from './day-at-desk.ts'

describe('the window', () => {
  test('has no bar of the system: lights above the mark, or buttons over the head', () => {
    expect(frameOptions('darwin', true)).toEqual({
      titleBarStyle: 'hidden',
      trafficLightPosition: { x: 18, y: 12 },
    })
    for (const platform of ['win32', 'linux'] as const)
      expect(frameOptions(platform, false)).toEqual({
        titleBarStyle: 'hidden',
        titleBarOverlay: overlayOf(false),
      })
  })
  test('its buttons are painted as the head is, in both themes', () => {
    const styles = join(import.meta.dirname, '../../renderer/styles')
    const primitives = readFileSync(join(styles, 'primitives.css'), 'utf8')
    const tokens = readFileSync(join(styles, 'tokens.css'), 'utf8')
    const inBoth = (token: string): (string | undefined)[] => {
      const found = new RegExp(`${token}: light-dark\\(var\\((--[\\w-]+)\\), var\\((--[\\w-]+)\\)\\)`).exec(
        tokens,
      )
      return [found?.[1], found?.[2]].map(name => new RegExp(`${name}: (#\\w+);`).exec(primitives)?.[1])
    }
    const painted = [overlayOf(false), overlayOf(true)]
    expect(painted.map(({ color }) => color)).toEqual(inBoth('--bg-window'))
    expect(painted.map(({ symbolColor }) => symbolColor)).toEqual(inBoth('--text-2'))
    // 52 px of head, less the line at its end.
    expect(painted.map(({ height }) => height)).toEqual([49, 49])
    expect(tokens).toContain('--bar: 3.25rem;')
  })
  test('is as dark as its page', () => {
    expect([isDark('system', true), isDark('system', false)]).toEqual([true, false])
    expect([isDark('dark', false), isDark('light', true)]).toEqual([true, false])
  })
  test('the page is told by its own root, which it has', () => {
    const html = readFileSync(join(import.meta.dirname, '../../renderer/index.html'), 'utf8')
    expect(withFrame(html, 'mac')).toContain('<html data-frame="mac" lang="en">')
  })
})

let browser: Browser
beforeAll(async () => {
  if (hasChromium) browser = await launchChromium()
})
afterAll(async () => void (await browser?.close()))

const open = async (
  platform: NodeJS.Platform,
): Promise<Day & { window: Day['stand']['windows'][number] }> => {
  const day = await startDay(browser, platform)
  const [window] = day.stand.windows
  if (!window) throw new Error('There is no window.')
  await window.webContents.page.waitForSelector('nav')
  return { ...day, window }
}
/** What the page keeps free, in px, where the system says nothing of its own. */
const free = `(() => {
  const box = selector => document.querySelector(selector).getBoundingClientRect()
  const style = getComputedStyle(document.querySelector('nav a').closest('nav').firstElementChild)
  return { frame: document.documentElement.dataset.frame, brand: box('nav > div').top, drags: style.getPropertyValue('app-region') }
})()`

describe.skipIf(!hasChromium)(`the frame of the desktop${withoutChromium}`, () => {
  test('on Windows and Linux: buttons in the colors of the theme, which they follow', async () => {
    const { window, stand, call } = await open('linux')
    expect(window.options).toMatchObject({ titleBarStyle: 'hidden', titleBarOverlay: overlayOf(false) })
    expect(window.options).not.toHaveProperty('trafficLightPosition')
    const { page } = window.webContents
    expect(await page.evaluate(free)).toMatchObject({
      frame: 'overlay',
      brand: expect.any(Number),
      drags: 'drag',
    })

    await call('changeSettings', { theme: 'dark' })
    await vi.waitFor(() => expect(window.painted.at(-1)).toEqual(overlayOf(true)), patience)
    // The system's own theme counts only where nobody chose.
    stand.theme.emit('updated')
    expect(window.painted.at(-1)).toEqual(overlayOf(true))
    await call('changeSettings', { theme: 'system' })
    await vi.waitFor(() => expect(window.painted.at(-1)).toEqual(overlayOf(false)), patience)
    stand.state.dark = true
    stand.theme.emit('updated')
    expect(window.painted.at(-1)).toEqual(overlayOf(true))

    // A window that comes later begins as the one before ended; one that is gone is not painted.
    window.close()
    stand.theme.emit('updated')
    stand.app.emit('activate')
    await vi.waitFor(() => expect(stand.windows).toHaveLength(2), patience)
    expect(stand.windows[1]?.options.titleBarOverlay).toEqual(overlayOf(true))
  })

  test('on macOS: 36 px for the lights, above the mark or above what must be said', async () => {
    const { window, call } = await open('darwin')
    expect(window.options).toMatchObject({
      titleBarStyle: 'hidden',
      trafficLightPosition: { x: 18, y: 12 },
    })
    expect(window.options).not.toHaveProperty('titleBarOverlay')
    const { page } = window.webContents
    // The demo says that AWS is replaced: the room is above that, and the mark follows.
    const notice = await page.locator('section[aria-label="Notices"] > div').first().boundingBox()
    expect(notice?.y).toBe(36)
    await page.evaluate('document.querySelector(`section[aria-label="Notices"]`).replaceChildren()')
    expect(await page.evaluate(free)).toMatchObject({ frame: 'mac', drags: 'drag' })
    const mark = await page.locator('nav svg').first().boundingBox()
    expect(mark?.y).toBeGreaterThanOrEqual(36)
    // A head beside it begins at the top.
    expect((await page.locator('main header, main section > *').first().boundingBox())?.y).toBeLessThan(36)
    await call('changeSettings', { theme: 'dark' })
    await vi.waitFor(
      async () => expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark'),
      patience,
    )
    // There is nothing to paint: the lights are the system's.
    expect(window.painted).toEqual([])
  })
})
