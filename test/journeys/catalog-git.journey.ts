// A catalog in git through the window: whose commit is in force, an update that is reviewed, kept out and approved, a host that is away, its end.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { type App, startDemo } from './support/app.ts'
import { look } from './support/look.ts'

test.describe.configure({ mode: 'serial' })

let demo: App
let page: Page
const folder = mkdtempSync(join(tmpdir(), 'switchyard-git-'))
const [bare, work] = [join(folder, 'accounts.git'), join(folder, 'work')]
const example = readFileSync(join(import.meta.dirname, '../../examples/ops-hub/switchyard.yaml'), 'utf8')
const text = example.replace('name: ops-hub', 'name: team')
const moved = text
  .replaceAll('100000000112', '100000000999')
  .replace('from: root-admin', 'from: ops')
  .replace('reason: required', 'reason: none')

const git = (...args: readonly string[]): string =>
  execFileSync('git', args, {
    cwd: work,
    env: { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()
const push = (content: string, subject: string): string => {
  writeFileSync(join(work, 'switchyard.yaml'), content)
  git('add', '-A')
  git('-c', 'user.name=Ana Lindqvist', '-c', 'user.email=ana@example.com', 'commit', '-q', '-m', subject)
  git('push', '-q', 'origin', 'HEAD')
  return git('rev-parse', 'HEAD')
}
const pane = () => page.getByRole('region', { name: 'team', exact: true })
const sync = () => page.getByRole('button', { name: 'Sync', exact: true }).click()

test.beforeAll(async ({ browser }) => {
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', bare])
  execFileSync('git', ['init', '-q', '-b', 'main', work])
  git('remote', 'add', 'origin', bare)
  demo = await startDemo('ops-hub')
  page = await (await browser.newContext()).newPage()
  await page.goto(demo.url)
})
test.afterAll(async () => {
  await demo.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('adds a repository, and says whose commit is in force', async () => {
  const commit = push(text, 'First accounts')
  await page.getByRole('link', { name: /Catalogs/ }).click()
  await page.getByRole('button', { name: 'Add catalog' }).click()
  await page.getByLabel('Source').fill(bare)
  await page.getByText('Branch, path and signing key').click()
  await page.getByLabel('Branch or tag').fill('main')
  await look(page, 'catalog-add-git')
  await page.locator('form').getByRole('button', { name: 'Add catalog' }).click()
  await expect(page.getByRole('heading', { name: 'team is added' })).toBeVisible()
  await look(page, 'catalog-added')
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(pane()).toContainText(`${commit.slice(0, 12)} by Ana Lindqvist`)
  await expect(pane()).toContainText('First accounts')
  await expect(pane()).toContainText(bare)
  await look(page, 'catalog-git')
})

test('shows what waits like a review: the route drawn, what each change touches, by whom', async () => {
  const commit = push(moved, 'Move aperture')
  await sync()
  await expect(page.getByRole('heading', { name: 'team would change where you end up' })).toBeVisible()
  await expect(page.getByText(`${commit.slice(0, 12)} by Ana Lindqvist`)).toBeVisible()
  const account = page.getByRole('article', { name: 'aperture would be a different account.' })
  await expect(account).toContainText('credentials for aperture would open it. 2 targets.')
  await expect(account).toContainText('accounts › aperture › id')
  const way = page.getByRole('article', { name: /would be reached from a different sign-in/ })
  await expect(
    way.getByRole('img', { name: /^Today: root-admin, OrganizationAccountAccessRole$/ }),
  ).toBeVisible()
  await expect(way.getByRole('img', { name: /^After: ops, OrganizationAccountAccessRole$/ })).toBeVisible()
  const approve = page.getByRole('button', { name: 'Approve update' })
  await expect(approve).toBeDisabled()
  const boxes = await page.getByRole('checkbox', { name: 'Seen' }).all()
  await boxes[0]?.check()
  await expect(page.getByText(`1 of ${boxes.length} seen`)).toBeVisible()
  await expect(approve).toBeDisabled()
  await look(page, 'review-git')
})

test('keeps the old copy: the update waits without calling, and can be approved later', async () => {
  await expect(page.getByRole('link', { name: /Catalogs 1 waiting/ })).toBeVisible()
  await page.getByRole('button', { name: 'Keep the old copy' }).click()
  await expect(pane()).toContainText('You kept the old copy.')
  await expect(page.getByRole('button', { name: /^team .* Old copy kept/ })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Catalogs', exact: true })).toBeVisible()
  await look(page, 'catalog-kept')
  // Asking again brings the same commit, which was answered.
  await sync()
  await expect(pane()).toContainText('You kept the old copy.')
  expect(JSON.parse(await demo.run(['catalog', 'ls', '--json']))).toContainEqual(
    expect.objectContaining({ name: 'team', state: 'awaiting-approval' }),
  )
  await pane().getByRole('button', { name: 'Review' }).click()
  await expect(page.getByText('0 of 2 seen')).toBeVisible()
  for (const seen of await page.getByRole('checkbox', { name: 'Seen' }).all()) await seen.check()
  await page.getByRole('button', { name: 'Approve update' }).click()
  await expect(pane()).toContainText(`${git('rev-parse', 'HEAD').slice(0, 12)} by Ana Lindqvist`)
})

test('says that the host is away, and keeps the copy', async () => {
  renameSync(bare, `${bare}.away`)
  await sync()
  await expect(page.getByRole('alert')).toContainText('was not reached')
  await expect(page.getByRole('button', { name: /team .* Offline/ })).toBeVisible()
  await look(page, 'catalog-offline')
  await page.getByRole('link', { name: 'Targets' }).click()
  await expect(
    page.getByText(/team could not sync: its git host did not answer\. The copy from/),
  ).toBeVisible()
  await page.getByRole('link', { name: /Catalogs/ }).click()
  await page.getByRole('button', { name: /^team / }).click()
  renameSync(`${bare}.away`, bare)
  await page.getByRole('button', { name: 'Sync all' }).click()
  await expect(page.getByRole('button', { name: /team .* In sync/ })).toBeVisible()
})

test('ends the asking of all sources while one of them hangs, and none counts as failed for it', async () => {
  // Whoever opens a pipe that nobody writes to waits for ever: git does, as it would for a host that says nothing.
  const head = join(bare, 'HEAD')
  renameSync(head, `${head}.kept`)
  execFileSync('mkfifo', [head])
  await page.getByRole('button', { name: 'Sync all' }).click()
  const cancel = page.getByRole('button', { name: 'Synced 1 of 2, cancel' })
  await expect(cancel).toBeVisible()
  await expect(page.getByRole('button', { name: /^team .* Asking its source/ })).toBeVisible()
  // Who looks elsewhere meanwhile finds it under way, and ends it then.
  await page.getByRole('link', { name: 'Map', exact: true }).click()
  await expect(cancel).toHaveCount(0)
  await page.getByRole('link', { name: 'Sources' }).click()
  await page.getByRole('button', { name: /^team / }).click()
  await cancel.click()
  await expect(page.getByRole('button', { name: 'Sync all' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^team .* In sync/ })).toBeVisible()
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
  rmSync(head)
  renameSync(`${head}.kept`, head)
  await page.getByRole('button', { name: 'Sync all' }).click()
  await expect(page.getByRole('button', { name: 'Sync all' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^team .* In sync/ })).toBeVisible()
})

test('carries a catalog out as a file, and names what is left out', async () => {
  const saved = page.waitForEvent('download')
  await pane().getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'AWS config' }).click()
  const download = await saved
  expect(download.suggestedFilename()).toBe('team.config')
  const config = readFileSync(await download.path(), 'utf8')
  expect(config).toContain('[profile acme-production]')
  await expect(pane()).toContainText('Saved as AWS config.')
})

test('says what is lost before a catalog is removed', async () => {
  await pane().getByRole('button', { name: 'Remove…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Remove team' })
  await expect(dialog).toContainText('and their routes leave the lists')
  await expect(dialog).toContainText(`${bare}, branch main`)
  await look(page, 'catalog-remove')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await pane().getByRole('button', { name: 'Remove…' }).click()
  await dialog.getByRole('button', { name: 'Remove team' }).click()
  await expect(page.getByRole('button', { name: /^team / })).toHaveCount(0)
  expect(await demo.run(['catalog', 'ls', '--json'])).not.toContain('"team"')
})
