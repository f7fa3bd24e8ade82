// The first minutes without the demo: nothing is set up, a broken catalog is refused with words, a good one fills the list.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { type App, startDemo, startEmpty } from './support/app.ts'
import { look, watchConsole } from './support/look.ts'

test.describe.configure({ mode: 'serial' })

const example = join(import.meta.dirname, '../../examples/ops-hub/switchyard.yaml')
let demo: App
let app: App
let context: BrowserContext
let page: Page
let complaints: readonly string[]
let folder: string
let catalog: string

test.beforeAll(async ({ browser }) => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-catalog-'))
  catalog = join(folder, 'switchyard.yaml')
  demo = await startDemo('ops-hub')
  app = await startEmpty(demo)
  context = await browser.newContext()
  page = await context.newPage()
  complaints = watchConsole(page)
  // As the product leads a browser here: by a file, so that the key stands in no argument list.
  const way = join(folder, 'open-window.html')
  writeFileSync(way, `<!doctype html><meta http-equiv="refresh" content="0;url=${app.url}">`, { mode: 0o600 })
  await page.goto(pathToFileURL(way).href)
})
test.afterAll(async () => {
  await context?.close()
  await app?.stop()
  await demo?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('is led to by another page, keeps no key in its address, and can be loaded again', async () => {
  const heading = page.getByRole('heading', { level: 1, name: 'Where are your accounts described?' })
  await expect(heading).toBeVisible()
  expect(new URL(app.url).search).toMatch(/^\?key=/)
  const own = `${new URL(app.url).origin}/`
  await expect(page).toHaveURL(own)
  await page.reload()
  await expect(heading).toBeVisible()
  await expect(page).toHaveURL(own)
})

test('asks where the accounts are described', async () => {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Where are your accounts described?')
  await look(page, 'welcome')
  await page.getByRole('button', { name: /Try the demo/ }).click()
  await expect(page.getByText('switchyard demo')).toBeVisible()
})

test('says where a catalog is wrong, and keeps nothing of it', async () => {
  const broken = join(folder, 'broken.yaml')
  writeFileSync(broken, 'switchyard: 1\nname: broken\naccounts:\n  acme: { id: "12" }\n')
  await page.getByRole('button', { name: /Add a team catalog/ }).click()
  await page.getByLabel('Source').fill(broken)
  await page.locator('form').getByRole('button', { name: 'Add catalog' }).click()
  await expect(page.getByRole('alert')).toContainText('is not a valid catalog')
  const wrong = page.getByRole('alert')
  await expect(wrong).toContainText('Line 4, column')
  await wrong.getByRole('button', { name: 'Copy' }).click()
  await expect(wrong.getByRole('button', { name: 'Copied' })).toBeVisible()
  await look(page, 'catalog-invalid')
})

test('adds a catalog, and lists its targets', async () => {
  writeFileSync(catalog, readFileSync(example))
  await page.getByLabel('Source').fill(catalog)
  await page.locator('form').getByRole('button', { name: 'Add catalog' }).click()
  await expect(page.getByRole('heading', { name: 'ops-hub is added' })).toBeVisible()
  await look(page, 'catalog-added')
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('link', { name: 'Targets' }).click()
  await expect(page.getByRole('option').first()).toBeVisible()
})

test('asks before a change that steers where credentials go', async () => {
  const text = readFileSync(catalog, 'utf8')
  writeFileSync(catalog, text.replaceAll('100000000112', '100000000999').replace('1800 USD', '2100 USD'))
  await page.getByRole('link', { name: /Catalogs/ }).click()
  await expect(page.getByRole('heading', { name: 'ops-hub would change where you end up' })).toBeVisible()
  const approve = page.getByRole('button', { name: 'Approve update' })
  await expect(approve).toBeDisabled()
  await look(page, 'review')
  for (const seen of await page.getByRole('checkbox', { name: 'Seen' }).all()) await seen.check()
  await approve.click()
  await expect(page.getByRole('button', { name: /ops-hub .* In sync/ })).toBeVisible()
})

test('asks for a passphrase twice before it keeps the first secret', async () => {
  await page.getByRole('link', { name: 'Sign-ins' }).click()
  const [id = '', secret = ''] = (await demo.run(['demo', 'key', 'ana'])).trim().split('\n')
  await page.getByLabel('Access key id').fill(id)
  await page.getByLabel('Secret access key').fill(secret)
  await page.locator('form').getByRole('button', { name: 'Add key' }).click()
  const prompt = page.getByRole('dialog')
  await expect(prompt).toContainText('Choose a passphrase')
  await look(page, 'passphrase')
  await page.keyboard.type('correct horse')
  await prompt.getByLabel('Once more').fill('correct house')
  await expect(prompt).toContainText('The two differ.')
  await expect(prompt.getByRole('button', { name: 'Create vault' })).toBeDisabled()
  await prompt.getByLabel('Once more').fill('correct horse')
  await page.keyboard.press('Enter')
  await expect(prompt).toBeHidden()
  await expect(page.getByRole('complementary').getByText('in the vault')).toBeVisible()
})

test('asks for it again after the vault was locked, and refuses a wrong one', async () => {
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('main').getByRole('button', { name: 'Lock' }).click()
  await page.getByRole('main').getByRole('button', { name: 'Unlock' }).click()
  const prompt = page.getByRole('dialog')
  await expect(prompt).toContainText('Unlock the vault')
  await page.keyboard.type('wrong horse')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('The passphrase is wrong')
  await look(page, 'passphrase-wrong')
  await page.getByRole('main').getByRole('button', { name: 'Unlock' }).click()
  await expect(prompt).toContainText('Unlock the vault')
  await page.keyboard.type('correct horse')
  await page.keyboard.press('Enter')
  await expect(page.getByText('The vault is locked, so nothing new can start.')).toBeHidden()
})

test('says so when the app behind the window is gone', async () => {
  expect(complaints).toEqual([])
  await page.getByRole('link', { name: 'Targets' }).click()
  await app.stop()
  await expect(page.getByText('Switchyard is not running. The window shows the last it knew')).toBeVisible()
  await expect(page.getByRole('option').first()).toBeVisible()
  await look(page, 'lost')
})
