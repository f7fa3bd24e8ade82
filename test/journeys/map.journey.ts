// The map of each organization: drawn, searched, moved, clicked and gone through by keys; hubs and long routes can be read.
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { startDemo } from './support/app.ts'
import { look, watchConsole } from './support/look.ts'

const shots = join(import.meta.dirname, '../../test-results/journeys')
const openMap = async (page: Page, url: string): Promise<void> => {
  await page.goto(url)
  await page.getByRole('link', { name: /Catalogs/ }).click()
  await page.getByRole('link', { name: 'Map' }).click()
  await expect(page.getByRole('listbox')).toBeVisible()
  await expect(page.locator('svg [role=option]').first()).toBeAttached()
}

test('ops-hub: an account is found, chosen, and used from the map', async ({ page }) => {
  const complaints = watchConsole(page)
  const demo = await startDemo('ops-hub')
  try {
    await demo.run(['keys', 'add', 'ops'], await demo.run(['demo', 'key', 'ana']))
    const code = (await demo.run(['demo', 'phone', 'ana'])).trim()
    await demo.run(['assume', 'acme', '--mfa-code', code])
    await openMap(page, demo.url)
    await page.getByLabel('Find an account').fill('glob')
    const card = page.getByRole('region', { name: 'Globex' })
    await expect(card).toContainText('globex-production, from ops in one hop')
    await expect(card.getByRole('button', { name: 'Assume' })).toBeVisible()
    await look(page, 'map-ops-hub')
    // What lives is renewed, as in the list.
    await page.getByLabel('Find an account').fill('acme')
    const live = page.getByRole('region', { name: 'Acme' })
    await expect(live.getByRole('button', { name: 'Renew' })).toBeVisible()
    await page.getByLabel('Find an account').fill('glob')
    await expect(card).toBeVisible()
    await page.getByLabel('Find an account').fill('nowhere')
    await expect(page.getByRole('status').filter({ hasText: 'matches “nowhere”' })).toBeVisible()
    await page.getByLabel('Find an account').fill('')

    // By the keys: the next one, and on to its details.
    const map = page.getByRole('listbox')
    await map.focus()
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('region', { name: 'Initech' })).toBeVisible()
    await expect(map).toHaveAttribute('aria-activedescendant', 'map-initech')
    await expect(page.locator('#map-initech')).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('region', { name: 'Initech' })).toHaveCount(0)

    // By the pointer: a click chooses, a drag moves.
    await page.locator('#map-hooli').click()
    await expect(page.getByRole('region', { name: 'Hooli' })).toBeVisible()
    const place = (await page.locator('#map-hooli').boundingBox()) ?? { x: 0, y: 0 }
    await page.mouse.move(500, 600)
    await page.mouse.down()
    await page.mouse.move(440, 560, { steps: 5 })
    await page.mouse.up()
    await expect(page.getByRole('region', { name: 'Hooli' })).toBeVisible()
    await expect
      .poll(async () => ((await page.locator('#map-hooli').boundingBox())?.x ?? 0) - place.x)
      .toBeCloseTo(-60, 0)
    await page.getByRole('button', { name: 'Zoom out' }).click()
    await page.getByRole('button', { name: 'Show everything' }).click()
    await map.focus()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/#targets\/ops-hub:hooli/)
    expect(complaints).toEqual([])
  } finally {
    await demo.stop()
  }
})

for (const [organization, typed, account, words] of [
  ['sso-landing-zone', 'production', 'Production', 'from portal'],
  ['uniform-roles', 'nonprod', 'Non-production', 'from people'],
  ['atmos', 'backend', 'backend', 'from identity in one hop, and 1 other role'],
  ['audit-hub', 'member-017', 'member-017', 'from auditor'],
] as const)
  test(`${organization} can be read`, async ({ page }) => {
    const demo = await startDemo(organization)
    try {
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
      await openMap(page, demo.url)
      await page.screenshot({ path: join(shots, `map-${organization}-dark-1280.png`) })
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      await page.getByLabel('Find an account').fill(typed)
      await expect(page.getByRole('region', { name: account })).toContainText(words)
      await page.screenshot({ path: join(shots, `map-${organization}-light-1280.png`) })
    } finally {
      await demo.stop()
    }
  })
