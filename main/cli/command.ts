// What a command is: its words for the help, what it takes, and what it does.
import type { ParseArgsOptionsConfig } from 'node:util'
import type { Io } from './output.ts'

/** Flags as parsed: text, repeated text, or set. */
export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

export type Invocation = {
  readonly values: Values
  readonly positionals: readonly string[]
  /** What stands after `--`, untouched. */
  readonly rest: readonly string[]
  readonly io: Io
  readonly env: NodeJS.ProcessEnv
  /** Every command, for the one that writes completion scripts. */
  readonly commands: Commands
}

export type Commands = ReadonlyMap<
  string,
  { readonly summary: string; readonly load: () => Promise<Command> }
>

export type Command = {
  /** After the program's name, as in `assume TARGET [--profile NAME]`. */
  readonly usage: string
  readonly summary: string
  /** One line a person can run. */
  readonly example: string
  readonly options?: ParseArgsOptionsConfig
  /** How many words it takes besides flags. */
  readonly words: readonly [least: number, most: number]
  /** Takes a command line after `--`. */
  readonly takesRest?: boolean
  /** @returns the exit code */
  run(invocation: Invocation): Promise<number>
}

/** A flag's text, or undefined when it was not given. */
export const textOf = (values: Values, name: string): string | undefined => {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}
export const isSet = (values: Values, name: string): boolean => values[name] === true
