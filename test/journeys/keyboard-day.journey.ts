// A day without a mouse, from the first start to the end of everything: the page itself counts what a pointer does, and sees nothing.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test'
import { type App, startDemo, startEmpty } from './support/app.ts'
import { watchConsole } from './support/look.ts'

declare global {
  interface Window {
    pointed?: string[]
  }
}

test.describe.configure({ mode: 'serial' })

const example = join(import.meta.dirname, '../../examples/ops-hub/switchyard.yaml')
const passphrase = 'correct horse'
let world: App
let app: App
let folder: string
let catalog: string
let context: BrowserContext
let page: Page
let complaints: readonly string[]

test.beforeAll(async ({ browser }) => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-keyboard-'))
  catalog = join(folder, 'switchyard.yaml')
  copyFileSync(example, catalog)
  world = await startDemo('ops-hub')
  app = await startEmpty(world)
  context = await browser.newContext()
  page = await context.newPage()
  complaints = watchConsole(page)
  await page.addInitScript(() => {
    const pointed: string[] = []
    window.pointed = pointed
    for (const kind of ['pointerdown', 'pointermove', 'mousedown', 'mousemove', 'touchstart', 'wheel'])
      document.addEventListener(kind, () => pointed.push(kind), { capture: true })
  })
  await page.goto(app.url)
})
test.afterAll(async () => {
  await context?.close()
  await app?.stop()
  await world?.stop()
  rmSync(folder, { recursive: true, force: true })
})
test.afterEach(async () => {
  expect(complaints).toEqual([])
  expect(await page.evaluate(() => window.pointed)).toEqual([])
})

const search = () => page.getByRole('combobox', { name: 'Search targets' })
const details = () => page.getByRole('complementary')
const prompt = () => page.getByRole('dialog')
const button = (name: string | RegExp) => page.getByRole('button', { name })
const press = (...keys: readonly string[]) =>
  keys.reduce<Promise<void>>((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())
const type = (text: string) => page.keyboard.type(text)
/** Goes on by Tab until the control has the focus, as a person does; a hundred steps are too many for anybody. */
const tabTo = async (control: Locator): Promise<void> => {
  await expect(control).toBeVisible()
  for (let step = 0; step < 100; step += 1) {
    if (await control.evaluate(element => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${control} is not reached by Tab`)
}
/** By name, from anywhere. */
const command = async (words: string): Promise<void> => {
  await press('Control+k')
  await expect(prompt().getByRole('combobox')).toBeFocused()
  await type(words)
  await press('Enter')
  await expect(page.getByRole('dialog', { name: 'Go to or do' })).toBeHidden()
}

test('adds the first catalog', async () => {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Where are your accounts described?')
  await tabTo(button(/^Add a (team )?catalog/))
  await press('Enter')
  await tabTo(page.getByLabel('Source'))
  await type(catalog)
  await press('Enter')
  await expect(page.getByRole('heading', { name: 'ops-hub is added' })).toBeVisible()
  await tabTo(button('Done'))
  await press('Enter')
})

test('keeps a key behind a passphrase', async () => {
  const [id = '', secret = ''] = (await world.run(['demo', 'key', 'ana'])).trim().split('\n')
  await command('add the key of ops')
  await tabTo(page.getByLabel('Access key id'))
  await type(id)
  await tabTo(page.getByLabel('Secret access key'))
  await type(secret)
  await press('Enter')
  await expect(prompt()).toContainText('Choose a passphrase')
  await type(passphrase)
  await press('Tab')
  await type(passphrase)
  await press('Enter')
  await expect(details().getByText('in the vault')).toBeVisible()
})

test('takes a role with one code', async () => {
  await command('go to targets')
  await expect(search()).toBeFocused()
  await type('acme prod')
  await press('Enter')
  await expect(page.getByRole('textbox', { name: 'Six-digit code' })).toBeFocused()
  await type((await world.run(['demo', 'phone', 'ana'])).trim())
  await press('Enter')
  await expect(details().getByText('Profile acme-production is written.')).toBeVisible()
  await expect(search()).toBeFocused()
})

test('opens its console, copies, and hears why there is no terminal', async () => {
  const [opened] = await Promise.all([context.waitForEvent('page'), press('Control+Enter')])
  await expect(opened.locator('#role')).toHaveText('acme-production')
  await opened.close()
  await press('Control+c')
  const id = page.getByRole('menuitem', { name: 'Account id' })
  await expect(id).toBeVisible()
  for (let step = 0; step < 20 && !(await id.evaluate(item => item === document.activeElement)); step += 1)
    await press('ArrowDown')
  await press('Enter')
  await expect(details().getByText(/The account’s id was copied/)).toBeVisible()
  await expect(search()).toBeFocused()
  const terminal = details().getByRole('button', { name: 'Terminal' })
  await tabTo(terminal)
  // A person hears the reason from the button itself; with a display the button opens one.
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) await expect(terminal).toBeEnabled()
  else {
    await expect(terminal).toBeDisabled()
    // Written beside it, not only in a tip that a pointer finds; with the way that is left.
    const why = /^No terminal opens here; Copy has the (command|environment)\.$/
    await expect(terminal).toHaveAccessibleDescription(why)
    await expect(page.getByText(why)).toBeVisible()
  }
})

test('sees what lives', async () => {
  await command('go to sessions')
  await expect(page.getByRole('listitem').filter({ hasText: 'acme-production' })).toBeVisible()
  await tabTo(button(/^Stop acme/i))
})

test('reviews a change and approves it', async () => {
  writeFileSync(catalog, readFileSync(example, 'utf8').replaceAll('100000000112', '100000000999'))
  await command('sync ops-hub')
  await expect(page.getByRole('heading', { name: /would change where you end up/ })).toBeVisible()
  await tabTo(page.getByRole('checkbox', { name: 'Seen' }).first())
  for (const seen of await page.getByRole('checkbox', { name: 'Seen' }).all()) {
    await tabTo(seen)
    await press('Space')
  }
  await tabTo(button('Approve update'))
  await press('Enter')
  await expect(page.getByRole('heading', { name: /would change where you end up/ })).toBeHidden()
})

test('chooses a theme', async () => {
  await command('go to settings')
  await tabTo(button('Dark'))
  await press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('locks, and unlocks with the passphrase', async () => {
  await command('lock the vault')
  await expect(page.getByText('The vault is locked, so nothing new can start.')).toBeVisible()
  await command('unlock the vault')
  await expect(prompt()).toContainText('Unlock the vault')
  await type(passphrase)
  await press('Enter')
  await expect(page.getByText('The vault is locked, so nothing new can start.')).toBeHidden()
})

test('ends everything', async () => {
  await command('end everything')
  await expect(prompt()).toContainText('End everything?')
  await tabTo(prompt().getByRole('button', { name: 'End everything' }))
  await press('Enter')
  await expect(prompt()).toContainText('Everything has ended')
  await press('Escape')
  await expect(prompt()).toBeHidden()
  await command('go to sessions')
  await expect(page.getByText('No sessions')).toBeVisible()
})
