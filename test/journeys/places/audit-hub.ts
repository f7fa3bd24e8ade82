// The places one meets when AWS says no: the broken route, the causes told apart, what to send.
import { expect } from '@playwright/test'
import type { Place } from './place.ts'

export const auditHubPlaces: readonly Place[] = [
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
]
