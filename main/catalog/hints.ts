// Suggests the name that was meant, as long as looking for it costs nobody a wait.
import { didYouMean } from '../../shared/nearest.ts'

/** ` Did you mean "x"?`, or nothing. */
export type Hint = (name: string, known: Iterable<string>) => string

/**
 * Names that are held against what was written, for a whole file. A hostile one has ten thousand wrong names, each of
 * which may mean one of a hundred thousand: that would take minutes, and only the first hundred problems are shown.
 */
const mostLooks = 1_000_000

export const createHint = (): Hint => {
  let left = mostLooks
  return (name, known) => {
    if (left <= 0) return ''
    const names = [...known]
    left -= names.length
    return didYouMean(name, names)
  }
}
