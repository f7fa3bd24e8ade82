// The desktop's day in real Electron: a locked window over the real bridge, a code, a console of its own, a link, the end.
import { expect, test } from '@playwright/test'
import type { Snapshot } from '../../shared/snapshot.ts'
import { answerCode, call } from './calls.ts'
import { type Desktop, findRuntime, startDesktop } from './runtime.ts'

const found = findRuntime()
test.skip('why' in found, 'why' in found ? found.why : '')

const acme = 'ops-hub:acme/acme-production'
let desktop: Desktop
test.beforeEach(async () => {
  desktop = await startDesktop('program' in found ? found.program : '')
})
test.afterEach(async () => await desktop?.close())

test('the window is ours, locked, and has nothing of Node', async () => {
  const { app, window } = desktop
  expect(window.url()).toMatch(/^app:\/\/switchyard\/index\.html/)
  expect(await window.evaluate('[typeof require, typeof process, typeof module].join()')).toBe(
    'undefined,undefined,undefined',
  )
  expect(await window.evaluate('Object.keys(window.switchyard).join()')).toBe('call,on')
  expect((await call<Snapshot>(window, 'snapshot')).host).toBe('desktop')
  await window.evaluate("location.href = 'file:///etc/passwd'").catch(() => undefined)
  expect(window.url()).toMatch(/^app:\/\/switchyard\//)
  const windows = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  await window.evaluate("window.open('about:blank')")
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(windows)
})

test('a session with a code, its console in a window of its own, and both end together', async () => {
  const { app, window } = desktop
  await call(window, 'changeSettings', { consoleIn: 'window' })
  const started = call(window, 'startSession', { target: acme })
  await answerCode(desktop)
  await started
  await call(window, 'openConsole', { target: acme })
  const texts = () =>
    app.evaluate(async ({ webContents }) =>
      Promise.all(
        webContents
          .getAllWebContents()
          .map(each => each.executeJavaScript('document.body.innerText') as Promise<string>),
      ),
    )
  await expect(async () => {
    const shown = await texts()
    expect(shown.some(text => text.includes('Account ID') && text.includes('100000000101'))).toBe(true)
    expect(shown.some(text => text.includes('acme-production') && text.includes('Stop'))).toBe(true)
  }).toPass()
  await call(window, 'stopSession', { target: acme })
  await expect(async () => expect(await texts()).toHaveLength(1)).toPass()
})

test('a link asks, and a no does nothing', async () => {
  const { app, window } = desktop
  await app.evaluate(({ app: real, dialog }) => {
    const asked: string[] = []
    Object.assign(globalThis, { asked })
    dialog.showMessageBox = (async (options: { message: string }) => {
      asked.push(options.message)
      return await Promise.resolve({ response: 0, checkboxChecked: false })
    }) as unknown as typeof dialog.showMessageBox
    real.emit('second-instance', {}, ['switchyard', 'switchyard://assume/acme/acme-production'])
  })
  await expect(async () => {
    const asked = await app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)
    expect(asked).toEqual(['A link asks to take acme / acme-production.'])
  }).toPass()
  expect(await call<Snapshot>(window, 'snapshot')).toMatchObject({ sessions: [], prompts: [] })
})
