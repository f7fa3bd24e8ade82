// How one typed term fits each part of the rows: worked out once per part, and kept while the other terms are typed.
import {
  inPoint,
  points,
  prepareTerm,
  scorePart,
  scoreScattered,
  type Term,
  type Texts,
  takeInitials,
} from './search-text.ts'

/** Each distinct part once, and by the row's place the numbers of its own two. */
export type Parts = {
  readonly texts: Texts
  /** What people know a row by. */
  readonly firsts: Int32Array
  readonly seconds: Int32Array
}

/** -1 = not asked for yet. */
type Fits = {
  readonly term: Term
  /** The term without its last letter, if it was asked for: a part that does not hold that does not hold this. */
  readonly shorter: Int32Array | null
  readonly parts: Int32Array
  readonly scattered: Int32Array
  /** By part and by how many letters were used up before it. */
  readonly initials: Int8Array
}

/** Rows that fit so far, in their own order, and what each is worth; what stands behind `count` counts for nothing. */
export type Found = { readonly rows: Uint32Array; readonly scores: Int32Array; count: number }

export const roomFor = (rows: number): Found => ({
  rows: new Uint32Array(rows),
  scores: new Int32Array(rows),
  count: 0,
})

/** The terms of a query but the last stay as they are while that is typed; those of the one before come back by deleting. */
const keptTerms = 64

export const createFits = ({ texts, firsts, seconds }: Parts) => {
  const kept = new Map<string, Fits>()

  const fitsOf = (term: string): Fits => {
    const known = kept.get(term)
    if (known) {
      kept.delete(term)
      kept.set(term, known)
      return known
    }
    const fits: Fits = {
      term: prepareTerm(term),
      shorter: kept.get(term.slice(0, -1))?.parts ?? null,
      parts: new Int32Array(texts.count).fill(-1),
      scattered: new Int32Array(texts.count).fill(-1),
      initials: new Int8Array(texts.count * (term.length + 1)).fill(-1),
    }
    kept.set(term, fits)
    const oldest = kept.keys().next().value
    if (kept.size > keptTerms && oldest !== undefined) kept.delete(oldest)
    return fits
  }

  const partScore = ({ term, shorter, parts }: Fits, number: number): number => {
    const score = shorter !== null && shorter[number] === 0 ? 0 : scorePart(term, texts, number)
    parts[number] = score
    return score
  }

  const lettersTaken = ({ term, initials }: Fits, letters: number, number: number): number => {
    const place = number * (term.codes.length + 1) + letters
    let taken = initials[place] as number
    if (taken < 0) {
      taken = takeInitials(term, letters, texts, number)
      initials[place] = taken
    }
    return taken
  }

  const scatteredScore = ({ term, scattered }: Fits, number: number): number => {
    let score = scattered[number] as number
    if (score < 0) {
      score = scoreScattered(term, texts, number)
      scattered[number] = score
    }
    return score
  }

  return {
    /**
     * Leaves of what fits so far what fits this term too. Where no part holds the term as it stands, its letters may be
     * initials across both parts, or stand in order within one.
     * @param into where that is written; it may be `before` itself
     */
    narrow(before: Found, term: string, into: Found): Found {
      const fits = fitsOf(term)
      const { parts, scattered, initials } = fits
      const { length } = fits.term.codes
      // Rows of one account stand together: what its first part is worth is looked up once for all of them.
      let known = -1
      let own = 0
      let ownInitials = 0
      let ownScattered = 0
      const { rows, scores, count: total } = before
      const { rows: fitting, scores: worth } = into
      let count = 0
      for (let at = 0; at < total; at++) {
        const row = rows[at] as number
        const first = firsts[row] as number
        if (first !== known) {
          known = first
          own = parts[first] as number
          if (own < 0) own = partScore(fits, first)
          const loose = own === 0 && length > 1
          ownInitials = loose ? lettersTaken(fits, 0, first) : 0
          ownScattered = loose ? scatteredScore(fits, first) : 0
        }
        const second = seconds[row] as number
        let other = parts[second] as number
        if (other < 0) other = partScore(fits, second)
        // The first part is what people know a row by.
        let score = other - inPoint > own ? other - inPoint : own
        if (score === 0 && length > 1) {
          let taken = initials[second * (length + 1) + ownInitials] as number
          if (taken < 0) taken = lettersTaken(fits, ownInitials, second)
          let inOrder = scattered[second] as number
          if (inOrder < 0) inOrder = scatteredScore(fits, second)
          score = taken === length ? points.initials : inOrder > ownScattered ? inOrder : ownScattered
        }
        // Written in any case and counted if it fits: a branch that goes this way and that takes longer.
        fitting[count] = row
        worth[count] = (scores[at] as number) + score
        if (score > 0) count++
      }
      into.count = count
      return into
    },
  }
}
