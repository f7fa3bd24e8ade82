// Two copies of a catalog side by side, and how their parts are held against each other.
import { splitTargetId, type TargetId } from '../../shared/names.ts'
import type { Path } from './document-tree.ts'
import type { Expanded } from './expand.ts'
import type { CatalogDocument } from './personal-shape.ts'

export type Side = { readonly document: CatalogDocument; readonly expanded: Expanded }
export type Add = (steers: boolean, path: Path, before: unknown, after: unknown, sentence: string) => void
export type Comparison = {
  readonly old: Side
  readonly fresh: Side
  readonly add: Add
  /** Targets that would come, go, or lead elsewhere. */
  readonly moved: ReadonlySet<TargetId>
  /** Accounts of these. */
  readonly movedAccounts: ReadonlySet<string>
}

export const accountKeysOf = (targets: Iterable<TargetId>): ReadonlySet<string> =>
  new Set([...targets].map(id => splitTargetId(id)?.account ?? id))

export const differs = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) !== JSON.stringify(other)

/** Both sides of a map, key by key, where they differ. */
export const eachDifferent = <T>(
  before: Readonly<Record<string, T>> | undefined,
  after: Readonly<Record<string, T>> | undefined,
  run: (key: string, was: T | undefined, is: T | undefined) => void,
): void => {
  const get = (side: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
    side !== undefined && Object.hasOwn(side, key) ? side[key] : undefined
  for (const key of new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]))
    if (differs(get(before, key), get(after, key))) run(key, get(before, key), get(after, key))
}
