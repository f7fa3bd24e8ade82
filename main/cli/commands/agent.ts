// `switchyard agent`: the resident agent for machines without a window.
import { resolvePaths } from '../../disk/paths.ts'
import type { Command } from '../command.ts'
import { runsAlready } from './open.ts'

export const agent: Command = {
  usage: 'agent',
  summary: 'Runs the resident agent without a window: it renews sessions and answers the AWS tools.',
  example: 'switchyard agent',
  words: [0, 0],
  async run({ io, env }) {
    const { agentRuns } = await import('../../agent/socket-server.ts')
    const sayWhoRuns = (): number => {
      io.say('A Switchyard runs for this home already; it is the agent.')
      return 0
    }
    if (await agentRuns(resolvePaths(env).socket)) return sayWhoRuns()
    const { runResident } = await import('../resident.ts')
    const ended = await runResident({ io, env, window: null })
    if (ended.ok) return ended.value
    // Begun at the same moment, as by two login scripts: the other one was first.
    return runsAlready(ended.failure) ? sayWhoRuns() : io.fail(ended.failure)
  },
}
