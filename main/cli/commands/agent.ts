// `switchyard agent`: the resident agent for machines without a window.
import { resolvePaths } from '../../disk/paths.ts'
import type { Command } from '../command.ts'

export const agent: Command = {
  usage: 'agent',
  summary: 'Runs the resident agent without a window: it renews sessions and answers the AWS tools.',
  example: 'switchyard agent',
  words: [0, 0],
  async run({ io, env }) {
    const { agentRuns } = await import('../../agent/socket-server.ts')
    if (await agentRuns(resolvePaths(env).socket)) {
      io.say('A Switchyard runs for this home already; it is the agent.')
      return 0
    }
    const { runResident } = await import('../resident.ts')
    const ended = await runResident({ io, env, window: null })
    return ended.ok ? ended.value : io.fail(ended.failure)
  },
}
