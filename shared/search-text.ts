// Prepares texts for searching once, and tells how well one typed term fits one of them.

/**
 * All texts one behind the other, as numbers, so that a letter is looked for in one pass over memory: as five thousand
 * strings beside their marks, most of the time went into finding them.
 */
export type Texts = {
  readonly count: number
  /** UTF-16, in lower case; a zero ends each text. */
  readonly codes: Uint16Array
  /** By the code's place: that a word starts there, or ended before it. */
  readonly marks: Uint8Array
  /** By the text's number, and one more: where the last one ended. */
  readonly starts: Uint32Array
  /** Names come first in a text, and end before this place. */
  readonly namesEnds: Uint32Array
  /** By the text's number; see `maskOf`. */
  readonly masks: Int32Array
}

/** What people look for first, and what is matched too but counts less. */
export type Written = { readonly head: string; readonly tail: string }

export type Term = { readonly codes: Uint16Array; readonly mask: number }

const starting = 1
const ended = 2

/** Scores are whole numbers of these, so that fifty thousand of them are added without fractions: a point has sixteen. */
export const inPoint = 16

export const points = {
  whole: 100 * inPoint,
  start: 60 * inPoint,
  part: 30 * inPoint,
  initials: 24 * inPoint,
  scattered: 8 * inPoint,
}
const sooner = 4 * inPoint

/** `acme/acme-production` and `@prod` are typed as they are written elsewhere. */
export const termsOf = (query: string): readonly string[] =>
  query
    .toLowerCase()
    .split(/[\s/:@]+/)
    .filter(Boolean)
    .slice(0, 12)

export const prepareTerm = (term: string): Term => {
  const codes = Uint16Array.from({ length: term.length }, (_, at) => term.charCodeAt(at))
  return { codes, mask: maskOf(codes, 0, codes.length) }
}

/** One bit per letter and per pair of digits: a text that lacks one of the term's bits cannot match. */
const maskOf = (codes: Uint16Array, from: number, to: number): number => {
  let mask = 0
  for (let at = from; at < to; at++) {
    const code = codes[at] as number
    if (code >= 97 && code <= 122) mask |= 1 << (code - 97)
    else if (code >= 48 && code <= 57) mask |= 1 << (26 + ((code - 48) >> 1))
  }
  return mask
}

export const prepareTexts = (list: readonly Written[]): Texts => {
  const whole = list.map(({ head, tail }) => (tail === '' ? head : `${head} ${tail}`))
  const size = whole.reduce((sum, written) => sum + written.length + 1, 0)
  const texts = {
    count: list.length,
    codes: new Uint16Array(size),
    marks: new Uint8Array(size),
    starts: new Uint32Array(list.length + 1),
    namesEnds: new Uint32Array(list.length),
    masks: new Int32Array(list.length),
  }
  const { codes, marks, starts, namesEnds, masks } = texts
  let start = 0
  for (const [number, written] of whole.entries()) {
    const lower = written.toLowerCase()
    // A few capitals become two letters in lower case, which would move every mark behind them.
    const text = lower.length === written.length ? lower : lowerOneByOne(written)
    const { length } = written
    let before = 'gap'
    for (let at = 0; at <= length; at++) {
      const kind = at < length ? kindOf(written.charCodeAt(at)) : 'gap'
      // `CustomerSupport` is two words to a person.
      const inside = kind === 'capital' && before === 'letter'
      if (kind !== 'gap' && (before === 'gap' || inside))
        marks[start + at] = inside ? starting | ended : starting
      if (kind === 'gap' && before !== 'gap') marks[start + at] = ended
      if (at < length) codes[start + at] = text.charCodeAt(at)
      before = kind
    }
    starts[number] = start
    namesEnds[number] = start + (list[number] as Written).head.length
    masks[number] = maskOf(codes, start, start + length)
    start += length + 1
  }
  starts[list.length] = start
  return texts
}

const lowerOneByOne = (written: string): string =>
  Array.from(written, one => (one.toLowerCase().length === one.length ? one.toLowerCase() : one)).join('')

const kindOf = (code: number): 'gap' | 'letter' | 'capital' => {
  if (code >= 65 && code <= 90) return 'capital'
  const letter = (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 127
  return letter ? 'letter' : 'gap'
}

/** The term as it stands: a whole word, the start of one, or somewhere inside; 0 = not there. */
export const scorePart = (term: Term, texts: Texts, number: number): number => {
  if (((texts.masks[number] as number) & term.mask) !== term.mask) return 0
  const { codes, marks } = texts
  const wanted = term.codes
  const { length } = wanted
  const [first] = wanted
  const start = texts.starts[number] as number
  const namesEnd = texts.namesEnds[number] as number
  const last = (texts.starts[number + 1] as number) - 1 - length
  let best = 0
  for (let at = start; at <= last; at++) {
    if (codes[at] !== first) continue
    let same = 1
    while (same < length && codes[at + same] === wanted[same]) same++
    if (same < length) continue
    const starts = ((marks[at] as number) & starting) !== 0
    const whole = starts && ((marks[at + length] as number) & ended) !== 0
    const kind = whole ? points.whole : starts ? points.start : points.part
    // Sooner is a little better, and never as much as a better kind of match.
    const score = (at < namesEnd ? kind : kind >> 1) + Math.max(0, sooner - (at - start))
    if (score > best) best = score
    // Nothing further on can be better; for a single letter, hardly.
    if (whole || (starts && length === 1) || at >= namesEnd) break
  }
  return best
}

/** How many letters of the term are used up, from `from` on, when each begins a word of the names, in order. */
export const takeInitials = ({ codes: wanted }: Term, from: number, texts: Texts, number: number): number => {
  const { codes, marks } = texts
  const namesEnd = texts.namesEnds[number] as number
  let letter = from
  for (let at = texts.starts[number] as number; at < namesEnd && letter < wanted.length; at++)
    if (((marks[at] as number) & starting) !== 0 && codes[at] === wanted[letter]) letter++
  return letter
}

/** The letters in order and close together, from the start of a word of the names on: `glbx` is globex. */
export const scoreScattered = (term: Term, texts: Texts, number: number): number => {
  const wanted = term.codes
  const { length } = wanted
  if (length < 3 || ((texts.masks[number] as number) & term.mask) !== term.mask) return 0
  const { codes, marks } = texts
  const namesEnd = texts.namesEnds[number] as number
  for (let from = texts.starts[number] as number; from < namesEnd; from++) {
    if (((marks[from] as number) & starting) === 0 || codes[from] !== wanted[0]) continue
    let at = from
    let letter = 1
    while (letter < length && ++at < namesEnd) if (codes[at] === wanted[letter]) letter++
    if (letter < length) continue
    const gaps = at - from + 1 - length
    if (gaps <= length * 2) return Math.max(inPoint, points.scattered - gaps * (inPoint / 2))
  }
  return 0
}
