// The list of targets as one's own: filters with a name, what is personal about a target, both there after a restart and a sync.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { type App, startDemo, startIn } from './support/app.ts'
import { look, watchConsole } from './support/look.ts'

test.describe.configure({ mode: 'serial' })

let demo: App
let app: App
let folder: string
let catalog: string
let context: BrowserContext
let page: Page
let complaints: readonly string[]

test.beforeAll(async ({ browser }) => {
  demo = await startDemo('ops-hub')
  folder = mkdtempSync(join(tmpdir(), 'switchyard-own-'))
  catalog = join(folder, 'ops-hub.yaml')
  copyFileSync(join(import.meta.dirname, '../../examples/ops-hub/switchyard.yaml'), catalog)
  app = await startIn(demo, folder)
  await app.run(['catalog', 'add', catalog])
  await app.run(['keys', 'add', 'ops'], await demo.run(['demo', 'key', 'ana']))
  context = await browser.newContext()
  page = await context.newPage()
  complaints = watchConsole(page)
  await page.goto(app.url)
})
test.afterAll(async () => {
  await context?.close()
  await app?.stop()
  await demo?.stop()
  rmSync(folder, { recursive: true, force: true })
})
test.afterEach(() => {
  expect(complaints).toEqual([])
})

const search = () => page.getByRole('combobox', { name: 'Search targets' })
const details = () => page.getByRole('complementary')
const options = () => page.getByRole('listbox', { name: 'Targets' }).getByRole('option')
const rowOf = (role: string) => options().filter({ hasText: role }).first()

test('narrows by a tag and keeps the filter under a name', async () => {
  await page.getByRole('button', { name: 'Tag', exact: true }).click()
  await page.getByRole('menuitemradio', { name: /^client=acme/ }).click()
  await expect(options()).toHaveCount(2)
  await expect(page.getByText('2 of 31 targets')).toBeVisible()
  await page.getByRole('button', { name: 'Save…' }).click()
  await look(page, 'filter-name')
  await page.keyboard.type('Acme alone')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Acme alone' })).toBeVisible()
  await look(page, 'filter-saved')
  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await expect(page.getByText('31 targets')).toBeVisible()
  await page.getByRole('button', { name: 'Saved' }).click()
  await page.getByRole('menuitem', { name: 'Acme alone' }).first().click()
  await expect(options()).toHaveCount(2)
})

test('takes up a saved filter from the palette, wherever one is', async () => {
  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await search().fill('globex')
  await page.getByRole('link', { name: 'Activity' }).click()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('acme alone')
  await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toContainText('saved filter')
  await page.keyboard.press('Enter')
  await expect(options()).toHaveCount(2)
  await expect(page.getByRole('button', { name: 'Acme alone' })).toBeVisible()
})

test('says what a filter hides from a search, and searches all', async () => {
  await search().fill('globex production')
  await expect(page.getByText('No targets match “globex production”')).toBeVisible()
  await expect(page.getByText('Without the filters 2 targets are found.')).toBeVisible()
  await look(page, 'filter-hides')
  await page.getByRole('button', { name: 'Search all catalogs' }).click()
  await expect(rowOf('globex-production')).toBeVisible()
})

test('takes filters that are typed', async () => {
  await search().fill('tag:client=acme')
  await expect(options()).toHaveCount(2)
  await search().fill('env:stag')
  await expect(rowOf('staging-environment')).toBeVisible()
  await expect(rowOf('acme-production')).toBeHidden()
  await search().fill('group:production tag:client=acme')
  await expect(options()).toHaveCount(1)
  // Acme has nothing in staging; that is no question of grants.
  await search().fill('env:stag acme')
  await expect(page.getByText('No targets match “env:stag acme”')).toBeVisible()
  await expect(page.getByText(/not granted to you/)).toBeHidden()
  await search().fill('')
})

test('stands without groups when asked', async () => {
  const head = page.getByText('Envs / Production')
  await expect(head).toBeVisible()
  await page.getByRole('button', { name: 'Without groups' }).click()
  await expect(head).toBeHidden()
})

