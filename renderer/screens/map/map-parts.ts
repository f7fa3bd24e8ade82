// What the map is made of: accounts in units, stops, and the lines between them.
import type { TargetRow } from '../../../shared/target-row.ts'

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
