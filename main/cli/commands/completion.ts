// `switchyard completion`: the script that lets a shell complete commands, flags and names.
import { type NameKind, nameKinds } from '../../catalog/known-names.ts'
import { type Command, textOf } from '../command.ts'
import { completionRows } from '../completion-rows.ts'
import { type CompletionShell, completionScript, completionShells } from '../completion-scripts.ts'
import { knownNames } from '../known-names.ts'

const isShell = (text: string): text is CompletionShell =>
  (completionShells as readonly string[]).includes(text)
const isKind = (text: string): text is NameKind => (nameKinds as readonly string[]).includes(text)

export const completion: Command = {
  usage: `completion ${completionShells.join('|')} [--names ${nameKinds.join('|')}]`,
  summary: 'Prints a shell’s completion script; --names prints the names it offers, for the script itself.',
  example: 'source <(switchyard completion bash)',
  options: { names: { type: 'string' } },
  words: [1, 1],
  async run({ values, positionals, io, env, commands }) {
    const wrong = (message: string): number => io.fail({ kind: 'usage', message, command: 'completion' })
    const shell = positionals[0] ?? ''
    if (!isShell(shell)) return wrong(`The shells are ${completionShells.join(', ')}.`)
    const kind = textOf(values, 'names')
    if (kind === undefined) {
      const script = completionScript(shell, await completionRows(commands))
      if (io.json) io.print({ shell, script }, () => [])
      else io.out(script)
      return 0
    }
    if (!isKind(kind)) return wrong(`--names is one of ${nameKinds.join(', ')}.`)
    const names = await knownNames(kind, env)
    io.print(names, () => names)
    return 0
  },
}
