// `switchyard end-everything`: nothing of ours stays usable here, and what AWS alone can end is named.
import { exitCodes } from '../../../shared/exit-code.ts'
import { ok } from '../../../shared/result.ts'
import type { Command } from '../command.ts'
import { withHouse } from '../house-connection.ts'
import { columns } from '../output.ts'

export const endEverything: Command = {
  usage: 'end-everything',
  summary:
    'Ends all sessions, removes their profiles, signs out everywhere, and says what AWS alone can end.',
  example: 'switchyard end-everything',
  words: [0, 0],
  run: ({ io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const ended = await client.call.endEverything({})
      if (!ended.ok) return ended
      const { stopped, signedOut, troubles, remaining, policy } = ended.value
      io.print(ended.value, () => [
        ...stopped.map(target => `${target} stopped`),
        ...signedOut.map(signIn => `${signIn} signed out`),
        ...(stopped.length + signedOut.length + troubles.length === 0 ? ['Nothing was open.'] : []),
        ...(policy === null
          ? []
          : [
              '',
              'AWS takes no credentials back. A copy of these would work until their end:',
              ...columns(remaining.map(({ arn, expiresAt }) => [`  ${arn}`, expiresAt])),
              '',
              'This policy ends them at once:',
              ...[...new Set(remaining.map(({ attachTo }) => attachTo))].map(place => `  ${place}`),
              policy,
            ]),
      ])
      for (const sentence of troubles) io.insist(`switchyard: ${sentence}`)
      if (troubles.length === 0) return ok(0)
      const state = await client.call.status({})
      return ok(state.ok && state.value.locked ? exitCodes['vault-locked'] : 1)
    }),
}
