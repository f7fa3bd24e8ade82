// Answers `ls`: completes what portals never listed, then filters and ranks the targets.
import type { Estate } from '../../shared/catalog.ts'
import type { Failure } from '../../shared/failure.ts'
import type { AccountId } from '../../shared/names.ts'
import { nearest } from '../../shared/nearest.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { markRows } from '../../shared/search.ts'
import { searchTargets } from '../../shared/search-targets.ts'
import type { TargetRow } from '../../shared/target-row.ts'
import { filterRows } from '../catalog/list-targets.ts'
import type { House } from '../house.ts'
import type { AgentCaller } from './caller.ts'
import { type OneAccount, readLists } from './portal-lists.ts'

export type ListWish = {
  readonly query: string
  readonly all: boolean
  readonly refresh: boolean
  readonly catalog?: string | undefined
  readonly environment?: string | undefined
  readonly signIn?: string | undefined
  readonly active: boolean
  readonly pins: boolean
}

/** The account that a query names by its key, name or id, and nothing else; else null. */
const accountNamed = (query: string, rows: readonly TargetRow[]): OneAccount | null => {
  const wanted = query.trim().toLowerCase()
  const found = new Map<AccountId, OneAccount>()
  for (const { account } of rows)
    if ([account.key, account.name, account.id].some(name => name.toLowerCase() === wanted))
      found.set(account.id, { id: account.id, name: account.name })
  const [only] = found.values()
  return found.size === 1 ? (only ?? null) : null
}

/** The environment's own name, without its catalog. */
const bareKey = (key: string): string => key.slice(key.indexOf(':') + 1)

/** A filter that names what is nowhere would answer “none”, as if there were nothing to find. */
const unknownFilter = (rows: readonly TargetRow[], estate: Estate, wish: ListWish): Failure | null => {
  const catalogs = new Set([
    ...estate.catalogs.map(({ name }) => name),
    ...rows.map(({ catalog }) => catalog),
  ])
  const environments = new Set(
    [
      ...rows.map(({ account }) => account.environment),
      ...[...estate.environments.keys()].map(bareKey),
    ].filter(name => name !== null),
  )
  for (const [what, name, known] of [
    ['catalog', wish.catalog, catalogs],
    ['environment', wish.environment, environments],
  ] as const) {
    if (name === undefined || known.has(name)) continue
    return { kind: 'unknown-name', what, name, nearest: nearest(name, known) }
  }
  return null
}

/** What only the window draws is no part of the command's answer. */
const asPrinted = ({
  via: _via,
  color: _color,
  groups: _groups,
  hidden: _hidden,
  unnamed: _unnamed,
  ...row
}: TargetRow): TargetRow => row

export const listTargetsFor = async (
  house: House,
  wish: ListWish,
  caller: AgentCaller,
): Promise<Result<{ rows: readonly TargetRow[]; notices: readonly string[] }>> => {
  const known = wish.refresh && wish.query !== '' ? await house.targets.rows() : null
  const account = known?.ok ? accountNamed(wish.query, known.value) : null
  const { notices } = await readLists(house, { refresh: wish.refresh, account }, caller)
  const [rows, estate] = [await house.targets.rows(), await house.catalogs.estate()]
  if (!rows.ok) return rows
  if (!estate.ok) return estate
  const signIn = wish.signIn === undefined ? null : await house.targets.findSignIn(wish.signIn)
  if (signIn && !signIn.ok) return signIn
  const unknown = unknownFilter(rows.value, estate.value, wish)
  if (unknown) return failed(unknown)
  const filter = { ...wish, signIn: signIn ? house.targets.nameOfSignIn(signIn.value.id) : undefined }
  const fits = filterRows(rows.value, estate.value, filter)
  if (wish.query === '') return ok({ rows: fits.map(asPrinted), notices })
  const found = searchTargets(fits).rows(wish.query, { last: markRows(fits, row => row.breakGlass) })
  return ok({ rows: found.map(asPrinted), notices })
}
