// The settings in the window: each is found, acts at once, and is there again after a restart; nothing a person broke is lost.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { type App, startDemo, startIn } from './support/app.ts'
import { look, watchConsole } from './support/look.ts'

test.describe.configure({ mode: 'serial' })

const catalog = join(import.meta.dirname, '../../examples/ops-hub/switchyard.yaml')
let folder: string
let demo: App
let app: App
let context: BrowserContext
let page: Page
let complaints: readonly string[]

const read = (name: string): string => {
  try {
    return readFileSync(join(folder, name), 'utf8')
  } catch {
    return ''
  }
}
const settings = (): Record<string, unknown> =>
  JSON.parse(read('home/settings.json') || '{}') as Record<string, unknown>
/** A row; its control is a group of the same name within it. */
const row = (name: string) => page.getByRole('group', { name, exact: true }).first()
const open = async (): Promise<void> => {
  page = await context.newPage()
  complaints = watchConsole(page)
  await page.goto(app.url)
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
}
const assume = async (query: string): Promise<void> => {
  await page.getByRole('link', { name: 'Targets' }).click()
  await page.getByRole('combobox', { name: 'Search targets' }).fill(query)
  await page.keyboard.press('Enter')
}

test.beforeAll(async ({ browser }) => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-settings-'))
  demo = await startDemo('ops-hub')
  app = await startIn(demo, folder)
  await app.run(['catalog', 'add', catalog])
  await app.run(['keys', 'add', 'ops'], await demo.run(['demo', 'key', 'ana']))
  context = await browser.newContext()
  await open()
})
test.afterAll(async () => {
  await context?.close()
  await app?.stop()
  await demo?.stop()
  rmSync(folder, { recursive: true, force: true })
})
test.afterEach(() => expect(complaints).toEqual([]))

test('sections and a search lead to every setting', async () => {
  const section = page.getByRole('navigation', { name: 'Sections' })
  await section.getByRole('button', { name: 'Network' }).click()
  await expect(row('Proxy in force')).toBeInViewport()
  await expect(section.getByRole('button', { name: 'Network' })).toHaveAttribute('aria-current', 'true')
  await look(page, 'settings-network')
  const search = page.getByRole('searchbox', { name: 'Search settings' })
  await search.fill('yubikey')
  await expect(row('MFA command')).toBeVisible()
  await expect(row('Theme')).toBeHidden()
  await search.fill('zebra')
  await expect(page.getByText('No settings match “zebra”')).toBeVisible()
  await page.getByRole('button', { name: 'Clear search' }).click()
  await expect(row('Theme')).toBeVisible()
})

test('what needs the desktop is there, and says so', async () => {
  await expect(row('Shortcut from anywhere')).toContainText('In the desktop app only.')
  await expect(row('Shortcut from anywhere').getByRole('button')).toBeDisabled()
  await expect(page.getByRole('switch', { name: 'Start at login' })).toBeDisabled()
  const places = row('Console opens in').getByRole('combobox')
  await expect(places.getByRole('option', { name: /^Window of its own/ })).toBeDisabled()
  await expect(row('Environments')).toContainText('Your team can change it, this machine cannot.')
  await expect(row('production')).toContainText('Set by ops-hub.')
  await expect(row('production')).toContainText('asks for MFA')
})

test('a program prints the MFA code, so that nobody is asked', async () => {
  await page.getByRole('button', { name: 'MFA command of ops' }).click()
  const dialog = page.getByRole('dialog')
  const file = join(folder, 'code of ana')
  writeFileSync(file, await demo.run(['demo', 'phone', 'ana']))
  await dialog.getByLabel('Program and arguments').fill(`cat "${file}"`)
  await expect(dialog.getByRole('listitem')).toHaveText(['cat', file])
  await dialog.getByRole('button', { name: 'Try it' }).click()
  await expect(dialog.getByText('It printed a code of six digits.')).toBeVisible()
  await look(page, 'settings-mfa-command')
  await dialog.getByRole('button', { name: 'Keep' }).click()
  await expect(dialog).toBeHidden()
  expect(settings().mfaCommands).toEqual({ 'ops-hub:ops': ['cat', file] })
  await row('Mode').getByRole('button', { name: 'Process' }).click()
  await expect(row('Mode').getByRole('button', { name: 'Process' })).toHaveAttribute('aria-pressed', 'true')

  writeFileSync(file, await demo.run(['demo', 'phone', 'ana']))
  await assume('acme production')
  await expect(page.getByText('Profile acme-production is written.')).toBeVisible()
  await expect(page.getByRole('dialog')).toBeHidden()
  expect(read('config')).toContain('credential_process')
})

