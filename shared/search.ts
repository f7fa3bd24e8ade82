// Finds and ranks rows as a person types: terms in any order, each as a word's start, a part, initials or a subsequence.
import {
  maskOf,
  points,
  prepareText,
  scorePart,
  scoreScattered,
  type Text,
  takeInitials,
  termsOf,
} from './search-text.ts'

/** One part of a row, which many rows may share: an account, a role. */
export type Searchable = {
  /** What people look for first. */
  readonly names: readonly string[]
  /** Matched too, and counts less. */
  readonly others: readonly (string | null)[]
}

export type Match<T> = { readonly row: T; readonly score: number }

export type FindRows<T> = {
  /** Points of the caller's own, for what was used lately or often; a whole word is worth 100. */
  readonly boost?: (row: T) => number
  /** Rows that stay behind all others, whatever their score. */
  readonly last?: (row: T) => boolean
  /** Rows that may be found at all. */
  readonly keep?: (row: T) => boolean
  readonly limit?: number
}

export type Search<T> = {
  /** The rows that match every term, best first; for an empty query all of them, in their own order. */
  readonly rows: (query: string, options?: FindRows<T>) => readonly T[]
  /** The same, with what each match is worth. */
  readonly find: (query: string, options?: FindRows<T>) => readonly Match<T>[]
}

/** How one typed term fits each part; made for a part when a row first asks for it, and shared by all rows that have it. */
type Fits = {
  readonly term: string
  readonly mask: number
  /** -1 = not asked for yet. */
  readonly parts: Float32Array
  readonly scattered: Float32Array
  /** By part and by how many letters were used up before it. */
  readonly initials: Int8Array
}

/** Prepares rows once, so that each query over 50,000 of them takes milliseconds. */
export const createSearch = <T>(
  rows: readonly T[],
  describe: (row: T) => readonly Searchable[],
): Search<T> => {
  const { texts, of, width } = gatherParts(rows, describe)
  // Kept between queries, because a letter over 50,000 rows should leave little to clean up.
  const scores = new Float64Array(rows.length)
  const found = new Uint32Array(rows.length)
  const order = (query: string, { boost, last, keep, limit }: FindRows<T> = {}): Uint32Array => {
    const terms = termsOf(query).map(term => fitsOf(term, texts.length))
    let count = 0
    for (let row = 0; row < rows.length; row++) {
      let score = 0
      for (const fits of terms) {
        const own = scoreRow(fits, texts, of, row * width, width)
        score = own === 0 ? -1 : score + own
        if (own === 0) break
      }
      if (score < 0) continue
      const value = rows[row] as T
      if (keep && !keep(value)) continue
      scores[row] = score + (boost?.(value) ?? 0)
      found[count] = row
      count++
    }
    const ranked = rank(found.subarray(0, count), scores, row => last?.(rows[row] as T) ?? false)
    return limit === undefined ? ranked : ranked.subarray(0, limit)
  }
  return {
    rows: (query, options) => Array.from(order(query, options), row => rows[row] as T),
    find: (query, options) =>
      Array.from(order(query, options), row => ({ row: rows[row] as T, score: scores[row] as number })),
  }
}

/** Each distinct part once, and for each row the numbers of its own. */
const gatherParts = <T>(
  rows: readonly T[],
  describe: (row: T) => readonly Searchable[],
): { readonly texts: readonly Text[]; readonly of: Int32Array; readonly width: number } => {
  const width = rows[0] === undefined ? 1 : describe(rows[0]).length
  const known = new Map<string, number>()
  const texts: Text[] = []
  const of = new Int32Array(rows.length * width)
  for (const [row, value] of rows.entries())
    for (const [part, { names, others }] of describe(value).entries()) {
      const head = names.join(' ')
      const tail = others.filter(other => other !== null).join(' ')
      const key = `${head}\n${tail}`
      let number = known.get(key)
      if (number === undefined) {
        number = texts.push(prepareText(head, tail)) - 1
        known.set(key, number)
      }
      of[row * width + part] = number
    }
  return { texts, of, width }
}

const fitsOf = (term: string, count: number): Fits => ({
  term,
  mask: maskOf(term),
  parts: new Float32Array(count).fill(-1),
  scattered: new Float32Array(count).fill(-1),
  initials: new Int8Array(count * (term.length + 1)).fill(-1),
})

const scoreRow = (
  fits: Fits,
  texts: readonly Text[],
  of: Int32Array,
  from: number,
  width: number,
): number => {
  const { term, mask, parts, scattered } = fits
  let best = 0
  for (let part = from; part < from + width; part++) {
    const number = of[part] as number
    let score = parts[number] as number
    if (score < 0) {
      const text = texts[number] as Text
      score = (text.mask & mask) === mask ? scorePart(term, text) : 0
      parts[number] = score
    }
    // The first part is what people know a row by.
    if (score > 0 && score - (part - from) > best) best = score - (part - from)
  }
  if (best > 0 || term.length < 2) return best
  if (initialsOf(fits, texts, of, from, width) === term.length) return points.initials
  for (let part = from; part < from + width; part++) {
    const number = of[part] as number
    let score = scattered[number] as number
    if (score < 0) {
      const text = texts[number] as Text
      score = (text.mask & mask) === mask ? scoreScattered(term, text) : 0
      scattered[number] = score
    }
    if (score > best) best = score
  }
  return best
}

/** Each letter begins a word of the names, in order, across the parts: `ap` is acme / production. */
const initialsOf = (
  { term, initials }: Fits,
  texts: readonly Text[],
  of: Int32Array,
  from: number,
  width: number,
): number => {
  let letters = 0
  for (let part = from; part < from + width; part++) {
    const number = of[part] as number
    const place = number * (term.length + 1) + letters
    let taken = initials[place] as number
    if (taken < 0) {
      taken = takeInitials(term, letters, texts[number] as Text)
      initials[place] = taken
    }
    letters = taken
  }
  return letters
}

const highest = 2 ** 15 - 1

/**
 * Best first, then the rows' own order, behind last: by counting, because a first letter matches most rows and a
 * comparison of each two would take longer than finding them. Scores count in sixteenths.
 */
const rank = (found: Uint32Array, scores: Float64Array, behind: (row: number) => boolean): Uint32Array => {
  const places = new Uint16Array(found.length)
  const starts = new Uint32Array(2 * (highest + 1) + 1)
  for (let at = 0; at < found.length; at++) {
    const row = found[at] as number
    const score = Math.min(highest, Math.max(0, Math.round((scores[row] as number) * 16)))
    const place = (behind(row) ? highest + 1 : 0) + highest - score
    places[at] = place
    starts[place + 1] = (starts[place + 1] as number) + 1
  }
  for (let place = 1; place < starts.length; place++)
    starts[place] = (starts[place] as number) + (starts[place - 1] as number)
  const ranked = new Uint32Array(found.length)
  for (let at = 0; at < found.length; at++) {
    const place = places[at] as number
    const next = starts[place] as number
    ranked[next] = found[at] as number
    starts[place] = next + 1
  }
  return ranked
}
