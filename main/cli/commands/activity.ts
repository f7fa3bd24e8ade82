// `switchyard activity`: the local record of what was done.

import { parseDuration } from '../../../shared/duration.ts'
import { failed, ok } from '../../../shared/result.ts'
import { type Command, isSet, textOf } from '../command.ts'
import { given } from '../guard-flags.ts'
import { withHouse } from '../house-connection.ts'
import { columns } from '../output.ts'

export const activity: Command = {
  usage: 'activity [--since T] [--verify]',
  summary:
    'Shows the record; T is a length of time (24h) or a moment (2026-11-21). --verify proves nothing was changed.',
  example: 'switchyard activity --since 24h',
  options: { since: { type: 'string' }, verify: { type: 'boolean' } },
  words: [0, 0],
  run: ({ values, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const said = textOf(values, 'since')
      if (said !== undefined && parseDuration(said) === null && Number.isNaN(Date.parse(said)))
        return failed({
          kind: 'usage',
          message: `“${said}” is neither a length of time nor a moment.`,
          command: 'activity',
        })
      const found = await client.call.activity({ verify: isSet(values, 'verify'), ...given({ since: said }) })
      if (!found.ok) return found
      const { rows, verified } = found.value
      io.print(rows, () =>
        columns(
          rows.map(row => [
            row.at,
            row.what,
            row.outcome,
            row.target ?? row.signIn ?? '',
            row.who,
            row.reason ?? '',
          ]),
        ),
      )
      if (!verified) return ok(0)
      // That all is well the exit code says as well; that it is not must be read.
      if (verified.ok) io.say(verified.sentence)
      else io.insist(verified.sentence)
      return ok(verified.ok ? 0 : 1)
    }),
}
