// Finds and ranks rows as a person types: terms in any order, each as a word's start, a part, initials or a subsequence.
import { createFits, type Found, type Parts, roomFor } from './search-fits.ts'
import { biasOf, rank, roomToRank } from './search-rank.ts'
import { inPoint, prepareTexts, termsOf, type Written } from './search-text.ts'

/** One part of a row, which many rows may share: an account, a role. */
export type Searchable = {
  /** What people look for first. */
  readonly names: readonly string[]
  /** Matched too, and counts less. */
  readonly others: readonly (string | null)[]
}

const saysNothing: Searchable = { names: [], others: [] }

/** What people know a row by, and what else it says. */
type Describe<T> = (row: T) => readonly [first: Searchable, second?: Searchable]

export type Match<T> = { readonly row: T; readonly score: number }

/** Rows in an order, ranked as far as somebody looks: a list shows twenty of what may be fifty thousand. */
export type Ordered<T> = {
  readonly count: number
  readonly at: (place: number) => T | undefined
  readonly all: () => readonly T[]
}

/** Rows that stand in their order already. */
export const ordered = <T>(rows: readonly T[]): Ordered<T> => ({
  count: rows.length,
  at: place => rows[place],
  all: () => rows,
})

/** Each a list by the row's place, made once for many queries; see `markRows`. */
export type FindRows = {
  /** Points of the caller's own, for what was used lately or often, up to the 100 that a whole word is worth. */
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
  /** The same, but only the first are ranked before somebody asks for more. */
  readonly ranked: (query: string, options?: FindRows) => Ordered<T>
  /** Answers each single letter ahead of its being typed, one a call; false = they all are. */
  readonly prepare: (options: FindRows) => boolean
  /** The same rows as `rows`, with what each match is worth. */
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
export const createSearch = <T>(rows: readonly T[], describe: Describe<T>): Search<T> =>
  searchOver(rows, createFits(gatherParts(rows, describe)))

/** More than a tall window shows. */
const rankedAtOnce = 128
const firstLetters = 'abcdefghijklmnopqrstuvwxyz0123456789'

const searchOver = <T>(rows: readonly T[], fits: ReturnType<typeof createFits>): Search<T> => {
  // Written anew by each query: with lists of its own, a letter over 50,000 rows would take two megabytes.
  const found = roomFor(rows.length)
  const ranking = roomToRank(rows.length)
  let all: { readonly keep: Uint8Array | undefined; readonly found: Found } | null = null
  /** What fits all terms but the last: it stays while the last is typed. */
  let before: {
    readonly terms: string
    readonly keep: Uint8Array | undefined
    readonly found: Found
  } | null = null

  const allOf = (keep: Uint8Array | undefined): Found => {
    if (all === null || all.keep !== keep) all = { keep, found: everyRow(rows.length, keep) }
    return all.found
  }

  const startOf = (terms: readonly string[], keep: Uint8Array | undefined): Found => {
    const [first, ...others] = terms
    if (first === undefined) return allOf(keep)
    const key = terms.join(' ')
    if (before?.terms === key && before.keep === keep) return before.found
    const start = fits.narrow(allOf(keep), first, roomFor(rows.length))
    for (const term of others) fits.narrow(start, term, start)
    before = { terms: key, keep, found: start }
    return start
  }

  let biased: { readonly of: FindRows; readonly bias: Int32Array } | null = null
  const biasFor = (options: FindRows): Int32Array => {
    if (biased?.of.boost !== options.boost || biased?.of.last !== options.last || biased === null)
      biased = { of: options, bias: biasOf(rows.length, options) }
    return biased.bias
  }

  const order = (query: string, options: FindRows = {}) => {
    const { keep, limit = Number.POSITIVE_INFINITY } = options
    const terms = termsOf(query)
    const start = startOf(terms.slice(0, -1), keep)
    const term = terms.at(-1)
    const fitting = term === undefined ? start : fits.narrow(start, term, found)
    rank(fitting, biasFor(options), limit, ranking)
    return { count: fitting.count, shown: Math.min(fitting.count, limit), ...ranking }
  }
  const take = ({ shown, ranked }: ReturnType<typeof order>): readonly T[] => {
    const best = new Array<T>(shown)
    for (let at = 0; at < shown; at++) best[at] = rows[ranked[at] as number] as T
    return best
  }
  const rankFirst = (query: string, options: FindRows): Ordered<T> => {
    const ranking = order(query, { ...options, limit: rankedAtOnce })
    const first = take(ranking)
    let whole: readonly T[] | null = null
    const all = (): readonly T[] => {
      whole ??= ranking.count === first.length ? first : take(order(query, options))
      return whole
    }
    return { count: ranking.count, at: place => first[place] ?? all()[place], all }
  }
  /** What the single letters find, with the options of which that is true. */
  let letters: { readonly of: FindRows; readonly found: Map<string, Ordered<T>> } | null = null
  const lettersFor = ({ boost, last, keep }: FindRows): Map<string, Ordered<T>> | null =>
    letters !== null && letters.of.boost === boost && letters.of.last === last && letters.of.keep === keep
      ? letters.found
      : null
  return {
    rows: (query, options) => take(order(query, options)),
    ranked: (query, options = {}) => lettersFor(options)?.get(query) ?? rankFirst(query, options),
    prepare(options) {
      let prepared = lettersFor(options)
      if (prepared === null) {
        prepared = new Map()
        letters = { of: options, found: prepared }
      }
      const letter = firstLetters[prepared.size]
      if (letter !== undefined) prepared.set(letter, rankFirst(letter, options))
      return prepared.size < firstLetters.length
    },
    find(query, options) {
      const { shown, ranked, scores } = order(query, options)
      return Array.from({ length: shown }, (_, at) => {
        const row = ranked[at] as number
        return {
          row: rows[row] as T,
          score: (scores[at] as number) / inPoint + (options?.boost?.[row] ?? 0),
        }
      })
    },
    over: others => searchOver(others, fits),
  }
}

const everyRow = (length: number, keep: Uint8Array | undefined): Found => {
  const found = roomFor(length)
  for (let row = 0; row < length; row++)
    if (keep === undefined || keep[row] === 1) {
      found.rows[found.count] = row
      found.count++
    }
  return found
}

/** Each distinct part once: most rows are described by parts that stood in a row before, the very same or alike. */
const gatherParts = <T>(rows: readonly T[], describe: Describe<T>): Parts => {
  const same = new Map<Searchable, number>()
  const alike = new Map<string, number>()
  const texts: Written[] = []
  const numberOf = (part: Searchable): number => {
    let number = same.get(part)
    if (number !== undefined) return number
    const head = part.names.join(' ')
    const tail = part.others.filter(other => other !== null).join(' ')
    const key = `${head}\n${tail}`
    number = alike.get(key)
    if (number === undefined) {
      number = texts.push({ head, tail }) - 1
      alike.set(key, number)
    }
    same.set(part, number)
    return number
  }
  const firsts = new Int32Array(rows.length)
  const seconds = new Int32Array(rows.length)
  for (let row = 0; row < rows.length; row++) {
    const [first, second = saysNothing] = describe(rows[row] as T)
    firsts[row] = numberOf(first)
    seconds[row] = numberOf(second)
  }
  return { texts: prepareTexts(texts), firsts, seconds }
}