test('the last change of the AWS files is seen before it is taken back, and made again', async () => {
  await page.getByRole('link', { name: 'Settings' }).click()
  const written = read('config')
  await row('Earlier states').getByRole('button', { name: 'Undo last change…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Goes: acme-production.')).toBeVisible()
  await look(page, 'settings-undo')
  expect(read('config')).toBe(written)
  await dialog.getByRole('button', { name: 'Undo 1 change' }).click()
  await expect(dialog).toBeHidden()
  expect(read('config')).toBe('')
  await row('Earlier states').getByRole('button', { name: 'Redo' }).click()
  await expect(row('Earlier states')).toContainText('The change is made again.')
  expect(read('config')).toBe(written)
})

test('one template names the profiles of all targets, and is refused where it names nothing', async () => {
  const name = row('Name').getByRole('textbox')
  await name.fill('{account}.{nobody}')
  await name.press('Enter')
  await expect(row('Name').getByRole('alert')).toContainText('{account.id}')
  expect(settings().profileName ?? null).toBeNull()
  await name.fill('{account}.{role}')
  await name.press('Enter')
  await expect(row('Name')).toContainText(/(\S+) \/ (\S+) becomes \1\.\2\./)
  expect(settings().profileName).toBe('{account}.{role}')
  await look(page, 'settings-profile-name')
  await assume('staging')
  await expect(page.getByText('Profile staging.staging-environment is written.')).toBeVisible()
  await page.getByRole('link', { name: 'Settings' }).click()
  await name.fill('')
  await name.press('Enter')
  await expect.poll(() => settings().profileName).toBeNull()
})

test('Enter does what was set', async () => {
  await row('Enter does').getByRole('combobox').selectOption('Console')
  await expect.poll(() => settings().enterDoes).toBe('console')
  const opened = context.waitForEvent('page')
  await assume('globex production')
  const tab = await opened
  await expect(tab.locator('#account-id')).toHaveText('100000000102')
  await tab.close()
  await expect(page.getByText('The console is open in a tab of its own.')).toBeVisible()
  await page.getByRole('link', { name: 'Settings' }).click()
})

test('a proxy is named without a password, and is in force at once', async () => {
  const field = row('Proxy').getByRole('textbox')
  await field.fill('http://ana:secret@proxy:3128')
  await field.press('Enter')
  await expect(page.getByRole('alert')).toContainText('without a name or password')
  await field.fill('proxy.example:3128')
  await field.press('Enter')
  await expect(row('Proxy in force')).toContainText('http://proxy.example:3128')
  await expect(row('Proxy in force')).toContainText('Set here.')
  expect(settings().proxy).toBe('proxy.example:3128')
  await row('Proxy').getByRole('textbox').fill('')
  await row('Proxy').getByRole('textbox').press('Enter')
  await expect(row('Proxy in force')).not.toContainText('Set here.')
})

test('spaces are named as the person chooses', async () => {
  await expect(row('One space for each')).toContainText('opens in “acme”.')
  await row('One space for each').getByRole('combobox').selectOption('Account')
  await expect(row('One space for each')).toContainText(/opens in “\S+ \d{12}”\./)
  await row('Several accounts in one browser').getByRole('combobox').selectOption('Multi-session is on')
  await row('Lock when idle').getByRole('combobox').selectOption('After 30 min')
  await row('Theme').getByRole('button', { name: 'Dark' }).click()
  await expect
    .poll(() => settings())
    .toMatchObject({
      spacePer: 'account',
      severalConsoles: 'multi-session',
      lockWhenIdle: 1800,
      theme: 'dark',
    })
})

test('all of it is there after a restart', async () => {
  await page.close()
  await app.stop()
  app = await startIn(demo, folder)
  await open()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(row('Enter does').getByRole('combobox')).toHaveValue('"console"')
  await expect(row('One space for each').getByRole('combobox')).toHaveValue('"account"')
  await expect(row('Lock when idle').getByRole('combobox')).toHaveValue('1800')
  await expect(row('ops')).toContainText('code of ana')
  await row('Theme').getByRole('button', { name: 'System' }).click()
  await expect(page.locator('html')).not.toHaveAttribute('data-theme')
})

test('a file that a person broke is said, set aside, and nothing is lost', async () => {
  writeFileSync(join(folder, 'home', 'settings.json'), '{ "theme": "dark"')
  const aside = page.getByRole('main').getByRole('button', { name: 'Set it aside' })
  await expect(aside).toBeVisible()
  await expect(page.getByText(/The last good settings stay in force/)).toHaveCount(1)
  await expect(row('Lock when idle').getByRole('combobox')).toHaveValue('1800')
  await row('Theme').getByRole('button', { name: 'Light' }).click()
  await expect(page.getByRole('alert')).toContainText('Nothing was changed')
  expect(read('home/settings.json')).toBe('{ "theme": "dark"')
  await aside.click()
  await expect(page.getByText(/The last good settings stay in force/)).toBeHidden()
  expect(settings()).toMatchObject({ lockWhenIdle: 1800, spacePer: 'account' })
})
