// Where everything stands on the map: sign-ins on the left, the accounts one passes through, then units with their accounts.
import type { TargetRow } from '../../../shared/target-row.ts'
import { layOutLines } from './map-lines.ts'
import type { MapHome, MapLayout } from './map-parts.ts'
import { type Box, boxesOf, columnHeight, draftUnits, placeBoxes, unitWidth } from './map-units.ts'

const margin = 40

/** @param rows the targets of one catalog @param homes where its IAM users live */
export const layOutMap = (rows: readonly TargetRow[], homes: readonly MapHome[] = []): MapLayout => {
  const used = new Set(rows.map(row => row.signIn))
  const starts = homes.filter(home => used.has(home.signIn))
  const drafted = draftUnits(rows)
  const atHome = new Set(starts.map(home => home.key))
  const accounts = new Map(
    drafted.flatMap(unit => unit.accounts.map(account => [account.key, account] as const)),
  )
  const units = drafted
    .map(unit => ({ ...unit, accounts: unit.accounts.filter(account => !atHome.has(account.key)) }))
    .filter(unit => unit.accounts.length > 0)
  const most = columnHeight(units)
  const boxes: readonly Box[] = boxesOf(units, most)
  const { lines, stops, place } = layOutLines({
    rows,
    homes: starts,
    accounts,
    columns: placeBoxes(boxes, most),
  })
  const placed = place.units
  const height = Math.max(...placed.map(unit => unit.y + unit.height), ...stops.map(stop => stop.y + 40), 400)
  const width = Math.max(...placed.map(unit => unit.x + unitWidth), ...stops.map(stop => stop.x + 60), 560)
  return {
    width: width + margin + place.right,
    height: height + margin,
    stops,
    units: placed,
    lines,
    accounts: [...stops.flatMap(stop => stop.account ?? []), ...placed.flatMap(unit => unit.accounts)],
  }
}
