// Ranks what a search found: what lives, is pinned or was used lately is likelier meant; break-glass and what is not granted come last.
import type { Recent } from '../../shared/recents.ts'
import { type FindRows, markRows, type Ordered, type Search } from '../../shared/search.ts'
import { saysTheSame, searchTargets } from '../../shared/search-targets.ts'
import type { TargetRow } from '../../shared/target-row.ts'

/** In the search's own points, where a whole word is worth 100: enough to win a tie, never to beat a better match. */
const likelier = { live: 20, pinned: 15, lately: 12 }

const comesLast = (row: TargetRow): boolean => row.breakGlass || row.granted === false

type Prepared = {
  readonly rows: readonly TargetRow[]
  readonly search: Search<TargetRow>
  readonly last: Uint8Array
  boost: { readonly of: readonly Recent[]; readonly points: Float32Array } | null
}

/** Made once per list: it costs more than many searches. */
const prepared = new WeakMap<readonly TargetRow[], Prepared>()
let latest: Prepared | null = null

/** Prepares a list ahead of the first letter, a little with each call, when there is time for it; false = it is prepared. */
export const prepareSearch = (rows: readonly TargetRow[], options: RankRows): boolean => {
  const known = prepared.has(rows)
  const list = prepareRows(rows)
  return !known || list.search.prepare(optionsFor(list, options))
}

const prepareRows = (rows: readonly TargetRow[]): Prepared => {
  const known = prepared.get(rows)
  if (known) return known
  const search =
    latest !== null && saysTheSame(latest.rows, rows) ? latest.search.over(rows) : searchTargets(rows)
  latest = { rows, search, last: markRows(rows, comesLast), boost: null }
  prepared.set(rows, latest)
  return latest
}

const none: readonly Recent[] = []

const boostOf = (list: Prepared, recents: readonly Recent[]): Float32Array => {
  if (list.boost?.of === recents) return list.boost.points
  const lately = new Map(
    recents.map(({ target, weight }) => [target, likelier.lately * (weight / (weight + 1))]),
  )
  const points = new Float32Array(list.rows.length)
  for (const [at, row] of list.rows.entries())
    points[at] = row.session
      ? likelier.live
      : row.pinned !== null
        ? likelier.pinned
        : lately.size === 0
          ? 0
          : (lately.get(row.target) ?? 0)
  list.boost = { of: recents, points }
  return points
}

type RankRows = {
  /** By the row's place; see `markRows`. */
  readonly keep?: Uint8Array
  /** What was used lately: the oftener and the later, the likelier. */
  readonly recents?: readonly Recent[]
}

const optionsFor = (list: Prepared, { keep, recents = none }: RankRows): FindRows => ({
  boost: boostOf(list, recents),
  last: list.last,
  keep,
})

export const rankRows = (
  rows: readonly TargetRow[],
  query: string,
  options: RankRows = {},
): Ordered<TargetRow> => {
  const list = prepareRows(rows)
  return list.search.ranked(query, optionsFor(list, options))
}
