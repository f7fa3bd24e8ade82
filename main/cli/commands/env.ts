// `switchyard env`: prints a target's environment, to evaluate in a shell.
import { failed, ok } from '../../../shared/result.ts'
import { type Shell, shells } from '../../../shared/settings.ts'
import { environmentOf, printEnvironment } from '../../delivery/environment.ts'
import { type Command, textOf } from '../command.ts'
import { given, guardOptions, guardUsage, readGuardFlags } from '../guard-flags.ts'
import { withHouse } from '../house-connection.ts'

const isShell = (text: string): text is Shell => (shells as readonly string[]).includes(text)

export const env: Command = {
  usage: `env TARGET [--shell ${shells.join('|')}] [--region R] ${guardUsage}`,
  summary: 'Prints what to evaluate so that this shell is the target.',
  example: 'eval "$(switchyard env acme/acme-production)"',
  options: { shell: { type: 'string' }, region: { type: 'string' }, ...guardOptions },
  words: [1, 1],
  run: ({ values, positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const flags = readGuardFlags(values)
      if (!flags.ok) return failed(flags.failure)
      const shell = textOf(values, 'shell') ?? 'posix'
      if (!isShell(shell))
        return failed({ kind: 'usage', message: `--shell is one of ${shells.join(', ')}.`, command: 'env' })
      const issued = await client.call.issue({
        target: positionals[0] ?? '',
        delivery: 'environment',
        ...given({ region: textOf(values, 'region') }),
        ...flags.value,
      })
      if (!issued.ok) return issued
      for (const notice of issued.value.notices) io.say(notice)
      if (io.json) io.print(environmentOf(issued.value), () => [])
      else io.out(printEnvironment(issued.value, shell))
      return ok(0)
    }),
}
