// `switchyard stop`: ends sessions and takes their profile blocks away.
import { failed, ok } from '../../../shared/result.ts'
import { type Command, isSet } from '../command.ts'
import { given } from '../guard-flags.ts'
import { withHouse } from '../house-connection.ts'

export const stop: Command = {
  usage: 'stop TARGET | --all',
  summary: 'Ends a session, or all of them; the AWS files are as they were before.',
  example: 'switchyard stop --all',
  options: { all: { type: 'boolean' } },
  words: [0, 1],
  run: ({ values, positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const all = isSet(values, 'all')
      if (all === (positionals.length === 1))
        return failed({ kind: 'usage', message: 'Name one target, or --all.', command: 'stop' })
      const stopped = await client.call.stop({ all, ...given({ target: positionals[0] }) })
      if (!stopped.ok) return stopped
      const names = stopped.value.stopped
      io.print(stopped.value, () => names.map(target => `${target} ended`))
      if (names.length === 0 && !io.json) io.say('Nothing to stop.')
      return ok(0)
    }),
}
