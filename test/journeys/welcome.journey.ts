// The first minutes on a machine where other tools were used: found, previewed with every loss, imported, taken back; and a portal from nothing.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { type App, startDemo, startEmpty } from './support/app.ts'
import { look, watchConsole } from './support/look.ts'

test.describe.configure({ mode: 'serial' })

const samples = join(import.meta.dirname, '../unit/samples')
const left: Readonly<Record<string, string>> = {
  '.aws/config': 'aws-config.ini',
  '.Leapp/Leapp-lock.json': 'leapp-workspace.json',
  '.granted/config': 'granted-config.toml',
  '.config/aws-sso/config.yaml': 'aws-sso-cli.yaml',
  'Downloads/aws-extend-switch-roles.txt': 'aesr.ini',
}
let home = ''
let demo: App
let app: App
let context: BrowserContext
let page: Page
let complaints: readonly string[]

test.beforeAll(async ({ browser }) => {
  demo = await startDemo('sso-landing-zone')
  app = await startEmpty(demo, folder => {
    home = folder
    for (const [path, sample] of Object.entries(left)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), readFileSync(join(samples, sample)))
    }
  })
  context = await browser.newContext()
  page = await context.newPage()
  complaints = watchConsole(page)
  await page.goto(app.url)
})
test.afterAll(async () => {
  await context?.close()
  await app?.stop()
  await demo?.stop()
})
test.afterEach(() => {
  expect(complaints).toEqual([])
})

const heading = () => page.getByRole('heading', { level: 1 })
const catalogs = (): readonly string[] => {
  const folder = join(home, 'home', 'imports')
  return existsSync(folder) ? readdirSync(folder).sort() : []
}

test('lists what other tools left, and suggests what to take', async () => {
  const found = page.getByRole('region', { name: 'Found on this machine' })
  await expect(found.getByRole('checkbox')).toHaveCount(5)
  await expect(found.getByRole('checkbox', { name: /^~\/\.aws\/config \d+ profiles/ })).toBeChecked()
  await expect(found.getByRole('checkbox', { name: /^Leapp \d+ sessions/ })).toBeChecked()
  await expect(found.getByRole('checkbox', { name: /^AWS Extend Switch Roles \d+ roles/ })).not.toBeChecked()
  await look(page, 'welcome-found')
})

test('shows what would be added and every loss, before it writes anything', async () => {
  await page.getByRole('checkbox', { name: /Granted/ }).uncheck()
  await page.getByRole('checkbox', { name: /aws-sso-cli/ }).uncheck()
  await page.getByRole('button', { name: 'Preview 2 imports' }).click()
  await expect(heading()).toHaveText('What would be added')
  const aws = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: '~/.aws/config' }) })
  // Its commands and profiles can live in the personal layer alone.
  await expect(aws.getByRole('button', { name: 'Personal layer' })).toHaveAttribute('aria-pressed', 'true')
  await expect(aws).toContainText('vendor: the command /opt/vendor creds/get')
  await aws.getByText(/things are not carried over/).click()
  const losses = aws.locator('details li')
  const personal = await losses.count()
  expect(personal).toBeGreaterThan(0)
  await look(page, 'welcome-preview')
  await aws.getByRole('button', { name: 'Catalog of its own' }).click()
  await expect(aws).not.toContainText('vendor: the command')
  expect(await losses.count()).toBeGreaterThan(personal)
  await expect(losses.filter({ hasText: 'credential_process' })).toContainText(
    'add it to your personal layer',
  )
  await aws.getByRole('button', { name: 'Personal layer' }).click()
  expect(catalogs()).toEqual([])
  expect(existsSync(join(home, 'home', 'personal.yaml'))).toBe(false)
})

test('adds both, and takes both back', async () => {
  const leapp = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Leapp' }) })
  await leapp.getByRole('button', { name: 'Catalog of its own' }).click()
  await leapp.getByLabel('Name of the catalog').fill('from-leapp')
  await page.getByRole('button', { name: 'Add 2 imports' }).click()
  await expect(heading()).toHaveText('Added')
  await look(page, 'welcome-added')
  expect(catalogs()).toEqual(['from-leapp.yaml'])
  expect(readFileSync(join(home, 'home', 'personal.yaml'), 'utf8')).toContain('/opt/vendor creds/get')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('The import was taken back.')).toBeVisible()
  expect(catalogs()).toEqual([])
  expect(existsSync(join(home, 'home', 'personal.yaml'))).toBe(false)
  expect(await app.run(['catalog', 'ls', '--json'])).toBe('[]\n')
})

test('signs in to a portal from nothing, and lists what it grants', async () => {
  await page.getByRole('button', { name: /Sign in to a portal/ }).click()
  await page.getByLabel('Start URL').fill('http://example-org.awsapps.com/start')
  await expect(page.getByText('A portal’s address begins with https://.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeDisabled()
  await page.getByLabel('Start URL').fill('example-org.awsapps.com/start#/')
  await page.getByLabel('Region of Identity Center').fill('eu-west-1')
  await look(page, 'welcome-portal')
  await page.getByRole('button', { name: 'With a device code' }).click()
  const prompt = page.getByRole('dialog')
  // Nothing was ever kept here: the vault comes first.
  await expect(prompt).toContainText('Choose a passphrase')
  await page.keyboard.type('correct horse')
  await prompt.getByLabel('Once more').fill('correct horse')
  await page.keyboard.press('Enter')
  await expect(prompt).toContainText('Your code')
  const [portalPage] = await Promise.all([
    context.waitForEvent('page'),
    prompt.getByRole('button', { name: 'Open page' }).click(),
  ])
  await portalPage.getByRole('radio', { name: /omar/ }).check()
  await portalPage.getByRole('button', { name: 'Allow access' }).click()
  await expect(prompt).toBeHidden()
  await expect(page.getByRole('option').first()).toBeVisible()
  await expect(page.getByRole('option', { name: /DevOps/ }).first()).toBeVisible()
  expect(readFileSync(join(home, 'home', 'personal.yaml'), 'utf8')).toContain(
    'example-org: { kind: identity-center, startUrl: https://example-org.awsapps.com/start, region: eu-west-1 }',
  )
})
