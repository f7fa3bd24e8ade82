// What the window says when AWS says no: the drawing breaks where it did, the causes are told apart, the vault's lock holds.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { unknownExternalId } from '../../main/demo/worlds/audit-hub.ts'
import { type App, startDemo } from './support/app.ts'
import { look, watchConsole } from './support/look.ts'

test.describe.configure({ mode: 'serial' })

let app: App
let context: BrowserContext
let page: Page
let complaints: readonly string[]

test.beforeAll(async ({ browser }) => {
  app = await startDemo('audit-hub')
  const signIns = JSON.parse(await app.run(['sign-ins', '--json'])) as { signIn: string; kind: string }[]
  const user = signIns.find(signIn => signIn.signIn === 'sven' || signIn.kind === 'iam-user')
  await app.run(['keys', 'add', user?.signIn ?? ''], await app.run(['demo', 'key', 'sven']))
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
const answerCode = async (): Promise<void> => {
  const prompt = page.getByRole('dialog')
  const done = details().getByText(/is written\.$|Traveling the route/)
  await expect(prompt.or(done).or(page.getByRole('alert')).first()).toBeVisible()
  if (!(await prompt.isVisible())) return
  await page.keyboard.insertText((await app.run(['demo', 'phone', 'sven'])).trim())
  await page.keyboard.press('Enter')
  await expect(prompt).toBeHidden()
}

test('takes the role in a member that works', async () => {
  await search().fill('member-001 headroom')
  await search().press('Enter')
  await answerCode()
  await expect(details().getByText(/^Profile .* is written\.$/)).toBeVisible()
})

test('says why one cannot, hop by hop and without an attempt, with what to send to the owner', async () => {
  await search().fill('member-015 headroom')
  await details().getByRole('button', { name: 'Check this route' }).click()
  await expect(details().getByText('Every hop lets you in. No session was kept.')).toBeVisible()
  await search().fill('member-013 headroom')
  await expect(details().getByRole('heading', { level: 2 })).toHaveText('member-013')
  await details().getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: /^Check this route/ }).click()
  await expect(details().getByText('How the causes were told apart')).toBeVisible()
  await expect(details().getByText('Headroom refused')).toBeVisible()
  await details().getByText('What to send its owner', { exact: true }).click()
  await expect(
    details().getByText(/^I cannot take the role arn:aws:iam::400000000113:role\/Headroom\./),
  ).toBeVisible()
  await look(page, 'why-not')
  expect(
    JSON.parse(await app.run(['sessions', '--json'])).map((each: { target: string }) => each.target),
  ).toEqual(['audit-hub:member-001/Headroom'])
})

for (const [member, words] of [
  ['member-007', 'The role does not exist.'],
  ['member-013', 'trust policy'],
  ['member-017', 'external id'],
] as const)
  test(`says why ${member} is refused`, async () => {
    await search().fill(`${member} headroom`)
    await search().press('Enter')
    await expect(details().getByRole('alert')).toContainText(/AWS refused hop \d of \d/)
    await expect(details().getByText('How the causes were told apart')).toBeVisible()
    await expect(details().getByRole('listitem').filter({ hasText: words }).first()).toBeVisible()
    await expect(details().getByText('Headroom refused')).toBeVisible()
    await expect(page.getByRole('option').first()).toContainText('refused')
    if (member === 'member-017') await look(page, 'refused')
  })

test('takes the external id that was missing, and the target opens at once', async () => {
  await search().fill('member-017 headroom')
  await details().getByRole('button', { name: 'Add external id…' }).click()
  const dialog = page.getByRole('dialog', { name: 'External id of member-017 / Headroom' })
  const field = dialog.getByLabel('External id')
  await expect(field).toBeFocused()
  await field.fill('no spaces in it')
  await expect(dialog).toContainText('2 to 1224 letters')
  await expect(dialog.getByRole('button', { name: 'Save and try again' })).toBeDisabled()
  await field.fill('headroom-other')
  await look(page, 'external-id')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  // Another one than the role's is refused as none was, and what stands there now is changed.
  await details().getByRole('button', { name: 'Change external id…' }).click()
  await expect(field).toHaveValue('headroom-other')
  await field.fill(unknownExternalId)
  await page.keyboard.press('Enter')
  await expect(details().getByText(/^Profile .*member-017.* is written\.$/)).toBeVisible()
  await expect(details().getByRole('alert')).toHaveCount(0)
  await expect(details().getByText('external id', { exact: true })).toBeVisible()
  const { SWITCHYARD_HOME } = JSON.parse(await app.run(['demo', 'env', '--json'])) as Record<string, string>
  expect(readFileSync(join(SWITCHYARD_HOME ?? '', 'personal.yaml'), 'utf8')).toContain(
    `externalId: ${unknownExternalId}`,
  )
  // The command line goes the same way.
  const route = JSON.parse(await app.run(['route', 'member-017/Headroom', '--json'])) as {
    hops: { externalId: boolean }[]
  }
  expect(route.hops.at(-1)?.externalId).toBe(true)
})

test('starts nothing while the vault is locked', async () => {
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('main').getByRole('button', { name: 'Lock' }).click()
  await expect(page.getByText('The vault is locked, so nothing new can start.')).toBeVisible()
  await page.getByRole('link', { name: 'Targets' }).click()
  await search().fill('member-002 headroom')
  await search().press('Enter')
  await expect(details().getByRole('alert').first()).toContainText('The vault is locked')
  await look(page, 'locked')
  await page.getByRole('button', { name: 'Unlock' }).first().click()
  await expect(page.getByText('The vault is locked, so nothing new can start.')).toBeHidden()
})
