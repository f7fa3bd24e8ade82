// A catalog in git through the window: whose commit is in force, a sync, an update that is reviewed, a host that is away.
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
  await page.getByRole('button', { name: 'Done' }).click()
  const pane = page.getByRole('region', { name: 'team' })
  await expect(pane).toContainText(`${commit.slice(0, 12)} by Ana Lindqvist`)
  await expect(pane).toContainText('First accounts')
  await expect(pane).toContainText(bare)
  await look(page, 'catalog-git')
})

test('syncs at the press of a button, and shows what waits with its author', async () => {
  const commit = push(text.replaceAll('100000000112', '100000000999'), 'Move globex')
  await page.getByRole('button', { name: 'Sync', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'team would change where you end up' })).toBeVisible()
  await expect(page.getByText(`${commit.slice(0, 12)} by Ana Lindqvist`)).toBeVisible()
  await look(page, 'review-git')
  for (const seen of await page.getByRole('checkbox', { name: 'Seen' }).all()) await seen.check()
  await page.getByRole('button', { name: 'Approve update' }).click()
  const pane = page.getByRole('region', { name: 'team' })
  await expect(pane).toContainText(`${commit.slice(0, 12)} by Ana Lindqvist`)
})

test('says that the host is away, and keeps the copy', async () => {
  renameSync(bare, `${bare}.away`)
  await page.getByRole('button', { name: 'Sync', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('was not reached')
  await expect(page.getByRole('button', { name: /team .* Offline/ })).toBeVisible()
  await look(page, 'catalog-offline')
})
