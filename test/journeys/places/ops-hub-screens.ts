// The places around the list, with sessions that live: the record, the settings, the lock, the end of everything.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import type { Place } from './place.ts'

/** What the foot of the sidebar says, where there is no room for it. */
const you = (page: Page): Locator =>
  page.getByRole('navigation', { name: 'Switchyard' }).getByRole('button', { name: /^You/ })

/** They go on where those of ops-hub-catalogs.ts end. */
export const opsHubScreens: readonly Place[] = [
  {
    name: 'activity',
    picture: 'activity',
    async open(at) {
      await at.screen('Activity')
      await expect(at.page.getByText(/rows (are as they were written|fit together)/)).toBeVisible()
    },
  },
  {
    name: 'activity-nothing',
    async open({ page }) {
      await page.getByRole('searchbox', { name: 'Search activity' }).fill('zzz')
      await expect(page.getByRole('button', { name: 'Clear filter' })).toBeVisible()
    },
  },
  {
    name: 'settings',
    picture: 'settings',
    open: at => at.screen('Settings'),
  },
  {
    name: 'settings-nothing',
    async open({ page }) {
      await page.getByRole('searchbox', { name: 'Search settings' }).fill('zzqq')
      await expect(page.getByText('No settings match “zzqq”')).toBeVisible()
    },
    async leave({ page }) {
      await page.getByRole('button', { name: 'Clear search' }).last().click()
      await expect(page.getByRole('button', { name: 'Undo last change…' })).toBeVisible()
    },
  },
  {
    name: 'settings-broken',
    async open(at) {
      writeFileSync(join(at.app.files.home ?? '', 'settings.json'), '{ "theme": "dark"')
      await expect(at.page.getByRole('button', { name: 'Set it aside' })).toBeVisible()
      await expect(at.page.getByText(/The last good settings stay in force/)).toHaveCount(1)
    },
    async leave({ page }) {
      await page.getByRole('button', { name: 'Set it aside' }).click()
      await expect(page.getByText(/The last good settings stay in force/)).toBeHidden()
    },
  },
  {
    name: 'you-menu',
    narrow: true,
    async open({ page }) {
      await you(page).click()
      await expect(page.getByRole('menuitem', { name: 'End everything…' })).toBeVisible()
    },
    returns: ({ page }) => you(page),
  },
  {
    name: 'undo-profiles',
    async open({ page, prompt }) {
      await page.getByRole('button', { name: 'Undo last change…' }).click()
      await expect(prompt).toContainText('Goes: globex-production.')
    },
    returns: ({ page }) => page.getByRole('button', { name: 'Undo last change…' }),
  },
  {
    name: 'mfa-command',
    async open({ page, prompt }) {
      await page.getByRole('button', { name: 'MFA command of ops' }).click()
      await prompt.getByLabel('Program and arguments').fill('printf %06d 123456')
      await prompt.getByRole('button', { name: 'Try it' }).click()
      await expect(prompt).toContainText('It printed a code of six digits.')
    },
    says: /It printed a code of six digits/,
    returns: ({ page }) => page.getByRole('button', { name: 'MFA command of ops' }),
  },
  {
    name: 'mfa-command-kept',
    async open({ page, prompt }) {
      await page.getByRole('button', { name: 'MFA command of ops' }).click()
      await prompt
        .getByLabel('Program and arguments')
        .fill('ykman oath accounts code -s "AWS:ana in operations"')
      await prompt.getByRole('button', { name: 'Keep' }).click()
      await expect(page.getByText('ykman oath accounts code')).toBeVisible()
    },
  },
  {
    name: 'locked',
    picture: 'locked',
    async open(at) {
      await at.app.run(['lock'])
      await expect(at.page.getByText('The vault is locked, so nothing new can start.')).toBeVisible()
      await at.find('globex production')
      await at.search.press('Enter')
      await expect(at.details.getByRole('alert').first()).toContainText('The vault is locked')
    },
    says: /The vault is locked, so nothing new can start/,
  },
  {
    name: 'sign-ins-locked',
    async open(at) {
      await at.screen('Sign-ins')
      await expect(at.page.getByText('Who is signed in is kept in the vault.')).toBeVisible()
    },
  },
  {
    name: 'sessions-locked',
    async open(at) {
      await at.screen('Sessions')
      await expect(at.page.getByText('What they are is kept in the vault.')).toBeVisible()
      // They live, which nobody can say now: at least they are not said to have ended.
      await expect(at.page.getByText('ran to its end')).toHaveCount(0)
    },
  },
  {
    name: 'end-everything',
    picture: 'end-everything',
    async open(at) {
      await at.app.run(['unlock'])
      await at.screen('Sessions')
      await at.page.keyboard.press('Control+k')
      await at.page.keyboard.type('end everything')
      await at.page.keyboard.press('Enter')
      await expect(at.prompt).toContainText('End everything?')
      await expect(at.prompt.getByRole('combobox')).toBeHidden()
    },
  },
  {
    name: 'everything-ended',
    picture: 'everything-ended',
    async open(at) {
      await at.prompt.getByRole('button', { name: 'End everything' }).press('Enter')
      await expect(at.prompt).toContainText('Everything has ended')
      await expect(at.prompt).toContainText('What AWS does not take back')
    },
    returns: ({ page }) => page.getByRole('link', { name: 'Sessions' }),
  },
  {
    name: 'no-sessions',
    async open(at) {
      await at.screen('Sessions')
      await expect(at.page.getByText('No sessions')).toBeVisible()
    },
  },
]
