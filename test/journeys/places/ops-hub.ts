// The places of the list that one meets with an IAM user: searching, filters, menus, the code, what is live, the palette.
import { expect } from '@playwright/test'
import { addKey, keyPlaces } from './ops-hub-keys.ts'
import type { At, Place } from './place.ts'

const code = async ({ app }: At): Promise<string> => (await app.run(['demo', 'phone', 'ana'])).trim()
/** From the start of its half minute, so that the next one is a while away. */
const freshCode = async (at: At): Promise<string> => {
  const phone = await at.app.run(['demo', 'phone', 'ana', '--json'])
  const { secondsLeft } = JSON.parse(phone) as { secondsLeft: number }
  if (secondsLeft < 28) await at.app.run(['demo', 'clock', `+${secondsLeft}s`])
  return code(at)
}

export const opsHubPlaces: readonly Place[] = [
  {
    name: 'targets',
    open: async ({ page }) => expect(page.getByRole('option').first()).toBeVisible(),
  },
  {
    name: 'details',
    async open(at) {
      await at.find('acme production')
      await expect(at.details.getByText('No access key yet')).toBeVisible()
    },
    says: /^\d+ of \d+ targets/,
  },
  {
    name: 'nothing-found',
    async open(at) {
      await at.find('glbxqq')
      await expect(at.page.getByText('No targets match “glbxqq”')).toBeVisible()
    },
    says: /^0 of \d+ targets/,
  },
  {
    name: 'filter-menu',
    async open(at) {
      await at.find('')
      await at.page.getByRole('button', { name: 'Environment', exact: true }).click()
      await expect(at.page.getByRole('menuitemradio').first()).toBeVisible()
    },
    returns: ({ page }) => page.getByRole('button', { name: 'Environment', exact: true }),
  },
  {
    name: 'failure',
    async open(at) {
      await at.find('acme production')
      await at.search.press('Enter')
      await expect(at.page.getByRole('alert')).toContainText('has no access key')
    },
    says: /has no access key/,
  },
  {
    // Where the details lie over the list they come forward, because the way out is in them.
    name: 'failure-narrow',
    async open(at) {
      await at.find('globex production')
      await at.page.setViewportSize({ width: 480, height: 800 })
      // The details of the place before are still in front.
      await at.page.keyboard.press('Escape')
      const list = at.page.getByRole('region', { name: 'Targets' })
      await list.getByRole('button', { name: 'Assume' }).press('Enter')
      await expect(at.page.getByRole('alert')).toContainText('has no access key')
      await expect(at.page.getByRole('button', { name: 'Add the key' })).toBeInViewport()
      await at.page.setViewportSize({ width: 1280, height: 800 })
    },
  },
  {
    name: 'add-key',
    async open({ page }) {
      await page.getByRole('button', { name: 'Add the key' }).click()
      await expect(page.getByLabel('Secret access key')).toBeVisible()
    },
  },
  ...keyPlaces,
  {
    name: 'mfa',
    picture: 'mfa',
    async open(at) {
      await at.find('acme production')
      await at.search.press('Enter')
      await expect(at.prompt).toContainText('MFA code for ana')
    },
    returns: ({ search }) => search,
  },
  {
    name: 'mfa-wrong',
    async open(at) {
      await expect(at.details.getByRole('button', { name: 'Assume' })).toBeEnabled()
      await at.search.press('Enter')
      await expect(at.prompt).toContainText('MFA code for ana')
      await at.page.keyboard.type((await code(at)) === '000000' ? '111111' : '000000')
      await at.page.keyboard.press('Enter')
      await expect(at.prompt.getByRole('alert')).toContainText(/did not accept/)
    },
    says: /did not accept/,
    returns: ({ search }) => search,
  },
  {
    name: 'live',
    async open(at) {
      await expect(at.details.getByRole('button', { name: 'Assume' })).toBeEnabled()
      await at.search.press('Enter')
      await expect(at.prompt).toContainText('MFA code for ana')
      await at.page.keyboard.type(await freshCode(at))
      await at.page.keyboard.press('Enter')
      await expect(at.details.getByText('Profile acme-production is written.')).toBeVisible()
    },
    says: /Profile acme-production is written/,
  },
  {
    name: 'mfa-next',
    picture: 'mfa-next',
    async open(at) {
      await at.search.focus()
      // More than an hour needs a code of its own, and the one of this half minute is used.
      at.app.run(['assume', 'globex', '--duration', '2h']).catch(() => undefined)
      await expect(at.prompt).toContainText(/The last code is used. Next code in \d+ s/)
    },
    returns: ({ search }) => search,
  },
  {
    name: 'copy-menu',
    async open({ page, details }) {
      await details.getByRole('button', { name: 'Copy', exact: true }).click()
      await expect(page.getByRole('menuitem').first()).toBeVisible()
    },
    returns: ({ details }) => details.getByRole('button', { name: 'Copy', exact: true }),
  },
  {
    name: 'console-menu',
    async open({ page, details }) {
      await details.getByRole('button', { name: 'Console of a service or region' }).click()
      await expect(page.getByRole('menuitem', { name: 'CloudWatch' })).toBeVisible()
    },
    returns: ({ details }) => details.getByRole('button', { name: 'Console of a service or region' }),
  },
  {
    name: 'checked',
    picture: 'details',
    async open(at) {
      await at.find('initech production')
      await at.details.getByRole('button', { name: 'Check this route' }).click()
      await expect(at.details.getByRole('listitem').filter({ hasText: 'initech-production' })).toContainText(
        ', done',
      )
    },
  },
  {
    name: 'more-menu',
    async open({ page, details }) {
      await details.getByRole('button', { name: 'More', exact: true }).click()
      await expect(page.getByRole('menuitem', { name: 'Show on the map' })).toBeVisible()
    },
    returns: ({ details }) => details.getByRole('button', { name: 'More', exact: true }),
  },
  {
    name: 'hidden',
    async open({ page, details }) {
      await details.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Hide from lists' }).click()
      await expect(page.getByText('is hidden from lists.')).toBeVisible()
    },
    says: /is hidden from lists/,
    async leave({ page, details }) {
      await page.getByRole('button', { name: 'Undo' }).click()
      await expect(page.getByText('is hidden from lists.')).toBeHidden()
      // The account's other role is called the same: it is shown meanwhile, and goes.
      await expect(details).toHaveAccessibleName('Initech / initech-production')
    },
  },
  {
    name: 'own-values',
    async open({ details }) {
      await details.getByText('Only for you').click()
      await expect(details.getByRole('textbox', { name: 'Pin' })).toBeVisible()
    },
  },
  {
    name: 'filter-name',
    async open(at) {
      await at.find('')
      await at.page.getByRole('button', { name: 'Environment', exact: true }).click()
      await at.page.getByRole('menuitemradio', { name: /^production/ }).click()
      await at.page.getByRole('button', { name: 'Save…' }).click()
      await expect(at.prompt).toBeVisible()
    },
    returns: ({ page }) => page.getByRole('button', { name: 'Save…' }),
  },
  {
    name: 'filtered',
    picture: 'filtered',
    async open({ page, prompt }) {
      await page.getByRole('button', { name: 'Save…' }).click()
      await prompt.getByRole('textbox').fill('clients')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('button', { name: 'clients' })).toBeVisible()
    },
  },
  {
    name: 'filter-cleared',
    async open({ page }) {
      await page.getByRole('button', { name: 'Clear', exact: true }).click()
      await expect(page.getByRole('button', { name: 'Saved', exact: true })).toBeVisible()
    },
  },
  {
    name: 'saved-menu',
    async open({ page }) {
      await page.getByRole('button', { name: 'Saved', exact: true }).click()
      await expect(page.getByRole('menuitem', { name: 'clients' }).first()).toBeVisible()
    },
    returns: ({ page }) => page.getByRole('button', { name: 'Saved', exact: true }),
  },
  {
    name: 'break-glass',
    picture: 'break-glass',
    async open(at) {
      await addKey(at, 'root-admin', 'root-ada')
      await at.find('acme OrganizationAccountAccessRole')
      await at.search.press('Enter')
      await expect(at.prompt.getByLabel('Reason')).toBeFocused()
    },
    returns: ({ search }) => search,
  },
  {
    name: 'palette',
    async open({ page, prompt }) {
      await page.keyboard.press('Control+k')
      await expect(prompt.getByRole('option').first()).toBeVisible()
    },
    returns: ({ search }) => search,
  },
  {
    name: 'palette-typed',
    picture: 'palette-typed',
    async open({ page, prompt }) {
      await page.keyboard.press('Control+k')
      await page.keyboard.type('acme prod')
      await expect(prompt.getByRole('option', { selected: true })).toContainText('acme-production')
    },
    returns: ({ search }) => search,
  },
  {
    name: 'palette-nothing',
    async open({ page, prompt }) {
      await page.keyboard.press('Control+k')
      await page.keyboard.type('zzqq')
      await expect(prompt).toContainText('Nothing is called “zzqq”')
    },
    says: /Nothing is called “zzqq”/,
    returns: ({ search }) => search,
  },
  {
    name: 'keyboard',
    picture: 'keyboard',
    async open(at) {
      await at.find('')
      // Where there is more of it than room, it begins at its top, and its button is in sight.
      await at.page.setViewportSize({ width: 480, height: 600 })
      await at.page.keyboard.press('?')
      await expect(at.prompt.getByRole('heading', { name: 'Keyboard' })).toBeInViewport()
      await expect(at.prompt.getByRole('button', { name: 'Close' })).toBeInViewport()
      await at.page.setViewportSize({ width: 1280, height: 800 })
    },
    returns: ({ search }) => search,
  },
]
