// Where a catalog and AWS disagree: routes tried with their progress and an end, the organization compared, what a portal grants besides.
import { expect, test } from '@playwright/test'
import { startDemo } from './support/app.ts'

test('audit-hub: broken members are found by a check, and Organizations is compared', async ({ page }) => {
  const demo = await startDemo('audit-hub')
  try {
    await demo.run(['keys', 'add', 'auditor'], await demo.run(['demo', 'key', 'scanner']))
    await page.goto(demo.url)
    await page.getByRole('link', { name: /Catalogs/ }).click()
    const tab = page.getByRole('navigation', { name: 'Show' }).getByRole('link', { name: /^Drift/ })
    // Nothing was compared: no number is made up.
    await expect(tab).toHaveText('Drift')
    await tab.click()
    const refused = page.getByRole('region', { name: 'In the catalog, but refused' })
    await refused.getByRole('combobox', { name: 'Routes to check' }).selectOption('prod')
    // AWS takes its time: a check that is over at once has nothing to cancel.
    await demo.run(['demo', 'fault', 'latency', '1s'])
    await refused.getByRole('button', { name: /^Check \d+ routes$/ }).click()
    await expect(refused.getByRole('button', { name: /cancel/ })).toBeVisible()
    await demo.run(['demo', 'fault', 'clear'])
    await expect(refused.getByRole('button', { name: /^Check \d+ routes$/ })).toBeVisible({ timeout: 40_000 })
    await expect(refused.getByRole('listitem').first()).toBeVisible()
    await expect(refused).toContainText(/member-0\d\d Headroom/)

    const organization = page.getByRole('region', { name: 'Accounts of AWS Organizations' })
    await expect(organization.getByRole('combobox', { name: 'Read as' })).toContainText(
      'OrgAndAccountInfoReader',
    )
    await demo.run(['demo', 'fault', 'latency', '1s', 'ListAccounts'])
    await organization.getByRole('button', { name: 'Compare' }).click()
    const ends = organization.getByRole('button', { name: /cancel$/ })
    await expect(ends).toBeFocused()
    // Who leaves meanwhile does not end it.
    await page.getByRole('link', { name: 'Sources' }).click()
    await page.getByRole('link', { name: /^Drift/ }).click()
    await demo.run(['demo', 'fault', 'clear'])
    await expect(organization).toContainText(/\d+ accounts in o-/, { timeout: 40_000 })
    const headings = await page.getByRole('main').getByRole('heading', { level: 2 }).allInnerTexts()
    const sum = headings.reduce((all, text) => all + Number(/\d+$/.exec(text.trim())?.[0] ?? 0), 0)
    expect(sum).toBeGreaterThan(0)
    // The count stands on all faces of the screen, and what was found is there again on the way back.
    await page.getByRole('link', { name: 'Sources' }).click()
    await expect(tab).toHaveAccessibleName(`Drift ${sum} differences`)
    await tab.click()
    await expect(organization).toContainText(/\d+ accounts in o-/)

    await refused
      .getByRole('button', { name: /^Details of member/ })
      .first()
      .click()
    await expect(page).toHaveURL(/#targets\/audit-hub:member/)
  } finally {
    await demo.stop()
  }
})

test('a check can be ended, and what was tried stays', async ({ page }) => {
  const demo = await startDemo('audit-hub')
  try {
    await demo.run(['keys', 'add', 'auditor'], await demo.run(['demo', 'key', 'scanner']))
    await demo.run(['demo', 'fault', 'latency', '400ms'])
    await page.goto(demo.url)
    await page.getByRole('link', { name: /Catalogs/ }).click()
    await page.getByRole('link', { name: 'Drift' }).click()
    const refused = page.getByRole('region', { name: 'In the catalog, but refused' })
    await refused.getByRole('button', { name: /^Check \d+ routes$/ }).click()
    await expect(refused.getByRole('status').filter({ hasText: /Tried [1-9]/ })).toBeVisible()
    // Who leaves to look at one of them finds it under way, and ends it then.
    await page.getByRole('link', { name: 'Sources' }).click()
    await page.getByRole('link', { name: /^Drift/ }).click()
    await expect(refused.getByRole('status').filter({ hasText: /Tried [1-9]/ })).toBeVisible()
    await refused.getByRole('button', { name: /cancel/ }).click()
    await expect(refused.getByRole('button', { name: /^Check \d+ routes$/ })).toBeVisible()
  } finally {
    await demo.stop()
  }
})
