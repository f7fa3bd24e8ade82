// `switchyard profiles`, `profiles undo`, `profiles clean`: the blocks of ours in the AWS files.
import { failed, ok } from '../../../shared/result.ts'
import type { Command } from '../command.ts'
import { withHouse } from '../house-connection.ts'
import { columns } from '../output.ts'

export const profiles: Command = {
  usage: 'profiles',
  summary: 'Lists the profiles that are ours.',
  example: 'switchyard profiles',
  words: [0, 0],
  run: ({ io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const found = await client.call.profiles({})
      if (!found.ok) return found
      io.print(found.value, () =>
        columns(
          found.value.map(row => [
            row.profile,
            row.mode,
            row.target ?? '',
            row.region ?? '',
            row.expiresAt ? `until ${row.expiresAt}` : '',
          ]),
        ),
      )
      if (found.value.length === 0 && !io.json) io.say('No profile is ours.')
      return ok(0)
    }),
}

export const profilesUndo: Command = {
  usage: 'profiles undo [N]',
  summary: 'Brings an earlier state of the AWS files back; N steps, at most 20.',
  example: 'switchyard profiles undo',
  words: [0, 1],
  run: ({ positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const steps = Number(positionals[0] ?? '1')
      if (!Number.isInteger(steps) || steps < 1 || steps > 20)
        return failed({ kind: 'usage', message: 'N counts steps, from 1 to 20.', command: 'profiles undo' })
      const undone = await client.call.profilesUndo({ steps })
      if (!undone.ok) return undone
      for (const notice of undone.value.notices) io.say(notice)
      io.print(undone.value, () => undone.value.restored.map(path => `${path} is back`))
      if (undone.value.restored.length === 0 && !io.json)
        io.say('The AWS files are as they were then already.')
      return ok(0)
    }),
}

export const profilesClean: Command = {
  usage: 'profiles clean',
  summary: 'Removes profiles of ours whose session has ended.',
  example: 'switchyard profiles clean',
  words: [0, 0],
  run: ({ io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const cleaned = await client.call.profilesClean({})
      if (!cleaned.ok) return cleaned
      io.print(cleaned.value, () => cleaned.value.removed.map(name => `${name} removed`))
      if (cleaned.value.removed.length === 0 && !io.json) io.say('Nothing to clean.')
      return ok(0)
    }),
}
