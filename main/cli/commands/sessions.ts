// `switchyard sessions`: what is live, and when it ends.
import { ok } from '../../../shared/result.ts'
import type { Command } from '../command.ts'
import { withHouse } from '../house-connection.ts'
import { columns } from '../output.ts'

export const sessions: Command = {
  usage: 'sessions',
  summary: 'Lists the live sessions.',
  example: 'switchyard sessions --json',
  words: [0, 0],
  run: ({ io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const live = await client.call.sessions({})
      if (!live.ok) return live
      const rows = live.value.map(({ target, profile, mode, startedAt, expiresAt, renews, accessKeyId }) => ({
        target,
        profile,
        mode,
        startedAt,
        expiresAt,
        renews,
        accessKeyId,
      }))
      io.print(rows, () =>
        columns(
          rows.map(row => [
            row.target,
            row.profile ?? '-',
            row.mode ?? '-',
            `until ${row.expiresAt}`,
            row.renews ? 'renews' : 'ends then',
          ]),
        ),
      )
      if (rows.length === 0 && !io.json) io.say('No sessions.')
      return ok(0)
    }),
}
