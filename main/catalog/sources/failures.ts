// The few ways in which a source itself is at fault, as failures.
import type { Failure } from '../../../shared/failure.ts'
import { hasUnseen, showUnseen } from '../unseen.ts'

/** Something about the source as a whole, rather than a line of it. */
export const sourceInvalid = (source: string, message: string): Failure => ({
  kind: 'catalog-invalid',
  source,
  // It may say a name of a file, which others chose.
  problems: [{ line: 1, column: 1, path: '(document)', message: showUnseen(message) }],
})

/** One line of words that came from elsewhere, without what could hide or move text on a terminal. */
export const oneLine = (text: string, most = 300): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  const shown = hasUnseen(line) ? [...line].filter(character => !hasUnseen(character)).join('') : line
  return shown.length > most ? `${shown.slice(0, most - 1)}…` : shown
}
