// `switchyard ls`: the targets a person can take.
import { ok } from '../../../shared/result.ts'
import type { TargetRow } from '../../../shared/target-row.ts'
import { type Command, isSet, textOf } from '../command.ts'
import { given } from '../guard-flags.ts'
import { withHouse } from '../house-connection.ts'
import { columns } from '../output.ts'

const line = (row: TargetRow): readonly string[] => [
  row.session ? '●' : row.breakGlass ? '!' : ' ',
  row.target,
  row.account.id,
  row.account.environment ?? '',
  row.mfa ? 'MFA' : '',
  row.granted === false ? 'not granted' : '',
  row.pinned ? `@${row.pinned}` : '',
]

export const ls: Command = {
  usage: 'ls [QUERY] [--all] [--refresh] [--catalog C] [--environment E] [--signin S] [--active] [--pins]',
  summary: 'Lists the targets you can take, best match first.',
  example: 'switchyard ls acme prod',
  options: {
    all: { type: 'boolean' },
    refresh: { type: 'boolean' },
    catalog: { type: 'string' },
    environment: { type: 'string' },
    signin: { type: 'string' },
    active: { type: 'boolean' },
    pins: { type: 'boolean' },
  },
  words: [0, 20],
  run: ({ values, positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const found = await client.call.ls({
        query: positionals.join(' '),
        all: isSet(values, 'all'),
        refresh: isSet(values, 'refresh'),
        active: isSet(values, 'active'),
        pins: isSet(values, 'pins'),
        ...given({
          catalog: textOf(values, 'catalog'),
          environment: textOf(values, 'environment'),
          signIn: textOf(values, 'signin'),
        }),
      })
      if (!found.ok) return found
      for (const notice of found.value.notices) io.say(notice)
      io.print(found.value.rows, () => columns(found.value.rows.map(line)))
      if (found.value.rows.length === 0 && !io.json)
        io.say(
          'No targets match. Try --all, sign in to a portal (switchyard sign-in NAME), or add a catalog (switchyard catalog add FILE).',
        )
      return ok(0)
    }),
}