test('opens what there is to copy by a key, and gives the focus back', async () => {
  await search().fill('acme production')
  await search().press('Control+c')
  await expect(page.getByRole('menuitem', { name: 'Account id' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(search()).toBeFocused()
})

test('keeps what is one’s own about a target', async () => {
  await search().fill('globex production')
  await expect(rowOf('globex-production')).toHaveAttribute('aria-selected', 'true')
  await details().getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Pin, color, length…' }).click()
  await expect(details().getByRole('textbox', { name: 'Pin' })).toBeFocused()
  await page.keyboard.type('gx')
  await page.keyboard.press('Enter')
  await expect(rowOf('globex-production')).toContainText('@gx')
  await details().getByRole('combobox', { name: 'Color' }).selectOption('violet')
  await expect(details().locator('[data-env="violet"]').first()).toBeVisible()
  await details().getByRole('combobox', { name: 'Session length' }).selectOption({ label: '4 h' })
  await expect(
    details().getByText(/One MFA code for ops now, for 1 h|One MFA code for ops now, for 4 h/),
  ).toBeVisible()
  await look(page, 'own-values')
  await details().getByRole('textbox', { name: 'Profile' }).fill('globex')
  await details().getByRole('textbox', { name: 'Profile' }).blur()
  await expect(details().getByText('Your name for it.')).toBeVisible()
  await expect(details().getByText('@gx, globex, violet, 4 h')).toBeVisible()
})

test('hides a target, and brings it back', async () => {
  await search().fill('hooli production')
  await details().getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Hide from lists' }).click()
  await expect(rowOf('hooli-production')).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rowOf('hooli-production')).toHaveAttribute('aria-selected', 'true')
  await expect(details().getByRole('heading', { level: 2 })).toHaveText('Hooli')
  await details().getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Hide from lists' }).click()
  await expect(page.getByRole('button', { name: /^Hidden/ })).toContainText('1')
})

test('finds all of it again after a restart and a sync', async () => {
  const written = readFileSync(app.files.personal ?? '', 'utf8')
  for (const words of ['pin: gx', 'color: violet', 'duration: 4h', 'profile: globex', 'hidden: true'])
    expect(written).toContain(words)
  await page.goto('about:blank')
  await app.stop()
  writeFileSync(
    catalog,
    readFileSync(catalog, 'utf8').replace('title: Northwind operations', 'title: Northwind'),
  )
  app = await startIn(demo, folder)
  await app.run(['catalog', 'sync', 'ops-hub'])
  await page.goto(app.url)
  await expect(rowOf('globex-production')).toContainText('@gx')
  await rowOf('globex-production').click()
  await expect(details().getByText('@gx, globex, violet, 4 h')).toBeVisible()
  await expect(details().getByRole('textbox', { name: 'Profile' })).toHaveValue('globex')
  await expect(rowOf('hooli-production')).toBeHidden()
  await expect(page.getByText('Envs / Production')).toBeHidden()
  await page.getByRole('button', { name: /^Hidden/ }).click()
  await expect(rowOf('hooli-production')).toBeVisible()
  await page.getByRole('button', { name: 'Saved' }).click()
  await page.getByRole('menuitem', { name: 'Acme alone' }).first().click()
  await expect(options()).toHaveCount(2)
  await page.getByRole('button', { name: 'Acme alone' }).click()
  await page.getByRole('menuitem', { name: 'Acme alone' }).last().click()
  await expect(page.getByRole('button', { name: 'Save…' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  expect(readFileSync(app.files.personal ?? '', 'utf8')).toBe(written)
})

for (const query of ['', 'umbrella'])
  test(`rows that come later do not move the one under the pointer (${query || 'a long list'})`, async () => {
    await search().fill(query)
    const held = rowOf('umbrella-production')
    await held.hover()
    const before = await held.boundingBox()
    await app.run(['pin', `umbrella/OrganizationAccountAccessRole`, `first${query}`])
    await expect(options().filter({ hasText: `@first${query}` })).toBeAttached()
    const after = await held.boundingBox()
    expect(after?.y).toBe(before?.y)
    await app.run(['unpin', `first${query}`])
  })
