// The personal layer through the window and as a file: it belongs to one person, survives every sync of a real repository, and its last good copy holds.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { type App, startDemo } from './support/app.ts'
import { look } from './support/look.ts'

test.describe.configure({ mode: 'serial' })

let demo: App
let page: Page
let file: string
const folder = mkdtempSync(join(tmpdir(), 'switchyard-personal-'))
const [bare, work] = [join(folder, 'accounts.git'), join(folder, 'work')]
const example = readFileSync(join(import.meta.dirname, '../../examples/ops-hub/switchyard.yaml'), 'utf8')
const text = example.replace('name: ops-hub', 'name: team')

const git = (...args: readonly string[]): void =>
  void execFileSync('git', args, {
    cwd: work,
    env: { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
const push = (content: string): void => {
  writeFileSync(join(work, 'switchyard.yaml'), content)
  git('add', '-A')
  git('-c', 'user.name=Ana', '-c', 'user.email=ana@example.com', 'commit', '-q', '-m', 'Accounts')
  git('push', '-q', 'origin', 'HEAD')
}
const pane = () => page.getByRole('region', { name: 'personal', exact: true })
const save = () => page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
const targets = async (): Promise<Record<string, Record<string, unknown>>> => {
  const rows = JSON.parse(await demo.run(['ls', '--all', '--json'])) as { target: string }[]
  return Object.fromEntries(rows.map(row => [row.target, row]))
}

test.beforeAll(async ({ browser }) => {
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', bare])
  execFileSync('git', ['init', '-q', '-b', 'main', work])
  git('remote', 'add', 'origin', bare)
  push(text)
  demo = await startDemo('ops-hub')
  const { SWITCHYARD_HOME } = JSON.parse(await demo.run(['demo', 'env', '--json'])) as Record<string, string>
  file = join(SWITCHYARD_HOME ?? '', 'personal.yaml')
  await demo.run(['catalog', 'add', bare])
  page = await (await browser.newContext()).newPage()
  await page.goto(demo.url)
})
test.afterAll(async () => {
  await demo.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('says who one is at the team’s sign-in', async () => {
  await page.getByRole('link', { name: /Catalogs/ }).click()
  await page.getByRole('button', { name: /^personal / }).click()
  await pane().getByRole('button', { name: 'Change team:ops' }).click()
  await page.getByLabel('User name').fill('ana')
  await page.getByLabel('MFA serial number').fill('not a device')
  await save()
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('MFA serial number:')
  await page.getByLabel('MFA serial number').fill('arn:aws:iam::100000000002:mfa/ana')
  await look(page, 'personal-sign-in')
  await save()
  await expect(pane()).toContainText('user ana · MFA ana')
})

test('adds an account and a role of one’s own, and takes them away with one step of undo', async () => {
  await pane().getByRole('button', { name: 'Add account' }).click()
  await page.getByLabel('Key').fill('side-project')
  await page.getByLabel('Account id').fill('1000-0000-0777')
  await page.getByLabel('Name', { exact: true }).fill('Side project')
  await page.getByRole('combobox', { name: 'Color' }).selectOption('blue')
  await look(page, 'personal-account')
  await save()
  await expect(pane()).toContainText('side-project · 100000000777')
  await pane().getByRole('button', { name: 'Add role' }).click()
  await page.getByLabel('Role name').fill('Administrator')
  await page.getByLabel('Accounts of your own').fill('side-project')
  await page.getByLabel('Reached from').fill('team:ops')
  await save()
  await expect(pane()).toContainText('side-project · from team:ops')
  expect(Object.keys(await targets())).toContain('personal:side-project/Administrator')

  await pane().getByRole('button', { name: 'Remove Administrator' }).click()
  await expect(pane().getByText('Administrator is removed.')).toBeVisible()
  await pane().getByRole('button', { name: 'Undo' }).click()
  await expect(pane().getByRole('button', { name: 'Change Administrator' })).toBeVisible()
  await pane().getByRole('button', { name: 'Change Administrator' }).click()
  await page.getByLabel('Role name').fill('Owner')
  await save()
  await expect.poll(async () => Object.keys(await targets())).toContain('personal:side-project/Owner')
})

test('keeps what is personal about targets through every sync', async () => {
  await demo.run(['pin', 'team:hooli/hooli-production', 'sweets'])
  await expect(pane()).toContainText('pinned @sweets')
  await pane().getByRole('button', { name: 'Change team:hooli/hooli-production' }).click()
  await page.getByLabel('Profile name').fill('hooli-mine')
  await page.getByLabel('Session length').fill('13h')
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Save' })).toBeDisabled()
  await page.getByLabel('Session length').fill('4h')
  await page.getByRole('combobox', { name: 'Color' }).selectOption('violet')
  await look(page, 'personal-target')
  await save()
  await expect(pane()).toContainText('pinned @sweets · profile hooli-mine · violet · 4h')
  await look(page, 'personal')

  // Titles change at once, an account that comes and goes waits for a person: the layer is touched by neither.
  push(text.replace('title: Northwind operations', 'title: Northwind'))
  await demo.run(['catalog', 'sync', 'team'])
  expect(JSON.parse(await demo.run(['catalog', 'ls', '--json']))).toContainEqual(
    expect.objectContaining({ name: 'team', state: 'current' }),
  )
  expect((await targets())['team:hooli/hooli-production']).toMatchObject({ pinned: 'sweets' })
  push(text.replace(/^ {2}hooli: .*\n/m, ''))
  await demo.run(['catalog', 'sync', 'team']).catch(() => '')
  await demo.run(['catalog', 'approve', 'team'])
  expect(Object.keys(await targets())).not.toContain('team:hooli/hooli-production')
  await expect(pane()).toContainText('4h · waits for its catalog')
  push(text)
  await demo.run(['catalog', 'sync', 'team']).catch(() => '')
  await demo.run(['catalog', 'approve', 'team'])
  expect((await targets())['team:hooli/hooli-production']).toMatchObject({ pinned: 'sweets' })
  await expect(pane()).toContainText('pinned @sweets · profile hooli-mine · violet · 4h')
  await expect(pane()).not.toContainText('waits for its catalog')
})

test('follows the file, and says line and column of what is broken while the last good copy holds', async () => {
  const good = readFileSync(file, 'utf8')
  writeFileSync(file, `${good}accounts2: {}\n`)
  const line = good.split('\n').length
  await expect(pane().getByRole('alert')).toContainText(`Line ${line}, column 1`)
  await expect(pane().getByRole('alert')).toContainText('Did you mean "accounts"')
  await expect(pane()).toContainText('pinned @sweets')
  await expect(pane().getByRole('button', { name: 'Add account' })).toBeDisabled()
  await look(page, 'personal-broken')
  writeFileSync(file, `# mine\n${good}`)
  await expect(pane().getByRole('alert')).toHaveCount(0)
  await pane().getByRole('button', { name: 'Edit as a file' }).click()
  const said = pane().getByRole('status').filter({ hasText: 'There is no display on its machine' })
  await expect(said).toBeVisible()
  await expect(pane()).toContainText(file)
})

test('opens the file in the person’s own editor where there is a display', async ({ browser }) => {
  // The system's own way to an editor is a program of this name; this one notes what it is started with.
  const bin = join(folder, 'bin')
  const noted = join(folder, 'noted')
  mkdirSync(bin)
  writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$#" "$1" > '${noted}'\n`, { mode: 0o755 })
  const world = await startDemo('ops-hub', { DISPLAY: ':7', PATH: `${bin}:${process.env.PATH}` })
  const own = await browser.newPage()
  try {
    await own.goto(world.url)
    await own.getByRole('link', { name: 'Catalogs' }).click()
    await own.getByRole('button', { name: /^personal / }).click()
    await own.getByRole('button', { name: 'Edit as a file' }).click()
    await expect(own.getByText('Opened in your editor. It is followed while you save.')).toBeVisible()
    const layer = join(world.files.home ?? '', 'personal.yaml')
    await expect.poll(() => (existsSync(noted) ? readFileSync(noted, 'utf8') : '')).toBe(`1\n${layer}\n`)
    // What the editor saves is what the window shows.
    writeFileSync(layer, `${readFileSync(layer, 'utf8')}\naccounts:\n  mine: { id: "100000000777" }\n`)
    await expect(own.getByRole('button', { name: 'Change mine' })).toBeVisible()
  } finally {
    await own.close()
    await world.stop()
  }
})
