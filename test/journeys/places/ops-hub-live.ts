// The places of what lives: sessions in the list and on their screen, what AWS does not take back, a profile that is somebody else's.
import { appendFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import type { Place } from './place.ts'

/** They go on where the places of ops-hub.ts end. */
export const opsHubLive: readonly Place[] = [
  {
    // The page of the small window by the tray, which has nothing around its question.
    name: 'question-window',
    narrow: true,
    async open(at) {
      await at.page.goto(new URL('/prompt.html', at.page.url()).href)
      at.app.run(['assume', 'globex', '--duration', '2h']).catch(() => undefined)
      await expect(at.prompt).toContainText('MFA code for ana')
    },
    async leave({ page, prompt }) {
      await page.keyboard.press('Escape')
      await expect(prompt).toBeHidden()
      await page.goto(new URL('/', page.url()).href)
      await expect(page.getByRole('option').first()).toBeVisible()
    },
  },
  {
    name: 'targets-live',
    picture: 'targets',
    narrowPicture: 'narrow-light',
    async open(at) {
      for (const words of [
        ['demo', 'clock', '+9m'],
        ['assume', 'staging/staging-environment', '--mode', 'process'],
        ['demo', 'clock', '+12m'],
        ['assume', 'globex'],
        ['pin', 'hooli/hooli-production', 'hooli'],
        ['pin', 'initech/initech-production', 'initech'],
      ])
        await at.app.run(words)
      await at.find('')
      await at.page
        .getByRole('option', { name: /acme-production/ })
        .first()
        .click()
      await expect(at.details.getByText(/min left|1 h left|^\d+ min$/).first()).toBeVisible()
      // In a narrow window the list comes forward, with what lives in it.
      await at.search.press('Escape')
    },
  },
  {
    name: 'sessions',
    picture: 'sessions',
    async open(at) {
      await at.screen('Sessions')
      await expect(at.page.getByRole('listitem').filter({ hasText: 'acme-production' })).toBeVisible()
    },
  },
  {
    name: 'session-menu',
    async open({ page }) {
      await page.getByRole('button', { name: 'More for Acme' }).click()
      await expect(page.getByRole('menuitem', { name: 'Renew now' })).toBeVisible()
    },
    returns: ({ page }) => page.getByRole('button', { name: 'More for Acme' }),
  },
  {
    name: 'revocation',
    async open({ page, prompt }) {
      await page.getByRole('button', { name: 'show the policy that cuts them off' }).click()
      await expect(prompt).toContainText('aws:TokenIssueTime')
    },
    returns: ({ page }) => page.getByRole('button', { name: 'show the policy that cuts them off' }),
  },
  {
    name: 'foreign-profile',
    async open(at) {
      appendFileSync(at.app.files.config ?? '', '\n[profile hooli-production]\nregion = eu-north-1\n')
      await at.find('hooli production')
      await at.search.press('Enter')
      await expect(at.details.getByRole('button', { name: 'Choose another name' })).toBeVisible()
    },
    says: /The profile hooli-production exists and is not ours/,
  },
]
