// The places one meets while main has not answered yet: a line that is slow is put between the page and the app, and what it holds back is what is waited for.
import { expect, type Page, type WebSocketRoute } from '@playwright/test'
import type { At, Place } from './place.ts'

type Line = {
  /** Names of calls and events that do not come through. */
  readonly held: Set<string>
  /** No connection at all. */
  cut: boolean
}
const lines = new WeakMap<Page, Line>()

const nameOf = (message: string | Buffer): { name?: string; id?: number; type?: string } =>
  JSON.parse(String(message)) as { name?: string; id?: number; type?: string }

const connect = (socket: WebSocketRoute, line: Line): void => {
  if (line.cut) return void socket.close()
  const server = socket.connectToServer()
  const waiting = new Set<number>()
  socket.onMessage(message => {
    const { name = '', id } = nameOf(message)
    if (line.held.has(name) && id !== undefined) waiting.add(id)
    server.send(message)
  })
  server.onMessage(message => {
    const { type, name = '', id } = nameOf(message)
    const held = type === 'reply' ? id !== undefined && waiting.has(id) : line.held.has(name)
    if (!held) socket.send(message)
  })
}

/** The page comes anew over a line that holds back what is named. */
const slow = async ({ page }: At, held: readonly string[], screen: string): Promise<void> => {
  const line = lines.get(page) ?? { held: new Set<string>(), cut: false }
  if (!lines.has(page)) await page.routeWebSocket(/\/desk$/, socket => connect(socket, line))
  lines.set(page, line)
  line.held.clear()
  for (const name of held) line.held.add(name)
  await page.goto(`${page.url().replace(/#.*/, '')}#${screen}`)
  await page.reload()
}
const list = ['targets', 'targetChanges']
const waits = ({ page }: At, label: string): Promise<void> =>
  expect(page.getByRole('status', { name: label })).toBeVisible()

/** The last ones of a page: its line stays as it is. */
export const slowLinePlaces: readonly Place[] = [
  {
    name: 'targets-waiting',
    async open(at) {
      await slow(at, list, 'targets')
      await waits(at, 'Reading the targets')
    },
  },
  {
    name: 'map-waiting',
    async open(at) {
      await at.screen('Catalogs')
      await at.page.getByRole('link', { name: 'Map', exact: true }).click()
      await waits(at, 'Reading the accounts')
    },
  },
  {
    name: 'drift-waiting',
    async open(at) {
      await at.page.getByRole('link', { name: 'Drift' }).click()
      await waits(at, 'Reading the targets')
    },
  },
  {
    name: 'sessions-waiting',
    async open(at) {
      await slow(at, ['activity'], 'sessions')
      await waits(at, 'Reading the record')
    },
  },
  {
    name: 'activity-waiting',
    async open(at) {
      await slow(at, ['activity'], 'activity')
      await waits(at, 'Reading the record')
    },
  },
  {
    name: 'personal-waiting',
    async open(at) {
      await slow(at, ['personal'], 'catalogs/personal')
      await waits(at, 'Reading the personal layer')
    },
  },
  {
    name: 'details-waiting',
    async open(at) {
      await slow(at, ['previewRoute', 'describe'], 'targets')
      await waits(at, 'Finding the route')
    },
  },
  {
    name: 'opening',
    async open(at) {
      await slow(at, ['snapshot', ...list], 'targets')
      await expect(at.page.getByText('Waiting for Switchyard to answer')).toBeVisible()
    },
  },
  {
    name: 'opening-lost',
    async open(at) {
      const line = lines.get(at.page)
      if (line) line.cut = true
      await at.page.reload()
      await expect(at.page.getByText('Switchyard is not running')).toBeVisible()
    },
    async leave(at) {
      const line = lines.get(at.page)
      line?.held.clear()
      if (line) line.cut = false
      await at.page.getByRole('button', { name: 'Try now' }).click()
      await expect(at.page.getByRole('option').first()).toBeVisible()
    },
  },
]
