// Identity Center in the window: by the portal's page and by a device code, roles as the portal lists them, a chained role, guards.
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { type App, startDemo } from './support/app.ts'
import { look, scan, watchConsole } from './support/look.ts'

test.describe.configure({ mode: 'serial' })

let app: App
let context: BrowserContext
let page: Page
let complaints: readonly string[]

test.beforeAll(async ({ browser }) => {
  app = await startDemo('sso-landing-zone')
  context = await browser.newContext()
  page = await context.newPage()
  complaints = watchConsole(page)
  await page.goto(app.url)
})
test.afterAll(async () => {
  await context?.close()
  await app?.stop()
})
test.afterEach(() => {
  expect(complaints).toEqual([])
})

const search = () => page.getByRole('combobox', { name: 'Search targets' })
const details = () => page.getByRole('complementary')
const prompt = () => page.getByRole('dialog')
const choose = async (query: string): Promise<void> => {
  await page.getByRole('link', { name: 'Targets' }).click()
  await search().fill(query)
}
const goToPortal = async (): Promise<void> => {
  await page.getByRole('link', { name: 'Sign-ins' }).click()
  await page.getByRole('button', { name: 'portal', exact: true }).click()
  await expect(details().getByRole('heading', { level: 2, name: 'portal' })).toBeVisible()
}
/** Omar may take DevOps everywhere, which is where the chained roles start. */
const allow = async (portalPage: Page): Promise<void> => {
  await portalPage.getByRole('radio', { name: /omar/ }).check()
  await portalPage.getByRole('button', { name: 'Allow access' }).click()
}

test('signs in through the portal’s own page', async () => {
  await goToPortal()
  await look(page, 'portal-signed-out')
  const [portalPage] = await Promise.all([
    context.waitForEvent('page'),
    details().getByRole('button', { name: 'Sign in', exact: true }).click(),
  ])
  await expect(prompt()).toContainText('Waiting for the page')
  await page.bringToFront()
  await look(page, 'browser-flow')
  await allow(portalPage)
  await expect(prompt()).toBeHidden()
  await expect(details().getByText(/Renewed silently at/)).toBeVisible()
  await portalPage.close()
  await look(page, 'portal-signed-in')
})

test('lists what the portal grants', async () => {
  await choose('development')
  await expect(page.getByRole('option').filter({ hasText: '444444444444' }).first()).toBeVisible()
  await expect(page.getByRole('option', { name: /DevOps/ }).first()).toBeVisible()
  await look(page, 'portal-targets')
})

test('takes a role of the portal', async () => {
  await choose('development devops')
  await search().press('Enter')
  await expect(details().getByText(/^Profile .* is written\.$/)).toBeVisible()
})

test('takes a chained role with its external id', async () => {
  await choose('development CrossAccountCICD')
  await expect(details().getByRole('listitem').filter({ hasText: 'external id' })).toBeVisible()
  await look(page, 'chained-route')
  await search().press('Enter')
  await expect(details().getByText(/^Profile .* is written\.$/)).toBeVisible()
})

test('asks for the name and a reason before production', async () => {
  await choose('production devops')
  const row = page.getByRole('option').filter({ hasText: '777777777777' }).first()
  await row.click()
  await details().getByRole('button', { name: 'Assume' }).click()
  await expect(prompt()).toContainText('Type the account’s name')
  await look(page, 'guard')
  await page.keyboard.type('produc')
  await expect(prompt().getByRole('button', { name: 'Assume' })).toBeDisabled()
  await page.keyboard.type('tion')
  await prompt().getByLabel('Reason').fill('OPS-2417 queue stuck')
  await expect(prompt()).toContainText('Ticket OPS-2417 is recognized')
  await page.keyboard.press('Enter')
  await expect(prompt()).toBeHidden()
  await expect(details().getByText(/^Profile .* is written\.$/)).toBeVisible()
  await page.getByRole('link', { name: 'Sessions' }).click()
  await look(page, 'sessions-guarded')
})

test('signs out, and the sessions behind it end', async () => {
  await goToPortal()
  await details().getByRole('button', { name: 'Sign out' }).click()
  await expect(details().getByText('Signed out')).toBeVisible()
  await page.getByRole('link', { name: 'Sessions' }).click()
  await expect(page.getByText('No sessions')).toBeVisible()
})

test('signs in with a device code on another page', async () => {
  await goToPortal()
  await details().getByRole('button', { name: 'With a device code' }).click()
  await expect(prompt()).toContainText('Your code')
  await look(page, 'device-code')
  // What a phone would scan: the very pixels of the page, in both themes.
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const scanned = scan(await page.screenshot())
    expect(scanned).toMatch(/\/device\?user_code=[A-Z]{4}-[A-Z]{4}$/)
    expect(await prompt().textContent()).toContain(scanned.slice(-9))
  }
  const [portalPage] = await Promise.all([
    context.waitForEvent('page'),
    prompt().getByRole('button', { name: 'Open page' }).click(),
  ])
  const shown = (await portalPage.locator('.code').textContent()) ?? ''
  await expect(prompt()).toContainText(shown)
  await allow(portalPage)
  await expect(prompt()).toBeHidden()
  await expect(details().getByText(/Renewed silently at/)).toBeVisible()
})

test('can be cancelled while it waits', async () => {
  await details().getByRole('button', { name: 'With a device code' }).click()
  await expect(prompt()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(prompt()).toBeHidden()
  await expect(page.getByRole('alert')).toBeHidden()
})
