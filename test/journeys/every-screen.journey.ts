// Every screen and every prompt, for everybody: axe in both themes, 480 px, twice the size, forced colors, less motion, by Tab, by ear.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, expect, test } from '@playwright/test'
import { listenTo } from './examine/spoken.ts'
import { auditHubPlaces } from './places/audit-hub.ts'
import { emptyPlaces, leaveFiles } from './places/empty.ts'
import { opsHubPlaces } from './places/ops-hub.ts'
import { opsHubCatalogs } from './places/ops-hub-catalogs.ts'
import { opsHubLive } from './places/ops-hub-live.ts'
import { opsHubScreens } from './places/ops-hub-screens.ts'
import { type Place, standAt, visit } from './places/place.ts'
import { slowLinePlaces } from './places/slow-line.ts'
import { ssoLandingZonePlaces } from './places/sso-landing-zone.ts'
import { examineStrip } from './places/strip.ts'
import { unreadPlaces } from './places/unread.ts'
import { type App, startDemo, startEmpty } from './support/app.ts'
import { watchConsole } from './support/look.ts'

/** Each visit starts an app of its own and takes about two seconds a place; a busy machine takes three times as long. */
const patience = 600_000

const visitAll = async (
  context: BrowserContext,
  app: App,
  world: App,
  places: readonly Place[],
): Promise<void> => {
  const page = await context.newPage()
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-places-'))
  try {
    page.setDefaultTimeout(10_000)
    await listenTo(page)
    await page.goto(app.url)
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
    const complaints = watchConsole(page)
    expect(await visit(standAt(page, app, world, folder), places)).toEqual([])
    // An app that is ended in front of the window leaves a connection that the browser complains about.
    expect(complaints.filter(each => !/WebSocket|ERR_CONNECTION_REFUSED/.test(each))).toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// Each has an app of its own, and one alone would outlast all other journeys.
test.describe.configure({ mode: 'parallel' })

for (const [organization, places] of [
  ['ops-hub', [...opsHubPlaces, ...opsHubLive, ...opsHubCatalogs, ...opsHubScreens, ...unreadPlaces]],
  ['sso-landing-zone', ssoLandingZonePlaces],
  ['audit-hub', [...auditHubPlaces, ...slowLinePlaces]],
] as const)
  test(`everybody can use ${places.length} places of ${organization}`, async ({ context }) => {
    test.setTimeout(patience)
    const app = await startDemo(organization)
    try {
      await visitAll(context, app, app, places)
    } finally {
      await app.stop()
    }
  })

test('everybody can use the strip above a console', async ({ page }) => {
  const app = await startDemo('ops-hub')
  try {
    await page.goto(app.url)
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
    expect(await examineStrip(page)).toEqual([])
  } finally {
    await app.stop()
  }
})

test(`everybody can use ${emptyPlaces.length} places of the first minutes`, async ({ context }) => {
  test.setTimeout(patience)
  const world = await startDemo('ops-hub')
  try {
    const app = await startEmpty(world, leaveFiles)
    try {
      await visitAll(context, app, world, emptyPlaces)
    } finally {
      await app.stop()
    }
  } finally {
    await world.stop()
  }
})
