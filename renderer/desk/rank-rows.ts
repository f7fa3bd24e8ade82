// Ranks what a search found: what lives, is pinned or was used lately is likelier meant; break-glass and what is not granted come last.
import type { Recent } from '../../shared/recents.ts'
import type { Search } from '../../shared/search.ts'
import { searchTargets } from '../../shared/search-targets.ts'
import type { TargetRow } from '../../shared/target-row.ts'

/** In the search's own points, where a whole word is worth 100: enough to win a tie, never to beat a better match. */
const likelier = { live: 20, pinned: 15, lately: 12 }

const comesLast = (row: TargetRow): boolean => row.breakGlass || row.granted === false

/** Made once per list: it costs more than many searches. */
const prepared = new WeakMap<readonly TargetRow[], Search<TargetRow>>()

/** Prepares a list ahead of the first letter, when there is time for it. */
export const prepareRows = (rows: readonly TargetRow[]): Search<TargetRow> => {
  const known = prepared.get(rows)
  if (known) return known
  const made = searchTargets(rows)
  prepared.set(rows, made)
  return made
}

type RankRows = {
  readonly keep?: (row: TargetRow) => boolean
  /** What was used lately: the oftener and the later, the likelier. */
  readonly recents?: readonly Recent[]
  readonly limit?: number
}

export const rankRows = (
  rows: readonly TargetRow[],
  query: string,
  { keep, recents = [], limit }: RankRows = {},
): readonly TargetRow[] => {
  const lately = new Map(
    recents.map(({ target, weight }) => [target, likelier.lately * (weight / (weight + 1))]),
  )
  const boost = (row: TargetRow): number =>
    row.session ? likelier.live : row.pinned !== null ? likelier.pinned : (lately.get(row.target) ?? 0)
  return prepareRows(rows).rows(query, {
    boost,
    last: comesLast,
    ...(keep ? { keep } : {}),
    ...(limit === undefined ? {} : { limit }),
  })
}
