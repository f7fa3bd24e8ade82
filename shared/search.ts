// Finds and ranks rows as a person types: terms in any order, each as a word's start, a part, initials or a subsequence.

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
  readonly limit?: number
}

export type Search<T> = {
  /** The rows that match every term, best first; for an empty query all of them, in their own order. */
  readonly find: (query: string, options?: FindRows<T>) => readonly Match<T>[]
}

type Entry<T> = { readonly row: T; readonly order: number; readonly mask: number } & Text

/** Names come first and end before `namesEnd`; a mark says that a word starts at a letter, or ended before it. */
type Text = { readonly text: string; readonly marks: Uint8Array; readonly namesEnd: number }
const starting = 1
const ended = 2

const points = { whole: 100, start: 60, part: 30, initials: 24, scattered: 8 }

/** Prepares rows once, so that each query over 50,000 of them takes milliseconds. */
export const createSearch = <T>(rows: readonly T[], describe: (row: T) => Searchable): Search<T> => {
  const entries = rows.map((row, order): Entry<T> => {
    const text = prepare(describe(row))
    return { row, order, mask: maskOf(text.text), ...text }
  })
  return {
    find(query, { boost, last, limit } = {}) {
      const terms = termsOf(query)
      const wanted = maskOf(terms.join(''))
      const scores = new Float64Array(rows.length)
      const keys: number[] = []
      for (const entry of entries) {
        if ((entry.mask & wanted) !== wanted) continue
        const own = scoreAll(terms, entry)
        if (own === null) continue
        const score = own + (boost?.(entry.row) ?? 0)
        scores[entry.order] = score
        keys.push(sortKey(score, entry.order, last?.(entry.row) ?? false))
      }
      // Numbers sort many times faster than objects with a comparison, and a first letter matches most rows.
      const sorted = Float64Array.from(keys).sort()
      return Array.from(sorted.subarray(0, limit), key => {
        const order = key % orders
        return { row: rows[order] as T, score: scores[order] as number }
      })
    },
  }
}

/** Behind last, then by score (in sixteenths, clamped), then by the rows' own order; all in one number below 2^53. */
const orders = 2 ** 21
const highest = 2 ** 24 - 1
const sortKey = (score: number, order: number, behind: boolean): number =>
  ((behind ? highest + 1 : 0) + highest - Math.min(highest, Math.max(0, Math.round(score * 16)))) * orders +
  order

/** `acme/acme-production` and `@prod` are typed as they are written elsewhere. */
const termsOf = (query: string): readonly string[] =>
  query
    .toLowerCase()
    .split(/[\s/:@]+/)
    .filter(Boolean)
    .slice(0, 12)

/** One bit per letter and per pair of digits: a row that lacks one of the query's bits cannot match. */
const maskOf = (text: string): number => {
  let mask = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 97 && code <= 122) mask |= 1 << (code - 97)
    else if (code >= 48 && code <= 57) mask |= 1 << (26 + ((code - 48) >> 1))
  }
  return mask
}

const prepare = ({ names, others }: Searchable): Text => {
  const head = names.join(' ')
  const tail = others.filter(other => other !== null).join(' ')
  const written = tail === '' ? head : `${head} ${tail}`
  // A few capitals become two letters in lower case, which would move every mark behind them.
  const lower = written.toLowerCase()
  const text = lower.length === written.length ? lower : lowerOneByOne(written)
  const marks = new Uint8Array(text.length + 1)
  let before = 'gap'
  for (let at = 0; at <= text.length; at++) {
    const kind = at < text.length ? kindOf(written.charCodeAt(at)) : 'gap'
    // `CustomerSupport` is two words to a person.
    const inside = kind === 'capital' && before === 'letter'
    if (kind !== 'gap' && (before === 'gap' || inside)) marks[at] = inside ? starting | ended : starting
    if (kind === 'gap' && before !== 'gap') marks[at] = ended
    before = kind
  }
  return { text, marks, namesEnd: head.length }
}

const lowerOneByOne = (written: string): string =>
  Array.from(written, one => (one.toLowerCase().length === one.length ? one.toLowerCase() : one)).join('')

const kindOf = (code: number): 'gap' | 'letter' | 'capital' => {
  if (code >= 65 && code <= 90) return 'capital'
  const letter = (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 127
  return letter ? 'letter' : 'gap'
}

const scoreAll = (terms: readonly string[], text: Text): number | null => {
  let sum = 0
  for (const term of terms) {
    const score = scorePart(term, text) || scoreInitials(term, text) || scoreScattered(term, text)
    if (score === 0) return null
    sum += score
  }
  return sum
}

/** The term as it stands: a whole word, the start of one, or somewhere inside. */
const scorePart = (term: string, { text, marks, namesEnd }: Text): number => {
  let best = 0
  const { length } = term
  for (let at = text.indexOf(term); at !== -1; at = text.indexOf(term, at + 1)) {
    const starts = ((marks[at] as number) & starting) !== 0
    const whole = starts && ((marks[at + length] as number) & ended) !== 0
    const kind = whole ? points.whole : starts ? points.start : points.part
    // Sooner is a little better, and never as much as a better kind of match.
    const score = kind * (at < namesEnd ? 1 : 0.5) + Math.max(0, 4 - at / 16)
    if (score > best) best = score
    // Nothing further on can be better; for a single letter, hardly.
    if (whole || (starts && length === 1) || at >= namesEnd) break
  }
  return best
}

/** Each letter begins a word of the names, in order: `ap` is acme-production. */
const scoreInitials = (term: string, { text, marks, namesEnd }: Text): number => {
  if (term.length < 2) return 0
  let at = 0
  for (const letter of term) {
    while (at < namesEnd && (((marks[at] as number) & starting) === 0 || text[at] !== letter)) at++
    if (at >= namesEnd) return 0
    at++
  }
  return points.initials
}

/** The letters in order and close together, from the start of a word of the names on: `glbx` is globex. */
const scoreScattered = (term: string, { text, marks, namesEnd }: Text): number => {
  if (term.length < 3) return 0
  for (let from = 0; from < namesEnd; from++) {
    if (((marks[from] as number) & starting) === 0 || text[from] !== term[0]) continue
    let at = from
    let index = 1
    while (index < term.length && at !== -1 && at < namesEnd) {
      at = text.indexOf(term[index] ?? '', at + 1)
      index++
    }
    if (at === -1 || at >= namesEnd) continue
    const gaps = at - from + 1 - term.length
    if (gaps <= term.length * 2) return Math.max(1, points.scattered - gaps / 2)
  }
  return 0
}
