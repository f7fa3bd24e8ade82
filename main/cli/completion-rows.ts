// What can follow each command, read off the commands themselves, so that completion never lags behind them.
import { everywhere } from './arguments.ts'
import type { Commands } from './command.ts'

/** What a command's own words name; `files` leaves it to the shell. */
export type WordKind = 'targets' | 'sign-ins' | 'catalogs' | 'selectors' | 'files' | 'none'
export type CompletionRow = {
  /** One word, or two as in `keys add`. */
  readonly name: string
  readonly summary: string
  /** Such as `--json`. */
  readonly flags: readonly string[]
  readonly kind: WordKind
  /** The words the command knows by heart, such as the shells. */
  readonly words: readonly string[]
}

/** The first word after a command's name, as its usage writes it. */
const firstWord = (name: string, usage: string): string =>
  usage.slice(name.length).trim().split(/\s+/)[0]?.replace(/^\[/, '').replace(/\]$/, '') ?? ''

const kindOf = (name: string, word: string): WordKind => {
  if (/^TARGET\b/.test(word)) return 'targets'
  if (word === 'SELECTOR') return 'selectors'
  if (/^SIGNIN\b/.test(word)) return 'sign-ins'
  if (word === 'NAME' && name.startsWith('catalog ')) return 'catalogs'
  return word === 'FILE' || word === 'SOURCE' ? 'files' : 'none'
}

/** Loads every command: only for writing a completion script. */
export const completionRows = (commands: Commands): Promise<readonly CompletionRow[]> =>
  Promise.all(
    [...commands].map(async ([name, { summary, load }]) => {
      const { usage, options } = await load()
      const word = firstWord(name, usage)
      return {
        name,
        summary,
        flags: [...Object.keys(options ?? {}), ...Object.keys(everywhere)].map(flag => `--${flag}`),
        kind: kindOf(name, word),
        words: /^[a-z-]+(\|[a-z-]+)+$/.test(word) ? word.split('|') : [],
      }
    }),
  )
