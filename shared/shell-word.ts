// A word of a command line as a person may paste it: as it is where every shell reads it so, else in quotes.

/** Nothing in these means anything to a shell; a backslash does, but not in the paths of Windows. */
const plain = /^([A-Za-z]:\\[\w@+=:,.\\/-]+|[\w@%+=:,./-]+)$/
const ofWindows = /^[A-Za-z]:\\|^\\\\/

export const shellWord = (word: string): string => {
  if (plain.test(word)) return word
  // Both of Windows' shells take these quotes, and no path there may hold one.
  return ofWindows.test(word) ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`
}
