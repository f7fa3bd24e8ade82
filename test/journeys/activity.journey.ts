// The record in the window: what was done is told day by day, searched, narrowed, saved, led on from, and proven; break-glass is loud.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { startDemo } from './support/app.ts'
import { look } from './support/look.ts'

test('tells what was done, leads on, and says when it was changed', async ({ page }) => {
  const demo = await startDemo('ops-hub')
  try {
    const { SWITCHYARD_HOME = '' } = JSON.parse(await demo.run(['demo', 'env', '--json'])) as Record<
      string,
      string
    >
    await page.goto(demo.url)
    await page.getByRole('link', { name: 'Activity' }).click()
    await expect(page.getByText('Nothing is on record yet')).toBeVisible()
    await look(page, 'activity-empty')

    await demo.run(['keys', 'add', 'ops'], await demo.run(['demo', 'key', 'ana']))
    await demo.run(['assume', 'acme', '--mfa-code', (await demo.run(['demo', 'phone', 'ana'])).trim()])
    await demo.run(['keys', 'add', 'root-admin'], await demo.run(['demo', 'key', 'root-ada']))
    const glass = [
      'env',
      'hooli/OrganizationAccountAccessRole',
      '--reason',
      'OPS-2401 Role deleted by mistake',
    ]
    await demo.run([...glass, '--mfa-code', (await demo.run(['demo', 'phone', 'root-ada'])).trim()])
    const rows = page.getByRole('main').getByRole('listitem')
    const loud = rows.filter({ hasText: 'Break-glass' })
    await expect(loud).toContainText('hooli / OrganizationAccountAccessRole')
    await expect(loud).toContainText('OPS-2401 Role deleted by mistake')
    await expect(rows.filter({ hasText: 'Assumed' })).toContainText('acme / acme-production')
    await expect(page.getByText(/^All \d+ rows are as they were written/)).toBeVisible()
    await look(page, 'activity')

    await page.getByLabel('Search activity').fill('break-glass')
    await expect(rows.filter({ hasText: 'Assumed' })).toHaveCount(0)
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: /^Export \d+$/ }).click()
    const lines = readFileSync(await (await saved).path(), 'utf8')
      .trim()
      .split('\n')
    expect(lines.length).toBe(await rows.count())
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ breakGlass: true })
    await page.getByLabel('Search activity').fill('zzz')
    await page.getByRole('button', { name: 'Clear filter' }).click()

    // One word of the record is changed behind its back.
    const record = join(SWITCHYARD_HOME, 'activity.jsonl')
    writeFileSync(record, readFileSync(record, 'utf8').replace('OPS-2401', 'OPS-9999'))
    await page.getByRole('link', { name: 'Sessions' }).click()
    await page.getByRole('link', { name: 'Activity' }).click()
    await expect(page.getByText('The record is not as it was written.')).toBeVisible()
    await look(page, 'activity-changed')
  } finally {
    await demo.stop()
  }
})
