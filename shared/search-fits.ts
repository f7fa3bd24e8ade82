// How one typed term fits each part of the rows: worked out once per part, and kept while the other terms are typed.
import { maskOf, points, scorePart, scoreScattered, type Text, takeInitials } from './search-text.ts'

/** Each distinct part once, and for each row the numbers of its own. */
export type Parts = {
  readonly texts: readonly Text[]
  readonly of: Int32Array
  /** How many parts a row has. */
  readonly width: number
}

/** -1 = not asked for yet. */
type Fits = {
  readonly term: string
  readonly mask: number
  readonly parts: Float32Array
  readonly scattered: Float32Array
  /** By part and by how many letters were used up before it. */
  readonly initials: Int8Array
}

/** Rows that fit so far, in their own order, and what each is worth. */
export type Found = { readonly rows: Uint32Array; readonly scores: Float32Array; readonly count: number }

/** The terms of a query but the last stay as they are while that is typed; those of the one before come back by deleting. */
const keptTerms = 16

export const createFits = ({ texts, of, width }: Parts) => {
  const kept = new Map<string, Fits>()

  const fitsOf = (term: string): Fits => {
    const known = kept.get(term)
    if (known) {
      kept.delete(term)
      kept.set(term, known)
      return known
    }
    const fits: Fits = {
      term,
      mask: maskOf(term),
      parts: new Float32Array(texts.length).fill(-1),
      scattered: new Float32Array(texts.length).fill(-1),
      initials: new Int8Array(texts.length * (term.length + 1)).fill(-1),
    }
    kept.set(term, fits)
    const oldest = kept.keys().next().value
    if (kept.size > keptTerms && oldest !== undefined) kept.delete(oldest)
    return fits
  }

  const partScore = ({ term, mask, parts }: Fits, number: number): number => {
    const text = texts[number] as Text
    const score = (text.mask & mask) === mask ? scorePart(term, text) : 0
    parts[number] = score
    return score
  }

  /** Where no part holds the term as it stands: initials across the parts, then its letters in order within one. */
  const looseScore = (fits: Fits, from: number): number => {
    const { term, mask, scattered, initials } = fits
    const { length } = term
    if (length < 2) return 0
    let letters = 0
    for (let part = from; part < from + width; part++) {
      const number = of[part] as number
      const place = number * (length + 1) + letters
      let taken = initials[place] as number
      if (taken < 0) {
        taken = takeInitials(term, letters, texts[number] as Text)
        initials[place] = taken
      }
      letters = taken
    }
    if (letters === length) return points.initials
    let best = 0
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

  return {
    /** Leaves of what fits so far what fits this term too. */
    narrow(before: Found, term: string): Found {
      const fits = fitsOf(term)
      const { parts } = fits
      const rows = new Uint32Array(before.count)
      const scores = new Float32Array(before.count)
      let count = 0
      for (let at = 0; at < before.count; at++) {
        const row = before.rows[at] as number
        const from = row * width
        let best = 0
        for (let part = 0; part < width; part++) {
          const number = of[from + part] as number
          let score = parts[number] as number
          if (score < 0) score = partScore(fits, number)
          // The first part is what people know a row by.
          if (score > 0 && score - part > best) best = score - part
        }
        if (best === 0) best = looseScore(fits, from)
        if (best === 0) continue
        rows[count] = row
        scores[count] = (before.scores[at] as number) + best
        count++
      }
      return { rows, scores, count }
    },
  }
}
