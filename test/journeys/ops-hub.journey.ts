// The main job in the window: add a key, take a role with one code, a second without, use the console, leave nothing behind.
import { existsSync, readFileSync } from 'node:fs'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { type App, startDemo } from './support/app.ts'
import { look, watchConsole } from './support/look.ts'

test.describe.configure({ mode: 'serial' })

let app: App
let context: BrowserContext
let page: Page
let complaints: readonly string[]
const read = (path: string | undefined): string | null =>
  path && existsSync(path) ? readFileSync(path, 'latin1') : null
let before: readonly (string | null)[]

test.beforeAll(async ({ browser }) => {
  app = await startDemo('ops-hub')
  before = [read(app.files.config), read(app.files.credentials)]
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
const choose = async (query: string): Promise<void> => {
  await page.getByRole('link', { name: 'Targets' }).click()
  await search().fill(query)
}
const code = async (): Promise<string> => (await app.run(['demo', 'phone', 'ana'])).trim()

test('lists the targets of the catalog, and its address holds no key', async () => {
  await expect(page.getByRole('option').first()).toBeVisible()
  await expect(search()).toBeFocused()
  expect(page.url()).not.toContain('key=')
  await look(page, 'targets')
})

test('finds a target by typing anywhere, and draws its route', async () => {
  await details().getByRole('heading', { level: 2 }).click()
  await page.keyboard.type('prod acme')
  await expect(search()).toHaveValue('prod acme')
  const first = page.getByRole('option').first()
  await expect(first).toContainText('acme-production')
  await expect(first).toHaveAttribute('aria-selected', 'true')
  await expect(details().getByRole('heading', { level: 2 })).toHaveText(/acme/i)
  await expect(details().getByRole('listitem').filter({ hasText: 'MFA session' })).toBeVisible()
  await expect(details().getByText('No access key yet')).toBeVisible()
  await look(page, 'details')
})

test('says what a search does not find, and clears it', async () => {
  await search().fill('glbxqq')
  await expect(page.getByText('No targets match “glbxqq”')).toBeVisible()
  await look(page, 'nothing-found')
  await page.getByRole('button', { name: 'Clear search' }).click()
  await expect(page.getByRole('option').first()).toBeVisible()
})

test('leads from a missing key to the form that takes it', async () => {
  await choose('acme production')
  await search().press('Enter')
  await expect(page.getByRole('alert')).toContainText('has no access key')
  await look(page, 'failure-no-key')
  await page.getByRole('button', { name: 'Add the key' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign-ins' })).toBeVisible()
  const [id = '', secret = ''] = (await app.run(['demo', 'key', 'ana'])).trim().split('\n')
  await page.getByLabel('Access key id').fill(id)
  await page.getByLabel('Secret access key').fill(secret)
  await look(page, 'add-key')
  await page.locator('form').getByRole('button', { name: 'Add key' }).click()
  await expect(details().getByText('in the vault')).toBeVisible()
  await expect(details().getByText('mfa/ana')).toBeVisible()
  await look(page, 'sign-ins')
})

test('refuses a wrong code with words, and asks again', async () => {
  await choose('acme production')
  await search().press('Enter')
  const prompt = page.getByRole('dialog')
  await expect(prompt).toContainText('MFA code for ana')
  await look(page, 'mfa')
  const right = await code()
  await page.keyboard.type(right === '000000' ? '111111' : '000000')
  await page.keyboard.press('Enter')
  await expect(prompt).toContainText('New MFA code for ana')
  await expect(prompt.getByRole('alert')).toContainText(/did not accept/)
  await look(page, 'mfa-wrong')
  await page.keyboard.press('Escape')
  await expect(prompt).toBeHidden()
  await expect(search()).toBeFocused()
})

test('takes the role with one code and writes the profile', async () => {
  await choose('acme production')
  await search().press('Enter')
  const field = page.getByRole('textbox', { name: 'Six-digit code' })
  await expect(field).toBeFocused()
  await expect(page.getByRole('dialog')).not.toContainText('wait for this one code')
  // A program that reads the same target's profile, and a command for another target: the code serves all three.
  const others = ['credential-process acme', 'env hooli'].map(words => app.run(words.split(' ')))
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText(
    'Three callers wait for this one code: the window, one command and one program.',
  )
  await look(page, 'mfa-callers')
  await page
    .evaluate(text => navigator.clipboard.writeText(text), ` ${await code()}\n`)
    .catch(() => undefined)
  await page.keyboard.insertText(await code())
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(details().getByText('Profile acme-production is written.')).toBeVisible()
  await expect(page.getByRole('option', { name: /acme-production/ }).first()).toContainText(/\d+ min|1 h/)
  for (const other of await Promise.all(others)) expect(other).toContain('ASIA')
  await app.run(['stop', 'hooli'])
  expect(read(app.files.credentials)).toContain('[acme-production]')
  await look(page, 'live')
})

test('takes a second account without a code', async () => {
  await choose('globex production')
  await expect(details().getByText(/left, shared by all behind it/)).toBeVisible()
  await search().press('Enter')
  await expect(details().getByText('Profile globex-production is written.')).toBeVisible()
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('opens the console of the account in a page of its own', async () => {
  await choose('acme production')
  const [opened] = await Promise.all([context.waitForEvent('page'), search().press('Control+Enter')])
  await expect(opened.locator('#account-name')).toHaveText(/acme/i)
  await expect(opened.locator('#role')).toHaveText('acme-production')
  await opened.close()
})

test('copies the command that yields the environment, never a secret', async () => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const copy = details().getByRole('button', { name: 'Copy', exact: true })
  await copy.click()
  await look(page, 'copy-menu')
  await page.getByRole('menuitem', { name: 'fish' }).click()
  await expect(details().getByText(/no secret goes through this page/)).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('switchyard env ')
  await copy.click()
  await page.getByRole('menuitem', { name: 'Switch-role link' }).click()
  await expect(details().getByText('The switch-role link was copied.')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^https:.*switchrole/)
})

test('offers places of the console', async () => {
  await details().getByRole('button', { name: 'Console of a service or region' }).click()
  await expect(page.getByRole('menuitem', { name: 'CloudWatch' })).toBeVisible()
  await look(page, 'console-menu')
  const [opened] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('menuitem', { name: 'S3' }).click(),
  ])
  await expect(opened.getByText('100000000101').or(opened.getByText('100000000102')).first()).toBeVisible()
  await opened.close()
})

test('checks a route hop by hop without keeping a session', async () => {
  await choose('initech production')
  await details().getByRole('button', { name: 'Check this route' }).click()
  await expect(details().getByRole('listitem').filter({ hasText: 'initech-production' })).toContainText(
    ', done',
  )
})

test('asks for a reason before a break-glass role', async () => {
  await choose('acme OrganizationAccountAccessRole')
  await search().press('Enter')
  const prompt = page.getByRole('dialog').or(page.getByRole('alert'))
  await expect(prompt).toBeVisible()
  await look(page, 'break-glass')
  if (await page.getByRole('dialog').isVisible()) await page.keyboard.press('Escape')
})

test('pins by a single key while the list has the focus', async () => {
  await choose('hooli production')
  await page.getByRole('listbox', { name: 'Targets' }).focus()
  await page.keyboard.press('p')
  await expect(details().getByRole('button', { name: /Pinned as @/ })).toHaveAttribute('aria-pressed', 'true')
  await expect(search()).toHaveValue('hooli production')
})

test('shows the sessions with their ends', async () => {
  await page.getByRole('link', { name: 'Sessions' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'acme-production' })).toContainText('renews')
  const acme = page.getByRole('listitem').filter({ hasText: 'acme-production' })
  // What it is in use for: its profile, and the console that was opened.
  await expect(acme.getByTitle('Profile acme-production, keys mode')).toBeVisible()
  await expect(acme.getByTitle('Opened in the AWS console')).toBeVisible()
  await look(page, 'sessions')
  const before = JSON.parse(await app.run(['sessions', '--json'])) as {
    target: string
    accessKeyId: string
  }[]
  await acme.getByRole('button', { name: /^More for/ }).click()
  await page.getByRole('menuitem', { name: 'Renew now' }).click()
  await expect(acme).toContainText('Renewed.')
  const after = JSON.parse(await app.run(['sessions', '--json'])) as typeof before
  const keyOf = (rows: typeof before) => rows.find(({ target }) => target.includes('acme/'))?.accessKeyId
  expect(keyOf(after)).not.toBe(keyOf(before))
  expect(read(app.files.credentials)).toContain(keyOf(after))
  await page.getByRole('button', { name: 'show the policy that cuts them off' }).click()
  await expect(page.getByRole('dialog')).toContainText('AWSRevokeOlderSessions')
  await look(page, 'revocation')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Stop globex/i }).click()
  await expect(page.getByRole('button', { name: /^Stop globex/i })).toBeHidden()
  const ended = page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ hasText: /globex.*stopped at/ })
  await expect(ended).toContainText(/stopped at \d\d:\d\d, profile globex-production removed/)
  await look(page, 'sessions-ended')
  await ended.getByRole('button', { name: /Assume .* again/ }).click()
  await expect(page.getByRole('button', { name: /^Stop globex/i })).toBeVisible()
  await page.getByRole('button', { name: /^Stop globex/i }).click()
  await expect(page.getByRole('button', { name: /^Stop globex/i })).toBeHidden()
})

