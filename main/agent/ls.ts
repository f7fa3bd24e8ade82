// Answers `ls`: completes what portals never listed, then filters and ranks the targets.
import { ok, type Result } from '../../shared/result.ts'
import { searchTargets } from '../../shared/search.ts'
import type { TargetRow } from '../../shared/target-row.ts'
import type { House } from '../house.ts'
import type { AgentCaller } from './caller.ts'

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

/** Reads the lists of the portals that are signed in; a list that cannot be read leaves a notice, never an empty answer. */
const completeLists = async (
  house: House,
  refresh: boolean,
  { progress, signal }: AgentCaller,
): Promise<readonly string[]> => {
  const states = await house.signIns.states()
  if (!states.ok) return []
  const notices: string[] = []
  for (const { id, signIn, kind, state } of states.value) {
    if (kind !== 'identity-center' || state === 'out') continue
    const listed = await house.targets.listPortal(
      id,
      refresh,
      ({ accounts, of }) => progress(`${signIn}: ${accounts}${of === null ? '' : ` of ${of}`} accounts`),
      signal,
    )
    if (!listed.ok) notices.push(`The list of ${signIn} could not be completed; what is known is shown.`)
  }
  return notices
}

export const listTargetsFor = async (
  house: House,
  wish: ListWish,
  caller: AgentCaller,
): Promise<Result<{ rows: readonly TargetRow[]; notices: readonly string[] }>> => {
  const notices = await completeLists(house, wish.refresh, caller)
  const [rows, estate] = [await house.targets.rows(), await house.catalogs.estate()]
  if (!rows.ok) return rows
  if (!estate.ok) return estate
  const signIn = wish.signIn === undefined ? null : await house.targets.findSignIn(wish.signIn)
  if (signIn && !signIn.ok) return signIn
  const signInName = signIn ? house.targets.nameOfSignIn(signIn.value.id) : null
  const hidden = (row: TargetRow): boolean =>
    row.granted === false || estate.value.targets.get(row.target)?.personal.hidden === true
  const fits = rows.value.filter(
    row =>
      (wish.all || !hidden(row)) &&
      (wish.catalog === undefined || row.catalog === wish.catalog) &&
      (wish.environment === undefined || row.account.environment === wish.environment) &&
      (signInName === null || row.signIn === signInName) &&
      (!wish.active || row.session !== null) &&
      (!wish.pins || row.pinned !== null),
  )
  return ok({ rows: wish.query === '' ? fits : searchTargets(fits, wish.query), notices })
}
