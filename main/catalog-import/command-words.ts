// Takes the command line of a credential_process apart into words, as the AWS SDKs do, without a shell.

/** Null when a quote is not closed. Quotes and backslashes as Python's shlex takes them (botocore, compat.py). */
export const commandWords = (line: string): readonly string[] | null => {
  const words: string[] = []
  let word: string | null = null
  let quote = ''
  for (let at = 0; at < line.length; at++) {
    const character = line[at] as string
    if (quote !== '') {
      if (character === quote) quote = ''
      else if (character === '\\' && quote === '"' && /["\\]/.test(line[at + 1] ?? ''))
        word = `${word ?? ''}${line[++at]}`
      else word = `${word ?? ''}${character}`
    } else if (character === '"' || character === "'") {
      quote = character
      word ??= ''
    } else if (character === '\\' && at + 1 < line.length) word = `${word ?? ''}${line[++at]}`
    else if (/\s/.test(character)) {
      if (word !== null) words.push(word)
      word = null
    } else word = `${word ?? ''}${character}`
  }
  if (quote !== '') return null
  return word === null ? words : [...words, word]
}
