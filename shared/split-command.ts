// A command as a person writes it, as the list of words a program is started with, and back; no shell is asked. Pure.

/** Blanks part words, quotes hold them together. */
export const splitCommand = (command: string): readonly string[] =>
  [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(match => match[1] ?? match[2] ?? match[3] ?? '')

/** Written so that `splitCommand` gives the same words; null for a word that no writing of it can hold. */
export const joinCommand = (words: readonly string[]): string | null => {
  const written = words.map(word => {
    if (/^[^\s"']+$/.test(word)) return word
    if (!word.includes('"')) return `"${word}"`
    return word.includes("'") ? null : `'${word}'`
  })
  return written.includes(null) ? null : written.join(' ')
}
