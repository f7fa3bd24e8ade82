// Puts what a search found in order: the best first, then the rows' own order; only as far as somebody looks.
import type { Found } from './search-fits.ts'
import { inPoint } from './search-text.ts'

/** Each a list by the row's place, made once for many queries. */
type Wishes = { readonly boost?: Float32Array | undefined; readonly last?: Uint8Array | undefined }

const highest = 2 ** 14 - 1

export const roomToRank = (rows: number) => ({
  /** By the place among what fits: how many better scores there could be. */
  behind: new Uint16Array(rows),
  /** By that: how many rows have it, then where among all the next of them stands. */
  starts: new Uint32Array(2 * (highest + 1) + 1),
  ranked: new Uint32Array(rows),
  scores: new Int32Array(rows),
})
type Ranking = ReturnType<typeof roomToRank>

/** The most that a row's boost counts for: a whole word. */
const highestBoost = 100 * inPoint

/** What each row is ahead of its score or behind it, by its place among all rows. */
export const biasOf = (length: number, { boost, last }: Wishes): Int32Array => {
  const bias = new Int32Array(length)
  for (let row = 0; row < length; row++) {
    const ahead = Math.min(highestBoost, Math.max(0, Math.trunc((boost?.[row] ?? 0) * inPoint)))
    bias[row] = last?.[row] === 1 ? ahead - 2 * (highest + 1) : ahead
  }
  return bias
}

/**
 * Best first, then the rows' own order, behind last: by counting, because a first letter matches most rows and a
 * comparison of each two would take longer than finding them. Scores count in eighths of a point.
 * @param limit how many are ranked
 */
export const rank = (fitting: Found, bias: Int32Array, limit: number, ranking: Ranking): void => {
  const { rows, scores: found, count } = fitting
  const { behind, starts, ranked, scores } = ranking
  starts.fill(0)
  for (let at = 0; at < count; at++) {
    const place = highest - (((found[at] as number) + (bias[rows[at] as number] as number) + 1) >> 1)
    behind[at] = place
    starts[place + 1] = (starts[place + 1] as number) + 1
  }
  let before = 0
  let worst = starts.length - 1
  for (let place = 1; place < starts.length; place++) {
    before += starts[place] as number
    starts[place] = before
    if (before >= limit) {
      worst = place - 1
      break
    }
  }
  for (let at = 0; at < count; at++) {
    const place = behind[at] as number
    if (place > worst) continue
    const next = starts[place] as number
    starts[place] = next + 1
    if (next >= limit) continue
    ranked[next] = rows[at] as number
    scores[next] = found[at] as number
  }
}