test('shows the catalog and the settings, and keeps a theme', async () => {
  await page.getByRole('link', { name: 'Catalogs' }).click()
  await expect(page.getByText('Northwind operations')).toBeVisible()
  await look(page, 'catalogs')
  await page.getByRole('link', { name: 'Settings' }).click()
  await look(page, 'settings')
  await page.getByRole('button', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.getByRole('button', { name: 'System' }).click()
  await expect(page.locator('html')).not.toHaveAttribute('data-theme')
})

test('shows what was done, finds it again, and saves it as a file', async () => {
  await page.getByRole('link', { name: 'Activity' }).click()
  await expect(page.getByRole('heading', { level: 2, name: /^Today/ })).toBeVisible()
  const rows = page.getByRole('main').getByRole('listitem')
  await expect(rows.filter({ hasText: 'Assumed acme / acme-production' }).first()).toBeVisible()
  await expect(page.getByText(/rows (are as they were written|fit together)/)).toBeVisible()
  await look(page, 'activity')
  await page.getByRole('searchbox', { name: 'Search activity' }).fill('console acme')
  await expect(rows.filter({ hasText: 'Assumed' })).toHaveCount(0)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^Export/ }).click(),
  ])
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\n')
  expect(lines.map(line => JSON.parse(line).what)).toContain('console')
  await page.getByRole('searchbox', { name: 'Search activity' }).fill('zzz')
  await page.getByRole('button', { name: 'Clear filter' }).click()
  await expect(rows.first()).toBeVisible()
})

