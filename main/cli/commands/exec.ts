// `switchyard exec`: runs a command as a target.
import { parseDuration } from '../../../shared/duration.ts'
import { failed } from '../../../shared/result.ts'
import { type Command, isSet, textOf } from '../command.ts'

import { given, guardOptions, guardUsage, readGuardFlags } from '../guard-flags.ts'
import { withHouse } from '../house-connection.ts'
import { issue, runWithEndpoint, runWithKeys, type Wanted } from '../run-as-target.ts'

export const exec: Command = {
  usage: `exec TARGET [--endpoint] [--min 30m] [--region R] ${guardUsage} -- COMMAND...`,
  summary: 'Runs a command as the target; its exit code is passed on.',
  example: 'switchyard exec acme/acme-production -- aws sts get-caller-identity',
  options: {
    endpoint: { type: 'boolean' },
    min: { type: 'string' },
    region: { type: 'string' },
    ...guardOptions,
  },
  words: [1, 1],
  takesRest: true,
  run: ({ values, positionals, rest, io, env }) =>
    withHouse({ io, env }, async connection => {
      const flags = readGuardFlags(values)
      if (!flags.ok) return failed(flags.failure)
      const min = textOf(values, 'min')
      const minSeconds = min === undefined ? undefined : parseDuration(min)
      if (minSeconds === null)
        return failed({ kind: 'usage', message: `“${min}” is no length of time.`, command: 'exec' })
      const wanted: Wanted = {
        target: positionals[0] ?? '',
        delivery: 'exec',
        ...given({ minSeconds, region: textOf(values, 'region') }),
        ...flags.value,
      }
      const issued = await issue(connection, wanted)
      if (!issued.ok) return issued
      for (const notice of issued.value.notices) io.say(notice)
      connection.keepGoing()
      const program = { command: rest, env }
      return isSet(values, 'endpoint')
        ? runWithEndpoint(connection, wanted, issued.value, program)
        : runWithKeys(issued.value, program)
    }),
}
