// Earlier states of the AWS files in words; pure.
import type { EarlierState, UndoEffect } from '../../../shared/settings-facts.ts'
import { listInWords } from '../../parts/list-in-words.ts'

const verbs = { write: 'Wrote', remove: 'Removed', undo: 'Took back' } as const

export const stateInWords = ({ what, profiles }: EarlierState): string =>
  `${verbs[what]} ${listInWords(profiles)}`

/** What taking back would do, one sentence each; says so when it would do nothing. */
export const effectInWords = ({ back, gone, other, files, notices }: UndoEffect): readonly string[] => {
  const said = [
    ...(gone.length > 0 ? [`Goes: ${listInWords(gone)}.`] : []),
    ...(back.length > 0
      ? [`Comes back: ${listInWords(back)}, as it was. Keys that have ended stay ended.`]
      : []),
    ...(other.length > 0 && files.length > 0 ? [`Changes: ${listInWords(other)}.`] : []),
    ...notices,
  ]
  return files.length === 0 ? ['The files are so already: nothing would change.', ...notices] : said
}
