// A day at the desktop for tests: the real shell and rooms in a demo world of their own, behind a stand-in of Electron.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { expect, onTestFinished, vi } from 'vitest'
import { composeResident } from '../../main/compose-agent.ts'
import type { OrganizationName } from '../../main/demo/description.ts'
import { startShell } from '../../main/electron/shell.ts'
import type { Result } from '../../shared/result.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { addCatalog, addKey, freshCode, startWorld } from '../support/cli-world.ts'
import { type StandInView, type StandInWindow, standInElectron } from './app.ts'

const out = join(import.meta.dirname, '../../out')
export const acme = 'ops-hub:acme/acme-production'
export const patience = { timeout: 15_000, interval: 50 }

/** The app in a world of its own. `darwin` has a tray without anybody on a bus. */
export const startDay = async (
  browser: Browser,
  platform: NodeJS.Platform = 'darwin',
  argv: readonly string[] = [],
  more: NodeJS.ProcessEnv = {},
  organization: OrganizationName = 'ops-hub',
) => {
  if (!existsSync(join(out, 'strip.cjs'))) throw new Error('out/ is missing: npm run build')
  const world = await startWorld(organization, more)
  await addCatalog(world)
  if (organization === 'ops-hub') await addKey(world)
  const stand = standInElectron(browser)
  onTestFinished(async () => {
    stand.dialogs.answer = 'Keep and quit'
    if (!stand.log.includes('quit')) stand.app.quit()
    await vi.waitFor(() => expect(stand.log).toContain('quit'), patience)
  })
  mkdirSync(world.env.SWITCHYARD_HOME ?? '', { recursive: true })
  await startShell({
    electron: stand.electron,
    // One time for the app and for AWS, as in the demo.
    compose: options => composeResident({ ...options, clock: world.clock }),
    env: world.env,
    argv: ['switchyard', ...argv],
    platform,
    execPath: '/opt/switchyard/switchyard-desktop',
    folder: out,
    resources: null,
  })
  /** Calls main from inside the window's page, over the real bridge. */
  const call = async <T>(name: string, input: unknown = {}): Promise<T> => {
    const contents = stand.windows[0]?.webContents
    await contents?.ready
    const result = (await contents?.page.evaluate(
      `window.switchyard.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`,
    )) as Result<T>
    if (!result.ok) throw new Error(JSON.stringify(result.failure))
    return result.value
  }
  return { world, stand, call }
}
export type Day = Awaited<ReturnType<typeof startDay>>

/** Waits for the question of the MFA code and answers it from ana's phone. */
export const answerCode = async ({ world, call }: Pick<Day, 'world' | 'call'>): Promise<void> => {
  const id = await vi.waitFor(async () => {
    const { prompts } = await call<Snapshot>('snapshot')
    expect(prompts[0]?.kind).toBe('mfa')
    return prompts[0]?.id
  }, patience)
  await call('answerPrompt', { id, answer: { kind: 'mfa', code: await freshCode(world.control) } })
}
/** The nth console window, once AWS's page is in it. */
export const consoleOpen = async (
  { stand }: Pick<Day, 'stand'>,
  at = 0,
  accountId = '100000000101',
  /** Windows of questions before it. */
  questions = 0,
): Promise<[StandInWindow, StandInView]> => {
  const [window, view] = await vi.waitFor(() => {
    const found = [stand.windows[at + 1 + questions], stand.views[at]] as const
    if (!found[0] || !found[1]) throw new Error('no console window yet')
    return [found[0], found[1]] as [StandInWindow, StandInView]
  }, patience)
  await view.webContents.ready
  await vi.waitFor(async () => {
    expect(await view.webContents.page.textContent('#account-id')).toBe(accountId)
  }, patience)
  return [window, view]
}
