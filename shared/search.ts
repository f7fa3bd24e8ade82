// Finds and ranks rows as a person types: terms in any order, each as a word's start, a part, initials or a subsequence.
import { createFits, type Found, type Parts } from './search-fits.ts'
import { prepareText, type Text, termsOf } from './search-text.ts'

/** One part of a row, which many rows may share: an account, a role. */
export type Searchable = {
  /** What people look for first. */
  readonly names: readonly string[]
  /** Matched too, and counts less. */
  readonly others: readonly (string | null)[]
}

export type Match<T> = { readonly row: T; readonly score: number }

/** Each a list by the row's place, made once for many queries; see `markRows`. */
export type FindRows = {
  /** Points of the caller's own, for what was used lately or often; a whole word is worth 100. */
  readonly boost?: Float32Array | undefined
  /** Rows that stay behind all others, whatever their score. */
  readonly last?: Uint8Array | undefined
  /** Rows that may be found at all. The very same list says that nothing changed. */
  readonly keep?: Uint8Array | undefined
  readonly limit?: number | undefined
}

export type Search<T> = {
  /** The rows that match every term, best first; for an empty query all of them, in their own order. */
  readonly rows: (query: string, options?: FindRows) => readonly T[]
  /** The same, with what each match is worth. */
  readonly find: (query: string, options?: FindRows) => readonly Match<T>[]
  /** The same search over other rows that say the same in the same places: sessions or grants of theirs changed. */
  readonly over: (rows: readonly T[]) => Search<T>
}

export const markRows = <T>(rows: readonly T[], fits: (row: T) => boolean): Uint8Array => {
  const marks = new Uint8Array(rows.length)
  for (let at = 0; at < rows.length; at++) if (fits(rows[at] as T)) marks[at] = 1
  return marks
}

/** Prepares rows once, so that each query over 50,000 of them takes milliseconds. */
export const createSearch = <T>(
  rows: readonly T[],
  describe: (row: T) => readonly Searchable[],
): Search<T> => {
  const parts = gatherParts(rows, describe)
  return searchOver(rows, createFits(parts))
}

const searchOver = <T>(rows: readonly T[], fits: ReturnType<typeof createFits>): Search<T> => {
  /** What fits all terms but the last: it stays while the last is typed. */
  let before: {
    readonly terms: string
    readonly keep: Uint8Array | undefined
    readonly found: Found
  } | null = null

  const startOf = (terms: readonly string[], keep: Uint8Array | undefined): Found => {
    const key = terms.join(' ')
    if (before?.terms === key && before.keep === keep) return before.found
    let found = allOf(rows.length, keep)
    for (const term of terms) found = fits.narrow(found, term)
    before = { terms: key, keep, found }
    return found
  }

  const order = (query: string, { boost, last, keep, limit }: FindRows = {}) => {
    const terms = termsOf(query)
    const start = startOf(terms.slice(0, -1), keep)
    const term = terms.at(-1)
    const found = term === undefined ? start : fits.narrow(start, term)
    return rank(found, boost, last, limit ?? found.count)
  }
  return {
    rows(query, options) {
      const { ranked } = order(query, options)
      const found = new Array<T>(ranked.length)
      for (let at = 0; at < ranked.length; at++) found[at] = rows[ranked[at] as number] as T
      return found
    },
    find(query, options) {
      const { ranked, scores } = order(query, options)
      return Array.from(ranked, (row, at) => ({ row: rows[row] as T, score: scores[at] as number }))
    },
    over: others => searchOver(others, fits),
  }
}

const allOf = (length: number, keep: Uint8Array | undefined): Found => {
  const rows = new Uint32Array(length)
  let count = 0
  for (let row = 0; row < length; row++)
    if (keep === undefined || keep[row] === 1) {
      rows[count] = row
      count++
    }
  return { rows, scores: new Float32Array(length), count }
}

/** Each distinct part once: most rows are described by parts that stood in a row before, the very same or alike. */
const gatherParts = <T>(rows: readonly T[], describe: (row: T) => readonly Searchable[]): Parts => {
  const width = rows[0] === undefined ? 1 : describe(rows[0]).length
  const same = new Map<Searchable, number>()
  const alike = new Map<string, number>()
  const texts: Text[] = []
  const of = new Int32Array(rows.length * width)
  const numberOf = (part: Searchable): number => {
    const head = part.names.join(' ')
    const tail = part.others.filter(other => other !== null).join(' ')
    const key = `${head}\n${tail}`
    let number = alike.get(key)
    if (number === undefined) {
      number = texts.push(prepareText(head, tail)) - 1
      alike.set(key, number)
    }
    return number
  }
  for (let row = 0; row < rows.length; row++) {
    const own = describe(rows[row] as T)
    for (let at = 0; at < width; at++) {
      const part = own[at] as Searchable
      let number = same.get(part)
      if (number === undefined) {
        number = numberOf(part)
        same.set(part, number)
      }
      of[row * width + at] = number
    }
  }
  return { texts, of, width }
}

const highest = 2 ** 14 - 1

/**
 * Best first, then the rows' own order, behind last: by counting, because a first letter matches most rows and a
 * comparison of each two would take longer than finding them. Scores count in eighths.
 */
const rank = (
  { rows, scores, count }: Found,
  boost: Float32Array | undefined,
  last: Uint8Array | undefined,
  limit: number,
): { readonly ranked: Uint32Array; readonly scores: Float32Array } => {
  const places = new Uint16Array(count)
  const worth = new Float32Array(count)
  const starts = new Uint32Array(2 * (highest + 1) + 1)
  for (let at = 0; at < count; at++) {
    const row = rows[at] as number
    const own = (scores[at] as number) + (boost === undefined ? 0 : (boost[row] as number))
    worth[at] = own
    const score = Math.min(highest, Math.max(0, Math.round(own * 8)))
    const place = (last !== undefined && last[row] === 1 ? highest + 1 : 0) + highest - score
    places[at] = place
    starts[place + 1] = (starts[place + 1] as number) + 1
  }
  for (let place = 1; place < starts.length; place++)
    starts[place] = (starts[place] as number) + (starts[place - 1] as number)
  const shown = Math.min(limit, count)
  const ranked = new Uint32Array(shown)
  const ranks = new Float32Array(shown)
  for (let at = 0; at < count; at++) {
    const place = places[at] as number
    const next = starts[place] as number
    starts[place] = next + 1
    if (next >= shown) continue
    ranked[next] = rows[at] as number
    ranks[next] = worth[at] as number
  }
  return { ranked, scores: ranks }
}
