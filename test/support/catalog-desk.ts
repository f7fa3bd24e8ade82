// A catalog store on a temporary disk, with one team file to change.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type CatalogStore, createCatalogStore } from '../../main/catalog/store.ts'
import { createClock } from '../../main/clock.ts'
import type { CatalogRow, Estate } from '../../shared/catalog.ts'
import type { Failure } from '../../shared/failure.ts'
import type { Result } from '../../shared/result.ts'
import { type TempHome, tempHome } from './temp-home.ts'

export const text = `switchyard: 1
name: hub
title: Northwind
signIns: { ops: { kind: iam-user, account: ops, mfa: required } }
environments: { production: { mfa: required } }
accounts:
  ops: { id: "100000000002" }
  acme: { id: "100000000101", environment: production, facts: { budget: 1800 USD } }
roles:
  - { name: "{account}-production", accounts: acme, from: ops, mfa: required }
  - { name: Admin, accounts: acme, from: ops, breakGlass: true }
`
export type Desk = {
  readonly home: TempHome
  readonly file: string
  readonly store: CatalogStore
  readonly again: () => CatalogStore
  readonly write: (content: string) => Promise<void>
}

export const desk = async (content = text): Promise<Desk> => {
  const home = await tempHome()
  const file = join(home.folder, 'team', 'switchyard.yaml')
  await mkdir(join(home.folder, 'team'))
  const write = (now: string): Promise<void> => writeFile(file, now)
  await write(content)
  const again = (): CatalogStore => createCatalogStore({ paths: home.paths, clock: createClock() })
  return { home, file, store: again(), again, write }
}
export const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
export const failure = (result: Result<unknown>): Failure | null => (result.ok ? null : result.failure)
export const row = async (store: CatalogStore): Promise<CatalogRow> =>
  value(await store.list())[0] as CatalogRow
export const estate = async (store: CatalogStore): Promise<Estate> => value(await store.estate())
export const acme = async (store: CatalogStore): Promise<string | undefined> =>
  (await estate(store)).targets.get('hub:acme/acme-production')?.account.id
