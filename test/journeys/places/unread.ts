// The places one meets when what the app keeps cannot be read: nothing that is not known is shown as nothing, and one press reads it again.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { At, Place } from './place.ts'

const kept = ({ app }: At, name: string): string => join(app.files.home ?? '', name)
/** No program reads a folder where the file should be, or the other way round. */
const breakIt = (at: At, name: string): void => {
  renameSync(kept(at, name), kept(at, `${name}.kept`))
  if (name.includes('.')) mkdirSync(kept(at, name))
  else writeFileSync(kept(at, name), '')
}
const mend = async (at: At, name: string): Promise<void> => {
  rmSync(kept(at, name), { recursive: true })
  renameSync(kept(at, `${name}.kept`), kept(at, name))
  await at.page.getByRole('main').getByRole('button', { name: 'Try again' }).first().click()
  await expect(at.page.getByRole('main').getByRole('alert')).toHaveCount(0)
}
const says = ({ page }: At, name: string): Promise<void> =>
  expect(page.getByRole('main').getByRole('alert').first()).toContainText(`${name} cannot be read`)

/** They go on where those of ops-hub-screens.ts end, and leave it all as it was. */
export const unreadPlaces: readonly Place[] = [
  {
    name: 'activity-unread',
    async open(at) {
      breakIt(at, 'activity.jsonl')
      await at.screen('Activity')
      await says(at, 'activity.jsonl')
    },
    says: /activity\.jsonl cannot be read/,
  },
  {
    name: 'sessions-untold',
    async open(at) {
      await at.screen('Sessions')
      await says(at, 'activity.jsonl')
    },
    leave: at => mend(at, 'activity.jsonl'),
  },
  {
    name: 'sessions-unread',
    async open(at) {
      breakIt(at, 'vault.bin')
      await at.page.reload()
      await says(at, 'vault.bin')
    },
    async leave(at) {
      await mend(at, 'vault.bin')
      await expect(at.page.getByText('No sessions')).toBeVisible()
    },
  },
  {
    name: 'targets-known-last',
    async open(at) {
      await at.find('')
      breakIt(at, 'catalogs')
      await at.app.run(['lock'])
      await at.app.run(['unlock'])
      await expect(at.page.getByText('The targets are shown as they were known last.')).toBeVisible()
      await expect(at.page.getByRole('option').first()).toBeVisible()
    },
  },
  {
    name: 'targets-unread',
    async open(at) {
      await at.page.reload()
      await says(at, 'catalogs')
    },
  },
  {
    name: 'map-unread',
    async open(at) {
      await at.screen('Catalogs')
      await at.page.getByRole('link', { name: 'Map', exact: true }).click()
      await says(at, 'catalogs')
    },
  },
  {
    name: 'catalogs-unread',
    async open(at) {
      await at.page.getByRole('link', { name: 'Sources' }).click()
      await says(at, 'catalogs')
    },
  },
  {
    name: 'sign-ins-unread',
    async open(at) {
      await at.screen('Sign-ins')
      await says(at, 'catalogs')
      // Where the sidebar has a foot: it does not say that there are none.
      await expect(at.page.getByText('No sign-ins yet')).toHaveCount(0)
    },
    async leave(at) {
      await mend(at, 'catalogs')
      await expect(at.page.getByRole('button', { name: 'root-admin', exact: true })).toBeVisible()
    },
  },
]
