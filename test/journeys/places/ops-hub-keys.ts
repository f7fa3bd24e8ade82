// The places of a sign-in with a key: its age, its rotation, its removal, the devices that give its codes.
import { expect } from '@playwright/test'
import type { At, Place } from './place.ts'

export const addKey = async ({ app }: At, signIn: string, user: string): Promise<void> => {
  await app.run(['keys', 'add', signIn], await app.run(['demo', 'key', user]))
}

/** They go on where the first ones of ops-hub.ts end. */
export const keyPlaces: readonly Place[] = [
  {
    name: 'sign-ins',
    picture: 'sign-ins',
    async open(at) {
      await addKey(at, 'ops', 'ana')
      await expect(at.details.getByText('mfa/ana')).toBeVisible()
    },
  },
  {
    name: 'rotate-key',
    async open({ details, prompt }) {
      await details.getByRole('button', { name: 'Rotate key' }).click()
      await expect(prompt).toContainText('Rotate the key of ops?')
    },
    returns: ({ details }) => details.getByRole('button', { name: 'Rotate key' }),
  },
  {
    name: 'remove-key',
    async open({ details, prompt }) {
      await details.getByRole('button', { name: 'Remove…' }).click()
      await expect(prompt).toBeVisible()
    },
    returns: ({ details }) => details.getByRole('button', { name: 'Remove…' }),
  },
  {
    name: 'several-devices',
    async open({ page, details }) {
      await details.getByRole('button', { name: 'Change…' }).click()
      await expect(details.getByLabel('MFA serial number')).toBeFocused()
      await page.keyboard.type('arn:aws:iam::100000000002:mfa/a-second-phone')
      await page.keyboard.press('Enter')
      await expect(details.getByRole('combobox', { name: 'MFA device' })).toBeVisible()
      await expect(details.getByRole('button', { name: 'Change…' })).toBeFocused()
    },
    async leave({ page, details }) {
      await details.getByRole('button', { name: 'Change…' }).click()
      await details.getByLabel('MFA serial number').fill('')
      await page.keyboard.press('Enter')
      await expect(details.getByText('a-second-phone')).toHaveCount(0)
    },
  },
]
