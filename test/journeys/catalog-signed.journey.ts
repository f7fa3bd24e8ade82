// A signed catalog through the window, by the real minisign: a good signature is named, a bad one keeps the copy, another key is loud and waits.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { startDemo } from './support/app.ts'
import { look } from './support/look.ts'

const folder = mkdtempSync(join(tmpdir(), 'switchyard-signed-'))
const file = join(folder, 'switchyard.yaml')
const example = readFileSync(join(import.meta.dirname, '../../examples/ops-hub/switchyard.yaml'), 'utf8')
const text = example.replace('name: ops-hub', 'name: signed')

const newKey = (name: string) => {
  const [open, secret] = [join(folder, `${name}.pub`), join(folder, `${name}.key`)]
  execFileSync('minisign', ['-G', '-W', '-f', '-p', open, '-s', secret], { stdio: 'ignore' })
  const [comment = '', line = ''] = readFileSync(open, 'utf8').trim().split('\n')
  return {
    line,
    // minisign prints it without its leading zeros, the window with them: 64 bits are 16 digits.
    id: (/([0-9A-F]+)$/.exec(comment)?.[1] ?? '').padStart(16, '0'),
    sign: (content: string) => {
      writeFileSync(file, content)
      execFileSync('minisign', ['-S', '-s', secret, '-m', file], { stdio: 'ignore' })
    },
  }
}
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('says whose signature holds, refuses what does not fit, and asks before another key', async ({
  page,
}) => {
  const [team, next] = [newKey('team'), newKey('next')]
  team.sign(text)
  const demo = await startDemo('ops-hub')
  try {
    await demo.run(['catalog', 'add', file, '--key', team.line])
    await page.goto(`${demo.url}`)
    await page.getByRole('link', { name: /Catalogs/ }).click()
    await page.getByRole('button', { name: /^signed / }).click()
    const pane = page.getByRole('region', { name: 'signed', exact: true })
    await expect(pane).toContainText(`good, key ${team.id}`)
    await expect(page.getByRole('button', { name: /^signed .* In sync, signature good/ })).toBeVisible()

    // Changed after it was signed: nothing of it is taken.
    writeFileSync(file, text.replaceAll('100000000112', '100000000999'))
    await pane.getByRole('button', { name: 'Sync', exact: true }).click()
    await expect(page.getByRole('button', { name: /^signed .* Not trusted/ })).toBeVisible()
    await expect(pane).toContainText('does not fit')
    expect(await demo.run(['ls', '--all', '--json'])).not.toContain('100000000999')
    await look(page, 'catalog-untrusted')
    team.sign(text)
    await pane.getByRole('button', { name: 'Sync', exact: true }).click()
    await expect(page.getByRole('button', { name: /^signed .* In sync/ })).toBeVisible()

    // Nobody signed with the new key: the old one stays in force.
    await pane.getByRole('button', { name: 'Signing key…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Signing key of signed' })
    await dialog.getByLabel('minisign public key').fill(next.line)
    await dialog.getByRole('button', { name: 'Ask for this key' }).click()
    await expect(dialog.getByRole('alert')).toBeVisible()
    await look(page, 'catalog-key')
    next.sign(text)
    await dialog.getByRole('button', { name: 'Ask for this key' }).click()
    const change = page.getByRole('article', { name: 'signed would be signed by a different key.' })
    await expect(change).toContainText(team.id)
    await expect(change).toContainText(next.id)
    await look(page, 'review-key')
    await change.getByRole('checkbox', { name: 'Seen' }).check()
    await page.getByRole('button', { name: 'Approve update' }).click()
    await expect(pane).toContainText(`good, key ${next.id}`)
  } finally {
    await demo.stop()
  }
})
