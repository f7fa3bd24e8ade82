// The desktop's windows in real Electron: how they are locked, where a question comes, a second start, a lock, and the ways to quit.
import { expect, test } from '@playwright/test'
import type { Snapshot } from '../../shared/snapshot.ts'
import { startCli } from '../support/run-cli.ts'
import { answerCode, call } from './calls.ts'
import { type Desktop, findRuntime, startAgain, startDesktop } from './runtime.ts'

const found = findRuntime()
test.skip('why' in found, 'why' in found ? found.why : '')

const acme = 'ops-hub:acme/acme-production'
const program = 'program' in found ? found.program : ''
let desktop: Desktop
test.beforeEach(async () => {
  desktop = await startDesktop(program)
})
test.afterEach(async () => await desktop?.close())

test('every window runs sandboxed, isolated and without Node, and what it asks for is denied', async () => {
  const { app, window } = desktop
  const preferences = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map(each => {
      const { sandbox, contextIsolation, nodeIntegration, webSecurity } = (
        each as unknown as { getLastWebPreferences(): Record<string, boolean> }
      ).getLastWebPreferences()
      return { sandbox, contextIsolation, nodeIntegration, webSecurity }
    }),
  )
  expect(preferences).toEqual([
    { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true },
  ])
  const denied = await window.evaluate(
    "navigator.permissions.query({ name: 'geolocation' }).then(it => it.state)",
  )
  expect(denied).toBe('denied')
  const policy = await window.evaluate("fetch('https://example.org/').then(() => 'reached', () => 'refused')")
  expect(policy).toBe('refused')
})

test('a question while the window is hidden has a window by the tray, or brings the window where there is none', async () => {
  const { app, window, control } = desktop
  const hasTray = !(await call<Snapshot>(window, 'snapshot')).notices
    .join()
    .includes('No tray on this desktop')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  const started = call(window, 'startSession', { target: acme })
  if (!hasTray) {
    await expect(async () => {
      const visible = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
      expect(visible).toBe(true)
    }).toPass()
    await answerCode(desktop)
    await started
    return
  }
  await expect(() => expect(app.windows()).toHaveLength(2)).toPass()
  const question = app.windows().find(page => page.url().includes('prompt.html'))
  if (!question) throw new Error('There is no question.')
  await expect(question.locator('dialog h2')).toHaveText('MFA code for ana')
  const phone = await control.phone('ana')
  if (!phone.ok) throw new Error('There is no phone.')
  await question.locator('dialog [data-first]').fill(phone.value.code)
  await question.keyboard.press('Enter')
  await started
  await expect(() => expect(app.windows()).toHaveLength(1)).toPass()
})

test('a second start only brings the first forward', async () => {
  const { app } = desktop
  expect(await startAgain(program, desktop)).toBe(0)
  expect(app.windows()).toHaveLength(1)
})

test('a lock closes the console; its cookies are gone with it', async () => {
  const { app, window } = desktop
  await call(window, 'changeSettings', { consoleIn: 'window' })
  const opening = call(window, 'openConsole', { target: acme })
  await answerCode(desktop)
  await opening
  const contents = () => app.evaluate(({ webContents }) => webContents.getAllWebContents().length)
  await expect(async () => expect(await contents()).toBe(3)).toPass()
  await app.evaluate(({ webContents }) => {
    const page = webContents.getAllWebContents().find(each => each.getURL().startsWith('http'))
    Object.assign(globalThis, { partition: page?.session })
  })
  await call(window, 'lock')
  await expect(async () => expect(await contents()).toBe(1)).toPass()
  await expect(async () => {
    const cookies = await app.evaluate(
      async () =>
        (await (globalThis as unknown as { partition: Electron.Session }).partition.cookies.get({})).length,
    )
    expect(cookies).toBe(0)
  }).toPass()
})

test('quitting asks while a session lives, and ends it when it is told to', async () => {
  const { app, window, env } = desktop
  const started = call(window, 'startSession', { target: acme })
  await answerCode(desktop)
  await started
  await app.evaluate(({ app: real, dialog }) => {
    // The first button: end and quit.
    dialog.showMessageBox = (() =>
      Promise.resolve({ response: 0, checkboxChecked: false })) as unknown as typeof dialog.showMessageBox
    setTimeout(() => real.quit(), 100)
  })
  await app.waitForEvent('close')
  const left = await startCli(['sessions', '--json'], env).ended
  expect(JSON.parse(left.stdout)).toEqual([])
})
