// Sign-ins in the window: what IAM says of a key, a rotation with consent, a command of one's own tried, and the way out of all.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { type App, startDemo } from './support/app.ts'
import { look, watchConsole } from './support/look.ts'

test.describe.configure({ mode: 'serial' })

let app: App
let context: BrowserContext
let page: Page
let complaints: readonly string[]
let folder: string
let key: readonly string[]

test.beforeAll(async ({ browser }) => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-sign-ins-'))
  app = await startDemo('ops-hub')
  key = (await app.run(['demo', 'key', 'ana'])).trim().split('\n')
  await app.run(['keys', 'add', 'ops'], `${key.join('\n')}\n`)
  context = await browser.newContext()
  page = await context.newPage()
  complaints = watchConsole(page)
  await page.goto(app.url)
  await page.getByRole('link', { name: 'Sign-ins' }).click()
})
test.afterAll(async () => {
  await context?.close()
  await app?.stop()
  rmSync(folder, { recursive: true, force: true })
})
test.afterEach(() => {
  expect(complaints).toEqual([])
})

const details = () => page.getByRole('complementary')
const dialog = () => page.getByRole('dialog')
const factOf = (term: string) =>
  details()
    .locator('dl > div')
    .filter({ has: page.locator('dt', { hasText: term }) })
    .locator('dd')
    .first()
const code = async (): Promise<string> => {
  // The next code, where this one is spent.
  await app.run(['demo', 'clock', '+31s'])
  return (await app.run(['demo', 'phone', 'ana'])).trim()
}

test('says how old a key is, when it was used, which device and groups', async () => {
  await page.getByRole('button', { name: 'ops', exact: true }).click()
  await expect(factOf('Age')).toContainText(/\d+ days/)
  await expect(factOf('Last used')).toContainText('today at')
  await expect(factOf('Key')).toHaveText(key[0] ?? '')
  await expect(factOf('Device')).toHaveText('ana')
  await expect(details()).toContainText(/production.*\. Not .*targets? hidden\.|production.*\./)
  await look(page, 'sign-in-key')
})

test('rotates the key with a code, and the old one is switched off', async () => {
  await details().getByRole('button', { name: 'Rotate key' }).click()
  await expect(dialog()).toContainText('Rotate the key of ops?')
  await look(page, 'rotate-key')
  await dialog().getByRole('button', { name: 'Rotate key' }).click()
  await expect(dialog().last()).toContainText('MFA code for ana')
  await page.keyboard.type(await code())
  await page.keyboard.press('Enter')
  await expect(details()).toContainText(/The key is AKIA\w+ now; the old one is switched off\./, {
    timeout: 40_000,
  })
  await expect(dialog()).toBeHidden()
  await expect(factOf('Key')).not.toHaveText(key[0] ?? '')
  const rows = JSON.parse(await app.run(['activity', '--json'])) as { what: string; detail?: string }[]
  expect(rows.filter(({ what }) => what === 'keys').at(-1)?.detail).toBe('rotated')
})

test('asks for consent before an inactive key is deleted', async () => {
  await details().getByRole('button', { name: 'Rotate key' }).click()
  await expect(dialog()).toContainText(`Delete the inactive key ${key[0]}`)
  await expect(dialog().getByRole('button', { name: 'Rotate key' })).toBeDisabled()
  await dialog().getByRole('checkbox').check()
  await expect(dialog().getByRole('button', { name: 'Rotate key' })).toBeEnabled()
  await page.keyboard.press('Escape')
  await expect(dialog()).toBeHidden()
  await expect(details().getByRole('button', { name: 'Rotate key' })).toBeFocused()
})

test('takes another MFA device by its serial, and gives it back to IAM', async () => {
  await details().getByRole('button', { name: 'Change…' }).first().click()
  const serial = details().getByLabel('MFA serial number')
  await serial.fill('GAHT12345678')
  await details().getByRole('button', { name: 'Use this device' }).click()
  await expect(details().getByRole('combobox', { name: 'MFA device' })).toHaveValue('GAHT12345678')
  await details().getByRole('combobox', { name: 'MFA device' }).selectOption({ label: 'ana' })
  await expect(factOf('Serial')).toContainText('arn:aws:iam::100000000002:mfa/ana')
})

test('adds a command of one’s own, tries it, and removes it', async () => {
  const script = join(folder, 'print credentials')
  writeFileSync(
    script,
    `#!/bin/sh\necho '{"Version":1,"AccessKeyId":"'${(await app.run(['demo', 'key', 'ben'])).trim().split('\n').join(`'","SecretAccessKey":"'`)}'"}'\n`,
  )
  chmodSync(script, 0o700)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await details().getByRole('button', { name: 'Command' }).click()
  await details().getByLabel('Command').fill(`"${script}" --now`)
  await expect(details()).toContainText(`2 words: ${script} · --now`)
  await details().getByLabel('Name').fill('machine')
  await look(page, 'add-sign-in')
  await details().getByRole('button', { name: 'Add sign-in' }).click()
  await expect(details().getByRole('heading', { level: 2, name: 'machine' })).toBeVisible()
  await details().getByRole('button', { name: 'Test' }).click()
  await expect(factOf('Who')).toHaveText('arn:aws:iam::100000000002:user/ben')
  await look(page, 'tested-sign-in')
  await details().getByRole('button', { name: 'Remove sign-in…' }).click()
  await expect(dialog()).toContainText('No target starts from it.')
  await dialog().getByRole('button', { name: 'Remove sign-in' }).click()
  await expect(page.getByRole('button', { name: 'machine', exact: true })).toBeHidden()
})

test('signs out of all, and forgets the key', async () => {
  await page.getByRole('button', { name: 'ops', exact: true }).click()
  await details()
    .getByRole('button', { name: /^Sign in/ })
    .first()
    .click()
  await expect(dialog()).toContainText('MFA code for ana')
  await page.keyboard.type(await code())
  await page.keyboard.press('Enter')
  await expect(dialog()).toBeHidden()
  await expect(details().getByRole('progressbar', { name: 'Time left' })).toBeVisible()
  await look(page, 'sign-in-live')
  await page.getByRole('button', { name: 'Sign out of all' }).click()
  await expect(details().getByText('Signed out')).toBeVisible()
  // The code of this half minute is spent: the prompt says when the next one comes, and gives the focus back.
  const again = details().getByRole('button', { name: 'Sign in', exact: true })
  await again.click()
  await expect(dialog()).toContainText(/The last code is used\. Next code in \d+ s\./)
  await look(page, 'mfa-next-code')
  await expect(page.getByRole('textbox', { name: 'Six-digit code' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog()).toBeHidden()
  await expect(again).toBeFocused()
  await details().getByRole('button', { name: 'Remove…' }).click()
  await dialog().getByRole('button', { name: 'Remove key' }).click()
  await expect(details().getByLabel('Access key id')).toBeVisible()
})
