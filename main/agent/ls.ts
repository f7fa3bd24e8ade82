// Answers `ls`: completes what portals never listed, then filters and ranks the targets.
import { ok, type Result } from '../../shared/result.ts'
import { searchTargets } from '../../shared/search-targets.ts'
import type { TargetRow } from '../../shared/target-row.ts'
import { filterRows } from '../catalog/list-targets.ts'
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

/** What only the window draws is no part of the command's answer. */
const asPrinted = ({ via: _via, color: _color, ...row }: TargetRow): TargetRow => row

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
  const filter = { ...wish, signIn: signIn ? house.targets.nameOfSignIn(signIn.value.id) : undefined }
  const fits = filterRows(rows.value, estate.value, filter)
  if (wish.query === '') return ok({ rows: fits.map(asPrinted), notices })
  const found = searchTargets(fits).rows(wish.query, { last: row => row.breakGlass })
  return ok({ rows: found.map(asPrinted), notices })
}
