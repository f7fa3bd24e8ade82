// Prepares a text for searching once, and tells how well one typed term fits it.

/** Names come first and end before `namesEnd`; a mark says that a word starts at a letter, or ended before it. */
export type Text = {
  readonly text: string
  readonly marks: Uint8Array
  readonly namesEnd: number
  readonly mask: number
}
const starting = 1
const ended = 2

export const points = { whole: 100, start: 60, part: 30, initials: 24, scattered: 8 }

/** `acme/acme-production` and `@prod` are typed as they are written elsewhere. */
export const termsOf = (query: string): readonly string[] =>
  query
    .toLowerCase()
    .split(/[\s/:@]+/)
    .filter(Boolean)
    .slice(0, 12)

/** One bit per letter and per pair of digits: a text that lacks one of the term's bits cannot match. */
export const maskOf = (text: string): number => {
  let mask = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 97 && code <= 122) mask |= 1 << (code - 97)
    else if (code >= 48 && code <= 57) mask |= 1 << (26 + ((code - 48) >> 1))
  }
  return mask
}

/** @param head what people look for first @param tail what is matched too, and counts less */
export const prepareText = (head: string, tail: string): Text => {
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
  return { text, marks, namesEnd: head.length, mask: maskOf(text) }
}

const lowerOneByOne = (written: string): string =>
  Array.from(written, one => (one.toLowerCase().length === one.length ? one.toLowerCase() : one)).join('')

const kindOf = (code: number): 'gap' | 'letter' | 'capital' => {
  if (code >= 65 && code <= 90) return 'capital'
  const letter = (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 127
  return letter ? 'letter' : 'gap'
}

/** The term as it stands: a whole word, the start of one, or somewhere inside; 0 = not there. */
export const scorePart = (term: string, { text, marks, namesEnd }: Text): number => {
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

/** How many letters of the term are used up, from `from` on, when each begins a word of the names, in order. */
export const takeInitials = (term: string, from: number, { text, marks, namesEnd }: Text): number => {
  let letter = from
  for (let at = 0; at < namesEnd && letter < term.length; at++)
    if (((marks[at] as number) & starting) !== 0 && text[at] === term[letter]) letter++
  return letter
}

/** The letters in order and close together, from the start of a word of the names on: `glbx` is globex. */
export const scoreScattered = (term: string, { text, marks, namesEnd }: Text): number => {
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
