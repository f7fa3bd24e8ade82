// A console in a window of its own: its frame, its keys, what it may not ask for, and that nothing of it is left at the end.
import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { consoleKey } from '../../main/electron/console-keys.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { hasChromium, launchChromium, withoutChromium } from './chromium.ts'
import type { StandInDownload } from './chromium-contents.ts'
import { acme, answerCode, consoleOpen, patience, startDay } from './day-at-desk.ts'

let browser: Browser
beforeAll(async () => {
  if (hasChromium) browser = await launchChromium()
})
afterAll(async () => void (await browser?.close()))

const qa = 'ops-hub:qa/qa-environment'

/** The app with acme's console open, by a person who typed a code. */
const consoleDay = async () => {
  const day = await startDay(browser)
  await day.call('changeSettings', { consoleIn: 'window' })
  const opening = day.call('openConsole', { target: acme })
  await answerCode(day)
  await opening
  const [window, view] = await consoleOpen(day)
  return { ...day, window, view }
}
/** What a page can find of what a page before it kept, in each of the places there are. */
const kept = `(async () => ({
  cookies: document.cookie,
  local: localStorage.length,
  session: sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
}))()`
const nothing = { cookies: '', local: 0, session: 0, databases: 0, caches: 0 }
const keep = `(async () => {
  document.cookie = 'mine=1; max-age=9999; path=/'
  localStorage.setItem('mine', '1')
  await new Promise(done => { indexedDB.open('mine').onsuccess = done })
  await (await caches.open('mine')).put('/mine', new Response('1'))
})()`

