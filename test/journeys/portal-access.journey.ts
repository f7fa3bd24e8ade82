// What a portal grants changes while people work: gained and lost, an account that fails, and where catalog and portal disagree.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { type App, startDemo, startIn } from './support/app.ts'
import { look, watchConsole } from './support/look.ts'

test.describe.configure({ mode: 'serial' })

/** Two of the seven accounts of the landing zone, and a permission set that omar has not. */
const catalog = `switchyard: 1
name: own
signIns:
  portal: { kind: identity-center, startUrl: "https://example-org.awsapps.com/start", region: eu-west-1 }
accounts:
  development: { id: "444444444444", name: Development }
  staging: { id: "555555555555", name: Staging }
roles:
  - { name: DevOps, accounts: all, from: portal }
  - { name: Developer, accounts: all, from: portal }
`

let folder: string
let demo: App
let app: App
let context: BrowserContext
let page: Page
let complaints: readonly string[]

test.beforeAll(async ({ browser }) => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-portal-'))
  writeFileSync(join(folder, 'own.yaml'), catalog)
  demo = await startDemo('sso-landing-zone')
  app = await startIn(demo, folder)
  await app.run(['catalog', 'add', join(folder, 'own.yaml')])
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

const details = () => page.getByRole('complementary')
const access = (...words: string[]) => demo.run(['demo', 'access', ...words])
const goToPortal = async (): Promise<void> => {
  await page.getByRole('link', { name: 'Sign-ins' }).click()
  await page.getByRole('button', { name: 'portal', exact: true }).click()
}
const readAgain = async (): Promise<void> => {
  await details().getByRole('button', { name: 'Read the list again' }).click()
  await expect(details().getByRole('button', { name: 'Read the list again' })).toBeEnabled()
}

test('the first list tells of no change', async () => {
  await goToPortal()
  const [portalPage] = await Promise.all([
    context.waitForEvent('page'),
    details().getByRole('button', { name: 'Sign in', exact: true }).click(),
  ])
  await portalPage.getByRole('radio', { name: /omar/ }).check()
  await portalPage.getByRole('button', { name: 'Allow access' }).click()
  await page.bringToFront()
  await expect(details()).toContainText('7 accounts, 7 roles, read')
  await expect(details()).not.toContainText(/gained|lost/)
})

test('what an administrator gave and took is said when the list is read again', async () => {
  await access('grant', 'omar', 'Auditor', 'staging')
  await access('revoke', 'omar', 'DevOps', 'uat')
  await readAgain()
  await expect(details()).toContainText('1 gained, 1 lost since')
  await expect(details()).toContainText('You gained Auditor in Staging; lost DevOps in UAT.')
  await expect(details()).toContainText('6 accounts, 7 roles, read')
  await look(page, 'portal-gained-and-lost')
  await page.getByRole('link', { name: 'Activity' }).click()
  await expect(page.getByText('gained Auditor in Staging; lost DevOps in UAT').first()).toBeVisible()
})

test('what the command line reads again, the window says too', async () => {
  await access('grant', 'omar', 'DevOps', 'uat')
  const rows = JSON.parse(await app.run(['ls', '--refresh', '--json'])) as { target: string }[]
  expect(rows.map(({ target }) => target)).toContain('own:uat/DevOps')
  await goToPortal()
  await expect(details()).toContainText('You gained DevOps in UAT.')
})

test('an account that fails keeps its rows and says so', async () => {
  await demo.run(['demo', 'fault', 'error', 'ListAccountRoles', 'InternalServerException', '500', '1'])
  await readAgain()
  await expect(details()).toContainText(
    /1 account could not be read \([^)]+\); what was known of it is shown\./,
  )
  await expect(details()).toContainText('7 accounts, 8 roles, read')
  await page.getByRole('link', { name: 'Targets' }).click()
  await expect(page.getByRole('option', { name: /DevOps/ })).toHaveCount(7)
  await goToPortal()
  await readAgain()
  await expect(details()).not.toContainText('could not be read')
})

test('catalog and portal disagree: granted and not named, named and not granted', async () => {
  await page.getByRole('link', { name: /Catalogs/ }).click()
  await page.getByRole('link', { name: 'Drift' }).click()
  const unnamed = page.getByRole('region', { name: 'Granted, but not in the catalog' })
  await expect(unnamed.getByRole('listitem').filter({ hasText: '666666666666' })).toContainText('DevOps')
  await expect(unnamed.getByRole('list').first().getByRole('listitem')).toHaveCount(5)
  await unnamed.getByText('Permission sets of known accounts').click()
  await expect(unnamed.getByRole('listitem').filter({ hasText: '555555555555' })).toContainText('Auditor')
  const refused = page.getByRole('region', { name: 'In the catalog, but refused' })
  await expect(refused.getByRole('listitem')).toHaveText([/Development Developer/, /Staging Developer/])
  await expect(refused).toContainText('Not among what is granted to you there.')
  await look(page, 'portal-drift')
  // The command line tells the named and not granted ones apart as well.
  const all = JSON.parse(await app.run(['ls', '--all', '--json'])) as { target: string; granted: boolean }[]
  expect(all.filter(({ granted }) => !granted).map(({ target }) => target)).toEqual([
    'own:development/Developer',
    'own:staging/Developer',
  ])
})
