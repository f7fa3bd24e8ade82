// Who waits for one and the same code, in a sentence; pure.
import type { Callers } from '../../shared/prompt.ts'

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const counted = (count: number, word: string): string =>
  `${numbers[count] ?? count} ${word}${count === 1 ? '' : 's'}`
const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** `Three callers wait for this one code: the window and two programs.` null while only one waits, or none. */
export const callersInWords = ({ windows, commands, programs }: Callers): string | null => {
  const all = windows + commands + programs
  if (all < 2) return null
  const kinds = [
    windows > 0 ? 'the window' : '',
    commands > 0 ? counted(commands, 'command') : '',
    programs > 0 ? counted(programs, 'program') : '',
  ].filter(Boolean)
  if (kinds.length === 1) return `${capital(kinds[0] ?? '')} wait for this one code.`
  const last = kinds.pop()
  return `${capital(counted(all, 'caller'))} wait for this one code: ${kinds.join(', ')} and ${last}.`
}