test('ends everything, and says what AWS does not take back', async () => {
  const end = page.getByRole('navigation').getByRole('button', { name: 'End everything…' })
  const dialog = page.getByRole('dialog')
  await end.click()
  await expect(dialog).toContainText('1 MFA session')
  await expect(dialog).toContainText('acme-production')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(end).toBeFocused()
  await page.keyboard.press('Enter')
  await look(page, 'end-everything')
  await expect(dialog.getByRole('button', { name: /Cancel/ })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('heading', { name: 'Everything has ended' })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Done' })).toBeFocused()
  await expect(dialog).toContainText('assumed-role/acme-production/ana')
  await expect(dialog).toContainText('Inline policy of the role acme-production in account 100000000101.')
  await look(page, 'everything-ended')
  await dialog.getByRole('button', { name: 'Copy policy' }).click()
  const policy = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))
  expect(policy.Statement[0]).toMatchObject({ Sid: 'AWSRevokeOlderSessions', Effect: 'Deny', Action: '*' })
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('link', { name: 'Sessions' }).click()
  await expect(page.getByText('No sessions')).toBeVisible()
  await look(page, 'no-sessions')
  await page.getByRole('link', { name: 'Sign-ins' }).click()
  await expect(details().getByText('Signed out')).toBeVisible()
  const after = [read(app.files.config), read(app.files.credentials)]
  expect(after.map(text => text ?? '')).toEqual(before.map(text => text ?? ''))
})
