// Where the reading of a broken YAML text stopped, as those see it who look for the mistake.

/** What was found, and the offset at which it is best shown. */
export type Mistake = { readonly at: number; readonly message: string }

/** Of a line no more is looked at: a file may be one line of 8 MB. */
const mostOfLine = 1_000

/** Where reading stopped. */
export type Stop = {
  readonly text: string
  readonly at: number
  /** The character there; empty at the end. */
  readonly sign: string
  /** Its line, up to there. */
  readonly before: string
  readonly above: Line | null
}
export type Line = { readonly begin: number; readonly words: string }

/** The nearest line above `at` that says something. */
const lineAbove = (text: string, at: number): Line | null => {
  let end = text.lastIndexOf('\n', at - 1)
  while (end > 0) {
    const begin = text.lastIndexOf('\n', end - 1) + 1
    const words = text.slice(begin, Math.min(end, begin + mostOfLine)).trimEnd()
    if (!/^\s*(#|$)/.test(words)) return { begin, words }
    end = begin - 1
  }
  return null
}

export const stopAt = (text: string, at: number): Stop => {
  const begin = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1
  return {
    text,
    at,
    sign: text.charAt(at),
    before: text.slice(Math.max(begin, at - mostOfLine), at),
    above: lineAbove(text, begin),
  }
}

export const isFirst = ({ before }: Stop): boolean => before.trim() === ''
export const hasValue = (line: string): boolean => /:\s/.test(line)
