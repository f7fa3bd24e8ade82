// The places one meets when AWS says no: the broken route, the causes told apart, what to send.
import { expect } from '@playwright/test'
import type { Place } from './place.ts'

export const auditHubPlaces: readonly Place[] = [
  {
    name: 'map-large',
    picture: 'map-large',
    async open(at) {
      await at.screen('Catalogs')
      await at.page.getByRole('link', { name: 'Map', exact: true }).click()
      await expect(at.page.getByRole('option').first()).toBeVisible()
    },
  },
  {
    name: 'drift',
    async open({ page }) {
      await page.getByRole('link', { name: 'Drift' }).click()
      await expect(page.getByRole('region', { name: 'Accounts of AWS Organizations' })).toBeVisible()
    },
  },
  {
    name: 'refused',
    picture: 'refused',
    async open(at) {
      await at.app.run(['keys', 'add', 'auditor'], await at.app.run(['demo', 'key', 'scanner']))
      await at.find('member-017 headroom')
      await at.search.press('Enter')
      await expect(at.details.getByText('How the causes were told apart')).toBeVisible()
    },
    says: /AWS refused hop 1 of 1/,
  },
  {
    name: 'external-id',
    async open({ details, prompt }) {
      await details.getByRole('button', { name: 'Add external id…' }).click()
      await expect(prompt.getByLabel('External id')).toBeFocused()
    },
    returns: ({ details }) => details.getByRole('button', { name: 'Add external id…' }),
  },
  {
    name: 'drift-checking',
    async open(at) {
      await at.screen('Catalogs')
      await at.page.getByRole('link', { name: 'Drift' }).click()
      const refused = at.page.getByRole('region', { name: 'In the catalog, but refused' })
      await at.app.run(['demo', 'fault', 'latency', '30s', 'AssumeRole'])
      await refused.getByRole('button', { name: /^Check \d+ routes$/ }).click()
      await expect(refused.getByRole('button', { name: /^Tried 0 of \d+, cancel$/ })).toBeVisible()
    },
    says: /^Tried 0 of \d+$/,
    async leave({ app, page }) {
      await page.getByRole('button', { name: /^Tried \d+ of \d+, cancel$/ }).click()
      await expect(page.getByRole('button', { name: /^Check \d+ routes$/ })).toBeVisible()
      await app.run(['demo', 'fault', 'clear'])
    },
  },
  {
    name: 'drift-results',
    picture: 'drift',
    async open(at) {
      await at.screen('Catalogs')
      await at.page.getByRole('link', { name: 'Drift' }).click()
      const refused = at.page.getByRole('region', { name: 'In the catalog, but refused' })
      await expect(refused.getByRole('listitem')).toContainText('member-017')
      const organization = at.page.getByRole('region', { name: 'Accounts of AWS Organizations' })
      await organization.getByRole('button', { name: 'Compare' }).click()
      await expect(organization).toContainText(/\d+ accounts in o-/)
    },
  },
]
