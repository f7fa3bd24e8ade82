// `switchyard pin` and `unpin`: short names for targets, in the personal layer.
import { ok } from '../../../shared/result.ts'
import type { Command } from '../command.ts'
import { given } from '../guard-flags.ts'
import { withHouse } from '../house-connection.ts'

export const pin: Command = {
  usage: 'pin TARGET [NAME]',
  summary: 'Gives a target a short name: @NAME then stands for it everywhere.',
  example: 'switchyard pin acme/acme-production prod',
  words: [1, 2],
  run: ({ positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const pinned = await client.call.pin({
        target: positionals[0] ?? '',
        ...given({ name: positionals[1]?.replace(/^@/, '') }),
      })
      if (!pinned.ok) return pinned
      io.print(pinned.value, () => [`@${pinned.value.pin} is ${pinned.value.target}`])
      return ok(0)
    }),
}

export const unpin: Command = {
  usage: 'unpin NAME',
  summary: 'Takes a short name away.',
  example: 'switchyard unpin prod',
  words: [1, 1],
  run: ({ positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const name = (positionals[0] ?? '').replace(/^@/, '')
      const done = await client.call.unpin({ name })
      if (!done.ok) return done
      io.print({ unpinned: name }, () => [`@${name} is gone`])
      return ok(0)
    }),
}
