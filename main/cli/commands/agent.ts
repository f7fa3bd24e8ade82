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
    const { findAgent } = await import('../../agent/running-agent.ts')
    const paths = resolvePaths(env)
    const sayWhoRuns = (socket: string): number => {
      const elsewhere = socket === paths.socket ? '' : `, and listens on ${socket}, not on ${paths.socket}`
      io.say(`A Switchyard runs for this home already; it is the agent${elsewhere}.`)
      return 0
    }
    const running = await findAgent(paths)
    if (running !== null) return sayWhoRuns(running)
    const { runResident } = await import('../resident.ts')
    const ended = await runResident({ io, env, window: null })
    if (ended.ok) return ended.value
    // Begun at the same moment, as by two login scripts: the other one was first.
    return runsAlready(ended.failure) ? sayWhoRuns(ended.failure.name) : io.fail(ended.failure)
  },
}
