// The places of what a team shares and of what is one's own: a catalog and its key, every form of the personal layer, the map.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Place } from './place.ts'

/** They go on where those of ops-hub-live.ts end. */
export const opsHubCatalogs: readonly Place[] = [
  {
    name: 'catalogs',
    picture: 'catalogs',
    async open(at) {
      await at.screen('Catalogs')
      await expect(at.page.getByText('Northwind operations')).toBeVisible()
    },
  },
  {
    name: 'exported',
    async open({ page }) {
      await page.getByRole('button', { name: 'Export' }).click()
      await page.getByRole('menuitem', { name: 'AWS Extend Switch Roles' }).click()
      await expect(page.getByText(/Saved as AWS Extend Switch Roles/)).toBeVisible()
    },
    says: /Saved as AWS Extend Switch Roles/,
  },
  {
    name: 'signing-key',
    async open({ page, prompt }) {
      await page.getByRole('button', { name: 'Signing key…' }).click()
      await expect(prompt.getByLabel('minisign public key')).toBeFocused()
    },
    returns: ({ page }) => page.getByRole('button', { name: 'Signing key…' }),
  },
  {
    name: 'remove-catalog',
    async open({ page, prompt }) {
      await page.getByRole('button', { name: 'Remove…' }).click()
      await expect(prompt).toBeVisible()
    },
    returns: ({ page }) => page.getByRole('button', { name: 'Remove…' }),
  },
  {
    name: 'personal',
    picture: 'personal',
    async open({ page }) {
      await page.getByRole('button', { name: /^personal / }).click()
      await expect(page.getByRole('region', { name: 'personal', exact: true })).toBeVisible()
    },
  },
  {
    name: 'personal-removed',
    async open({ page }) {
      await page.getByRole('button', { name: 'Remove ops-hub:hooli/hooli-production' }).click()
      await expect(page.getByText('is removed.')).toBeVisible()
    },
    says: /hooli-production is removed/,
    async leave({ page }) {
      await page.getByRole('button', { name: 'Undo' }).click()
      await expect(page.getByRole('button', { name: 'Remove ops-hub:hooli/hooli-production' })).toBeVisible()
    },
  },
  {
    name: 'personal-account',
    async open({ page, prompt }) {
      await page.getByRole('button', { name: 'Add account' }).click()
      await expect(prompt.getByLabel('Account id')).toBeVisible()
    },
    returns: ({ page }) => page.getByRole('button', { name: 'Add account' }),
  },
  {
    name: 'personal-role',
    async open({ page, prompt }) {
      await page.getByRole('button', { name: 'Add account' }).click()
      await prompt.getByLabel('Key').fill('side-project')
      await prompt.getByLabel('Account id').fill('100000000777')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Add role' }).click()
      await expect(prompt.getByLabel('Role name')).toBeFocused()
    },
    returns: ({ page }) => page.getByRole('button', { name: 'Add role' }),
  },
  {
    name: 'personal-sign-in',
    async open({ page, prompt }) {
      await page.getByRole('button', { name: 'Change ops-hub:ops' }).click()
      await expect(prompt.getByLabel('User name')).toBeFocused()
    },
    returns: ({ page }) => page.getByRole('button', { name: 'Change ops-hub:ops' }),
  },
  {
    name: 'personal-target',
    async open({ page, prompt }) {
      await page.getByRole('button', { name: 'Change ops-hub:hooli/hooli-production' }).click()
      await prompt.getByLabel('Session length').fill('13h')
      await expect(prompt).toContainText('From 15m to 12h')
    },
    returns: ({ page }) => page.getByRole('button', { name: 'Change ops-hub:hooli/hooli-production' }),
  },
  {
    // What main finds wrong is said inside the form.
    name: 'personal-refused',
    async open({ page, prompt }) {
      await page.getByRole('button', { name: 'Change ops-hub:ops' }).click()
      await prompt.getByLabel('MFA serial number').fill('not a device')
      await page.keyboard.press('Enter')
      await expect(prompt.getByRole('alert')).toContainText('MFA serial number:')
    },
    says: /MFA serial number:/,
    returns: ({ page }) => page.getByRole('button', { name: 'Change ops-hub:ops' }),
  },
  {
    name: 'personal-broken',
    async open(at) {
      const layer = join(at.app.files.home ?? '', 'personal.yaml')
      const good = readFileSync(layer, 'utf8')
      writeFileSync(layer, `${good}accounts2: {}\n`)
      await expect(at.page.getByRole('alert')).toContainText('Did you mean "accounts"')
    },
    says: /Did you mean "accounts"/,
    async leave(at) {
      const layer = join(at.app.files.home ?? '', 'personal.yaml')
      writeFileSync(layer, readFileSync(layer, 'utf8').replace('accounts2: {}\n', ''))
      await expect(at.page.getByRole('alert')).toHaveCount(0)
    },
  },
  {
    name: 'add-catalog',
    async open({ page }) {
      await page.getByRole('button', { name: 'Add catalog' }).click()
      await page.getByText('Branch, path and signing key').click()
      await expect(page.getByLabel('Branch or tag')).toBeVisible()
    },
  },
  {
    name: 'map',
    async open({ page }) {
      await page.getByRole('link', { name: 'Map', exact: true }).click()
      await expect(page.getByRole('option', { name: /^Acme/ })).toBeVisible()
    },
  },
  {
    name: 'map-card',
    picture: 'map',
    async open({ page }) {
      await page.getByRole('searchbox', { name: 'Find an account' }).fill('globex')
      await expect(page.getByRole('region', { name: 'Globex' })).toBeVisible()
    },
  },
  {
    // No row can be read any more; the chosen account still says its name.
    name: 'map-afar',
    async open({ page }) {
      for (let step = 0; step < 6; step += 1) await page.getByRole('button', { name: 'Zoom out' }).click()
      await expect(page.locator('#map-globex')).toHaveText('Globex')
      await expect(page.locator('#map-acme')).toHaveCount(0)
    },
  },
  {
    name: 'map-missing',
    async open({ page }) {
      await page.getByRole('searchbox', { name: 'Find an account' }).fill('nowhere')
      await expect(page.getByText('No account of ops-hub matches “nowhere”.')).toBeVisible()
    },
    says: /No account of ops-hub matches/,
  },
]
