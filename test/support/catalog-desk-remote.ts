// A catalog store that reaches repositories and hosts, as the resident app and a command do.

import { onTestFinished } from 'vitest'
import { type CatalogStore, createCatalogStore } from '../../main/catalog/store.ts'
import { createClock, type MovableClock } from '../../main/clock.ts'
import type { CatalogRow } from '../../shared/catalog.ts'
import type { Failure } from '../../shared/failure.ts'
import { value } from './catalog-desk.ts'
import { type TempHome, tempHome } from './temp-home.ts'

export type RemoteDesk = {
  readonly home: TempHome
  readonly clock: MovableClock
  readonly store: CatalogStore
  /** Another process: nothing is remembered but what is on disk. */
  again(): CatalogStore
}

export const remoteDesk = async (env: NodeJS.ProcessEnv = {}): Promise<RemoteDesk> => {
  const home = await tempHome()
  const clock = createClock()
  const again = (): CatalogStore => {
    const store = createCatalogStore({ paths: home.paths, clock, env: { ...home.env, ...env } })
    onTestFinished(() => store.close())
    return store
  }
  return { home, clock, store: again(), again }
}

/** Asks the source, and tells how it ended: nothing, or the failure. */
export const sync = async (store: CatalogStore, name = 'hub'): Promise<Failure | null> =>
  value(await store.sync(name)).failure

export const rowOf = async (store: CatalogStore, name = 'hub'): Promise<CatalogRow> => {
  const row = value(await store.list()).find(one => one.name === name)
  if (row === undefined) throw new Error(`No catalog ${name}`)
  return row
}
