// Where everything stands on the map: sign-ins on the left, the accounts one passes through, then units with their accounts.
import type { TargetRow } from '../../../shared/target-row.ts'
import { layOutLines } from './map-lines.ts'
import { type Box, boxesOf, columnHeight, draftUnits, placeBoxes, unitWidth } from './map-units.ts'

export type MapAccount = {
  readonly key: string
  readonly id: string
  readonly name: string
  readonly environment: string | null
  /** The roles one can take there, break-glass last. */
  readonly rows: readonly TargetRow[]
  readonly x: number
  readonly y: number
}
export type MapUnit = {
  readonly key: string
  readonly title: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly accounts: readonly MapAccount[]
}
/** Where a route begins, or passes through. */
export type MapStop = {
  readonly key: string
  readonly kind: 'sign-in' | 'home' | 'hub'
  readonly name: string
  readonly note: string
  /** The account that stands here in place of a unit: the home of an IAM user. */
  readonly account: MapAccount | null
  readonly x: number
  readonly y: number
}
/** One way of reaching accounts: from a sign-in, maybe through others, to each of them. */
export type MapLine = {
  readonly key: string
  /** Only break-glass roles go there. */
  readonly glass: boolean
  readonly stops: readonly MapStop[]
  /** The accounts it leads to. */
  readonly to: ReadonlySet<string>
  /** From the first stop to the last, and on to everything it leads to. */
  readonly d: string
  /** From the first stop to one of its accounts; empty where it does not lead. */
  pathTo(account: string): string
}
export type MapLayout = {
  readonly width: number
  readonly height: number
  readonly stops: readonly MapStop[]
  readonly units: readonly MapUnit[]
  readonly lines: readonly MapLine[]
  /** All accounts, in the order of reading: those one passes through first. */
  readonly accounts: readonly MapAccount[]
}
/** An IAM user's account, for its sign-in as rows name it. */
export type MapHome = { readonly signIn: string; readonly key: string; readonly id: string }

export { rowHeight, unitWidth } from './map-units.ts'

export const margin = 40

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
