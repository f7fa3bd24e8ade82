// Which profile a section header means, for every reader: the JS SDK, botocore with the CLI, and Go with Terraform.

export type AwsFile = 'config' | 'credentials'

/** Python's shlex.split, which botocore takes a header apart with; null where it would raise. */
const shellWords = (text: string): string[] | null => {
  const words: string[] = []
  let word: string | null = null
  let quote = ''
  for (let index = 0; index < text.length; index++) {
    const char = text[index] as string
    if (quote !== '' && char === quote) quote = ''
    else if (char === '\\' && quote !== "'") {
      const next = text[++index]
      if (next === undefined) return null
      word = (word ?? '') + (quote === '"' && next !== '"' && next !== '\\' ? char + next : next)
    } else if (quote !== '') word = (word ?? '') + char
    else if (char === '"' || char === "'") {
      quote = char
      word ??= ''
    } else if (/\s/.test(char)) {
      if (word !== null) words.push(word)
      word = null
    } else word = (word ?? '') + char
  }
  if (quote !== '') return null
  return word === null ? words : [...words, word]
}

/** `@smithy/core` submodules/config parseIni and getConfigData. */
const readByJavaScript = (line: string, file: AwsFile): string | null => {
  const cut = (line.split(/(^|\s)[;#]/)[0] ?? '').trim()
  if (!cut.startsWith('[') || !cut.endsWith(']')) return null
  const inner = cut.slice(1, -1)
  const parts = /^([\w-]+)\s(["'])?([\w\-@+.%:/]+)\2$/.exec(inner)
  const key = parts ? (parts[1] === 'profile' ? `profile.${parts[3]}` : null) : inner
  if (file === 'credentials' || key === 'default') return key
  return key?.startsWith('profile.') ? key.slice('profile.'.length) : null
}

/** botocore/configloader.py, build_profile_map; the credentials file's headers are the names. */
const readByPython = (line: string, file: AwsFile): string | null => {
  const inner = /^\[(.+)\]/.exec(line.trim())?.[1]
  if (inner === undefined) return null
  if (file === 'credentials' || inner === 'default') return inner
  if (!inner.startsWith('profile')) return null
  const words = shellWords(inner)
  return words?.length === 2 ? (words[1] as string) : null
}

/** aws-sdk-go-v2 internal/ini and config/shared_config.go: blanks are trimmed, quotes stay. */
const readByGo = (line: string, file: AwsFile): string | null => {
  const inner = /^\[([^\]]+)\]/.exec(line.trim())?.[1]?.trim()
  if (inner === undefined) return null
  if (file === 'credentials' || inner === 'default') return inner
  return /^profile[ \t]+(.+)$/.exec(inner)?.[1]?.trim() ?? null
}

/**
 * Every profile name that at least one reader finds in this header line. A writer that asked only one reader would
 * not see `[profile "acme"]`, `[profile   acme]` or `[profile.acme]` as the acme somebody already has.
 */
export const profileNamesOf = (headerLine: string, file: AwsFile): ReadonlySet<string> =>
  new Set(
    [readByJavaScript, readByPython, readByGo]
      .map(read => read(headerLine, file))
      .filter(name => name !== null),
  )
