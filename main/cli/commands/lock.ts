// `switchyard lock` and `unlock`: nothing new can start while the vault is locked.
import { ok } from '../../../shared/result.ts'
import type { Command } from '../command.ts'
import { withHouse } from '../house-connection.ts'

export const lock: Command = {
  usage: 'lock',
  summary: 'Locks the vault: every command then ends with 9 until it is unlocked.',
  example: 'switchyard lock',
  words: [0, 0],
  run: ({ io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const done = await client.call.lock({})
      if (!done.ok) return done
      io.print({ locked: true }, () => ['Locked. Live profiles stay until they end.'])
      return ok(0)
    }),
}

export const unlock: Command = {
  usage: 'unlock',
  summary: 'Unlocks the vault.',
  example: 'switchyard unlock',
  words: [0, 0],
  run: ({ io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const done = await client.call.unlock({})
      if (!done.ok) return done
      io.print({ locked: false }, () => ['Unlocked.'])
      return ok(0)
    }),
}
