// The places one meets with Identity Center: both ways to sign in, the portal's list, a chained route, a guarded environment.
import { expect } from '@playwright/test'
import type { At, Place } from './place.ts'

const toPortal = async (at: At): Promise<void> => {
  await at.screen('Sign-ins')
  await at.page.getByRole('button', { name: 'portal', exact: true }).click()
  await expect(at.details.getByRole('heading', { level: 2, name: 'portal' })).toBeVisible()
}
const signInButton = ({ details }: At) => details.getByRole('button', { name: 'Sign in', exact: true })
const deviceButton = ({ details }: At) => details.getByRole('button', { name: 'With a device code' })

export const ssoLandingZonePlaces: readonly Place[] = [
  { name: 'portal-signed-out', open: toPortal },
  {
    name: 'browser-flow',
    async open(at) {
      const [portalPage] = await Promise.all([
        at.page.context().waitForEvent('page'),
        signInButton(at).press('Enter'),
      ])
      await expect(at.prompt).toContainText('Waiting for the page')
      await portalPage.close()
      await at.page.bringToFront()
    },
    returns: signInButton,
  },
  {
    name: 'device-code',
    picture: 'device-code',
    async open(at) {
      await expect(deviceButton(at)).toBeEnabled()
      await deviceButton(at).press('Enter')
      await expect(at.prompt).toContainText('Your code')
      // It is made in a part of the window that is loaded when there is one to make.
      await expect(at.prompt).toContainText('Or scan')
    },
    returns: deviceButton,
  },
  {
    // The very first list, in which one account does not answer: nothing is known of it, and that is said.
    name: 'portal-first-unread',
    async open(at) {
      await at.app.run(['demo', 'fault', 'error', 'ListAccountRoles', 'InternalServerException', '500', '1'])
      await expect(deviceButton(at)).toBeEnabled()
      await deviceButton(at).press('Enter')
      const [portalPage] = await Promise.all([
        at.page.context().waitForEvent('page'),
        at.prompt.getByRole('button', { name: 'Open page' }).press('Enter'),
      ])
      await portalPage.getByRole('radio', { name: /omar/ }).check()
      await portalPage.getByRole('button', { name: 'Allow access' }).click()
      await expect(at.prompt).toBeHidden()
      await portalPage.close()
      await expect(at.details).toContainText('One account could not be read, and nothing is known of it.')
    },
  },
  {
    name: 'targets-first-unread',
    async open(at) {
      await at.find('')
      await expect(at.page.getByText('portal did not answer for one account.')).toBeVisible()
    },
  },
  {
    name: 'portal-signed-in',
    async open(at) {
      await at.page.getByRole('button', { name: 'Try again' }).click()
      await expect(at.page.getByText('portal did not answer for one account.')).toBeHidden()
      await toPortal(at)
      await expect(at.details.getByText(/Renewed silently at/)).toBeVisible()
    },
  },
  {
    name: 'portal-targets',
    async open(at) {
      await at.find('development')
      await expect(at.page.getByRole('option', { name: /DevOps/ }).first()).toBeVisible()
    },
  },
  {
    name: 'chained-route',
    async open(at) {
      await at.find('development CrossAccountCICD')
      await expect(at.details.getByRole('listitem').filter({ hasText: 'external id' })).toBeVisible()
    },
  },
  {
    name: 'guard',
    picture: 'guard',
    async open(at) {
      await at.find('production devops 777777777777')
      await expect(at.details.getByRole('heading', { level: 2 })).toHaveText(/production/i)
      await at.details.getByRole('button', { name: 'Assume' }).press('Enter')
      await expect(at.prompt).toContainText('Type the account’s name')
    },
    returns: ({ details }) => details.getByRole('button', { name: 'Assume' }),
  },
  {
    name: 'question-window-guard',
    narrow: true,
    async open(at) {
      await at.page.goto(new URL('/prompt.html', at.page.url()).href)
      at.app.run(['assume', '777777777777/DevOps']).catch(() => undefined)
      await expect(at.prompt).toContainText('Type the account’s name')
    },
    async leave({ page, prompt }) {
      await page.keyboard.press('Escape')
      await expect(prompt).toBeHidden()
      await page.goto(new URL('/', page.url()).href)
      await expect(page.getByRole('option').first()).toBeVisible()
    },
  },
  {
    name: 'sessions-guarded',
    async open(at) {
      await at.app.run([
        ...['assume', '777777777777/DevOps', '--confirm', 'production'],
        ...['--reason', 'OPS-2417 queue stuck'],
      ])
      await at.screen('Sessions')
      await expect(at.page.getByRole('listitem').filter({ hasText: 'DevOps' })).toBeVisible()
    },
  },
  {
    name: 'ending-soon',
    async open(at) {
      await at.app.run(['demo', 'clock', '+52m'])
      await expect(at.page.getByText(/production \/ DevOps ends in \d min and cannot renew/)).toBeVisible()
    },
    says: /ends in \d min and cannot renew/,
  },
  {
    name: 'portal-unread',
    async open(at) {
      await at.app.run(['demo', 'fault', 'down', 'portal'])
      await toPortal(at)
      await at.details.getByRole('button', { name: 'Read the list again' }).click()
      await expect(at.details.getByRole('alert')).toContainText('was not reached')
    },
    says: /was not reached/,
    // What may be in the way is shown in the window, and the keyboard is there.
    async leave({ page, details }) {
      await details.getByRole('button', { name: 'See what is in the way' }).press('Enter')
      await expect(page.getByRole('heading', { level: 2, name: 'Network' })).toBeInViewport()
      await expect(page.getByRole('region', { name: 'All settings' })).toBeFocused()
    },
  },
  {
    name: 'portal-stale',
    picture: 'stale',
    async open(at) {
      await at.find('')
      await expect(
        at.page.getByText(/portal could not be read: it did not answer\. The list from today/),
      ).toBeVisible()
      await expect(at.details.getByRole('button', { name: 'Check this route' })).toBeVisible()
    },
    leave: async at => void (await at.app.run(['demo', 'fault', 'clear'])),
  },
  {
    // The last one: an answer that is on its way holds the list until the demo ends.
    name: 'partial',
    picture: 'partial',
    async open(at) {
      await at.app.run(['demo', 'fault', 'latency', '30s', 'ListAccountRoles'])
      await at.page.getByRole('button', { name: 'Try again' }).click()
      await expect(at.page.getByText(/so far from portal, at the pace AWS allows/)).toBeVisible()
    },
  },
]