describe.skipIf(!hasChromium)(`a console window${withoutChromium}`, () => {
  test('of production is solid and framed; another has a strip alone', async () => {
    const day = await consoleDay()
    const { window, view, call } = day
    const strip = window.webContents.page
    await vi.waitFor(async () => expect(await strip.getAttribute('body', 'class')).toBe('framed'), patience)
    expect(view.bounds).toEqual({ x: 3, y: 80, width: 1274, height: 777 })
    const solid = await strip.evaluate(
      "[getComputedStyle(document.querySelector('.strip')).backgroundColor, getComputedStyle(document.body).backgroundColor]",
    )
    expect(new Set(solid as string[]).size).toBe(1)
    window.bounds = { x: 0, y: 0, width: 640, height: 400 }
    window.emit('resize')
    expect(view.bounds).toEqual({ x: 3, y: 80, width: 634, height: 317 })

    await call('openConsole', { target: qa })
    const [second, other] = await consoleOpen(day, 1, '100000000012')
    const { page } = second.webContents
    await vi.waitFor(async () => expect(await page.textContent('#environment')).toBe('staging'), patience)
    expect(await page.getAttribute('.strip', 'data-env')).toBe('amber')
    expect((await page.getAttribute('body', 'class')) ?? '').not.toContain('framed')
    expect(other.bounds).toMatchObject({ x: 0, y: 80, width: 1280 })
    expect(other.webContents.session).not.toBe(view.webContents.session)
    // Side by side: each is signed in as its own account, and none sees the other's cookies.
    expect(await view.webContents.page.textContent('body')).not.toContain('Also open in this browser')
  })

  test('keeps nothing: all that its pages kept is gone once it is locked', async () => {
    const { window, view, call, stand } = await consoleDay()
    const { page } = view.webContents
    const address = page.url()
    await page.evaluate(keep)
    expect(await page.evaluate(kept)).toMatchObject({ local: 1, databases: 1, caches: 1 })
    await call('lock')
    await vi.waitFor(() => expect(window.isDestroyed()).toBe(true), patience)
    await vi.waitFor(() => expect(view.webContents.session.wiped).toHaveLength(4), patience)
    const again = await (await view.webContents.session.context).newPage()
    const answer = await again.goto(address)
    // AWS's own cookie went too: whoever found the partition again would be nobody.
    expect(answer?.status()).toBe(401)
    expect(await again.evaluate(kept)).toEqual(nothing)
    expect(await (await view.webContents.session.context).cookies()).toEqual([])
    // The session itself goes on.
    await call('unlock')
    await vi.waitFor(
      async () => expect((await call<Snapshot>('snapshot')).sessions).toHaveLength(1),
      patience,
    )
    expect(stand.views).toHaveLength(1)
  })

  test('goes with everything, and what AWS alone can end is said with its policy', async () => {
    const { window, call, stand } = await consoleDay()
    stand.dialogs.answer = 'Cancel'
    stand.tray.menu.click('End everything')
    await vi.waitFor(() => expect(stand.dialogs.asked).toHaveLength(1), patience)
    expect((await call<Snapshot>('snapshot')).sessions).toHaveLength(1)
    const answers = ['End everything', 'Copy the policy']
    Object.defineProperty(stand.dialogs, 'answer', {
      get: () => answers.shift() ?? 'Keep and quit',
      set: () => undefined,
    })
    stand.tray.menu.click('End everything')
    await vi.waitFor(() => expect(window.isDestroyed()).toBe(true), patience)
    await vi.waitFor(() => expect(stand.clipboard.text).toContain('aws:TokenIssueTime'), patience)
    expect(stand.dialogs.asked.at(-1)?.detail).toContain(
      'Inline policy of the role acme-production in account 100000000101',
    )
    const { sessions, signIns } = await call<Snapshot>('snapshot')
    expect(sessions).toEqual([])
    expect(signIns.map(({ state }) => state)).not.toContain('in')
    await vi.waitFor(() => expect(stand.tray.menu.labels().join()).not.toContain('End everything'), patience)
  })

  test('saves a file only where the person says, and stops with the console', async () => {
    const { view, call } = await consoleDay()
    const saved: StandInDownload[] = []
    view.webContents.session.on(
      'will-download',
      (_event: unknown, item: StandInDownload) => void saved.push(item),
    )
    await view.webContents.page.evaluate(`{
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob(['#!/bin/sh']))
      link.download = 'credentials.sh'
      link.click()
    }`)
    await vi.waitFor(() => expect(saved).toHaveLength(1), patience)
    expect(saved[0]?.options).toEqual({
      title: 'Save from the console',
      defaultPath: 'credentials.sh',
      properties: ['showOverwriteConfirmation'],
    })
    expect(saved[0]?.cancelled).toBe(false)
    await call('stopSession', { target: acme })
    await vi.waitFor(() => expect(saved[0]?.cancelled).toBe(true), patience)
  })

  test('is given no password and no certificate, and says when there is no page', async () => {
    const { view, window } = await consoleDay()
    const contents = view.webContents
    for (const [event, args] of [
      ['login', [{}, { isProxy: false, scheme: 'basic', host: 'evil.example' }]],
      ['select-client-certificate', ['https://evil.example/', [{ subjectName: 'the person' }]]],
    ] as const) {
      const preventDefault = vi.fn()
      const answer = vi.fn()
      contents.emit(event, { preventDefault }, ...args, answer)
      expect(preventDefault, event).toHaveBeenCalledOnce()
      expect(answer.mock.calls, event).toEqual([[]])
    }
    const strip = window.webContents.page
    const host = () => strip.textContent('#host')
    contents.emit('did-fail-load', {}, -3, 'ERR_ABORTED', contents.getURL(), true)
    contents.emit('did-fail-load', {}, -105, 'ERR_NAME_NOT_RESOLVED', contents.getURL(), false)
    await vi.waitFor(async () => expect(await host()).toMatch(/^127\.0\.0\.1:/), patience)
    contents.emit('did-fail-load', {}, -106, 'ERR_INTERNET_DISCONNECTED', contents.getURL(), true)
    await vi.waitFor(
      async () =>
        expect(await host()).toBe('The page did not load: ERR_INTERNET_DISCONNECTED. Reload to try again.'),
      patience,
    )
    const preventDefault = vi.fn()
    const key = { type: 'keyDown', key: 'r', control: false, meta: true, alt: false, shift: false }
    contents.emit('before-input-event', { preventDefault }, key)
    expect(preventDefault).toHaveBeenCalledOnce()
    await vi.waitFor(async () => expect(await host()).toMatch(/^127\.0\.0\.1:/), patience)
  })
})

describe('the keys of a console window', () => {
  const none = { type: 'keyDown', alt: false, control: false, meta: false, shift: false } as const
  test.each([
    ['F5', {}, 'reload', 'reload'],
    ['r', { control: true }, 'reload', null],
    ['R', { meta: true, shift: true }, null, 'reload'],
    ['ArrowLeft', { alt: true }, 'back', null],
    ['ArrowRight', { alt: true }, 'forward', null],
    ['[', { meta: true }, null, 'back'],
    [']', { meta: true }, null, 'forward'],
    ['ArrowLeft', {}, null, null],
    ['r', {}, null, null],
  ] as const)('%s with %j', (key, held, elsewhere, mac) => {
    expect(consoleKey({ ...none, key, ...held }, 'linux')).toBe(elsewhere)
    expect(consoleKey({ ...none, key, ...held }, 'darwin')).toBe(mac)
    expect(consoleKey({ ...none, key, ...held, type: 'keyUp' }, 'linux')).toBeNull()
  })
})
