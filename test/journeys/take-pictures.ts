// The pictures in docs/images, taken of the real window in the demo, in both themes; small enough for a page that is read over a slow line.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { fewerColors } from '../../build/png.mjs'
import { narrow, wide } from './examine/examine.ts'
import { auditHubPlaces } from './places/audit-hub.ts'
import { emptyPlaces, leaveFiles } from './places/empty.ts'
import { opsHubPlaces } from './places/ops-hub.ts'
import { opsHubCatalogs } from './places/ops-hub-catalogs.ts'
import { opsHubLive } from './places/ops-hub-live.ts'
import { opsHubScreens } from './places/ops-hub-screens.ts'
import { type Place, standAt } from './places/place.ts'
import { ssoLandingZonePlaces } from './places/sso-landing-zone.ts'
import { type App, startDemo, startEmpty } from './support/app.ts'

const images = join(import.meta.dirname, '../../docs/images')
/** In bytes. */
const most = 150_000

const take = async (page: Page, name: string, colorScheme: 'light' | 'dark'): Promise<void> => {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  const picture = fewerColors(await page.screenshot({ animations: 'disabled' }))
  expect(picture.length, `${name} is small enough for a page`).toBeLessThan(most)
  writeFileSync(join(images, `${name}.png`), picture)
}

const takeAll = async (page: Page, app: App, world: App, places: readonly Place[]): Promise<void> => {
  mkdirSync(images, { recursive: true })
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-pictures-'))
  try {
    page.setDefaultTimeout(10_000)
    await page.goto(app.url)
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
    const at = standAt(page, app, world, folder)
    for (const place of places) {
      const size = place.narrow ? narrow : wide
      if (page.viewportSize()?.width !== size.width) await page.setViewportSize(size)
      await place.open(at)
      if (place.picture) {
        await take(page, `${place.picture}-light`, 'light')
        await take(page, `${place.picture}-dark`, 'dark')
      }
      if (place.narrowPicture) {
        await page.setViewportSize(narrow)
        await take(page, place.narrowPicture, 'light')
        await page.setViewportSize(wide)
      }
      await place.leave?.(at)
      if (!place.returns) continue
      await page.keyboard.press('Escape')
      await expect(at.prompt).toBeHidden()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

for (const [organization, places] of [
  ['ops-hub', [...opsHubPlaces, ...opsHubLive, ...opsHubCatalogs, ...opsHubScreens]],
  ['sso-landing-zone', ssoLandingZonePlaces],
  ['audit-hub', auditHubPlaces],
] as const)
  test(`pictures of ${organization}`, async ({ page }) => {
    const app = await startDemo(organization)
    try {
      await takeAll(page, app, app, places)
    } finally {
      await app.stop()
    }
  })

test('pictures of the first minutes', async ({ page }) => {
  const world = await startDemo('ops-hub')
  try {
    const app = await startEmpty(world, leaveFiles)
    try {
      await takeAll(page, app, world, emptyPlaces)
    } finally {
      await app.stop()
    }
  } finally {
    await world.stop()
  }
})
