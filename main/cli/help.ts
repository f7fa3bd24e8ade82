// The help: one line per command, and for each command its usage, flags and one example.
import type { Command } from './command.ts'
import { commandTable } from './commands/table.ts'

const rows = (pairs: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...pairs.map(([left]) => left.length))
  return pairs.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd()).join('\n')
}

const globals: readonly (readonly [string, string])[] = [
  ['--json', 'one JSON document on stdout, nothing else there'],
  ['--quiet', 'no sentences on stderr'],
  ['--no-color', 'plain text (also NO_COLOR)'],
  ['--help', 'this help'],
  ['--version', 'the version'],
]

export const generalHelp = (): string =>
  [
    'switchyard: any role in any AWS account, safely, at once, leaving nothing behind.',
    '',
    'Usage: switchyard [COMMAND] [WORDS] [FLAGS]      without a command: open the window',
    '',
    rows([...commandTable].map(([name, { summary }]) => [name, summary])),
    '',
    'TARGET is account/Role, catalog:account/Role, an account with one role, or a pin as @name.',
    '',
    rows(globals),
    '',
    'More on one command: switchyard COMMAND --help',
    '',
  ].join('\n')

/** For a first word that needs a second, such as `catalog`. */
export const groupHelp = (names: readonly string[]): string =>
  [
    rows(names.map(name => [`switchyard ${name}`, commandTable.get(name)?.summary ?? ''])),
    '',
    `Example: switchyard ${names[0]} --help`,
    '',
  ].join('\n')

export const commandHelp = (command: Command): string =>
  [
    command.summary,
    '',
    `Usage: switchyard ${command.usage}`,
    '',
    `Example: ${command.example}`,
    '',
    rows(globals),
    '',
  ].join('\n')
