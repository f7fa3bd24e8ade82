// Reads the words of a command line: which command, its flags, its words; pure.
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import type { FailureOf } from '../../shared/failure.ts'
import type { Command, Values } from './command.ts'

/** Flags every command knows. */
export const everywhere = {
  json: { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  'no-color': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig

export type Globals = {
  readonly json: boolean
  readonly quiet: boolean
  readonly noColor: boolean
  readonly help: boolean
  readonly version: boolean
}

/** The command's name (one word, or two as in `keys add`) and what follows it; null when there is none. */
export const splitCommandName = (
  argv: readonly string[],
  names: ReadonlySet<string>,
): { name: string | null; after: readonly string[] } => {
  // Global flags may stand before the command.
  const first = argv.findIndex(word => !word.startsWith('-'))
  if (first < 0 || (argv.indexOf('--') >= 0 && argv.indexOf('--') < first)) return { name: null, after: argv }
  const before = argv.slice(0, first)
  const [one = '', two = ''] = argv.slice(first)
  const pair = `${one} ${two}`
  if (names.has(pair)) return { name: pair, after: [...before, ...argv.slice(first + 2)] }
  return { name: one, after: [...before, ...argv.slice(first + 1)] }
}

export type Parsed = {
  readonly globals: Globals
  readonly values: Values
  readonly positionals: readonly string[]
  readonly rest: readonly string[]
}

const isTrue = (value: unknown): boolean => value === true

/** The global flags alone, read leniently: they shape how even a usage failure is said. */
export const readGlobals = (argv: readonly string[]): Globals => {
  const own = argv.slice(0, argv.indexOf('--') < 0 ? undefined : argv.indexOf('--'))
  return {
    json: own.includes('--json'),
    quiet: own.includes('--quiet') || own.includes('-q'),
    noColor: own.includes('--no-color'),
    help: own.includes('--help') || own.includes('-h'),
    version: own.includes('--version'),
  }
}

const complaint = (error: unknown): string =>
  error instanceof Error ? (error.message.split(/\. |\n/)[0] ?? '') : String(error)

/** Parses what follows a command's name, or says what is wrong with it. */
export const parseWords = (
  command: Command,
  name: string,
  after: readonly string[],
): Parsed | FailureOf<'usage'> => {
  const split = after.indexOf('--')
  const words = split < 0 ? after : after.slice(0, split)
  const rest = split < 0 ? [] : after.slice(split + 1)
  const wrong = (message: string): FailureOf<'usage'> => ({ kind: 'usage', message, command: name })
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { ...everywhere, ...command.options },
      allowPositionals: true,
      strict: true,
    })
    const globals = readGlobals(words)
    if (globals.help || globals.version) return { globals, values, positionals, rest }
    const [least, most] = command.words
    if (positionals.length < least) return wrong(`It takes more: switchyard ${command.usage}`)
    if (positionals.length > most)
      return wrong(`“${positionals[most]}” is one word too many: switchyard ${command.usage}`)
    if (command.takesRest && !rest[0])
      return wrong(`Name the command to run after “--”: switchyard ${command.usage}`)
    if (!command.takesRest && rest.length > 0)
      return wrong(`It takes nothing after “--”: switchyard ${command.usage}`)
    const json = isTrue(values.json)
    return { globals: { ...globals, json }, values, positionals, rest }
  } catch (error) {
    return wrong(complaint(error))
  }
}
