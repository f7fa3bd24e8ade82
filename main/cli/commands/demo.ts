// `switchyard demo`: the app in a demo AWS on loopback, with a home and AWS files of its own.
import { shellWord } from '../../../shared/shell-word.ts'
import { createClock } from '../../clock.ts'
import { isOrganizationName, knownOrganizations } from '../../demo/organizations-known.ts'
import { startDemo } from '../../demo/start-demo.ts'
import { type Command, textOf } from '../command.ts'
import { exampleCatalog } from '../installation.ts'
import { readWindowFlags, windowOptions } from './open.ts'

export const demo: Command = {
  usage: 'demo [--organization NAME] [--browser] [--port N] [--no-open]',
  summary: 'Opens the app in a demo AWS; your own accounts and files are neither read nor written.',
  example: 'switchyard demo --organization sso-landing-zone',
  options: { organization: { type: 'string' }, ...windowOptions },
  words: [0, 0],
  async run({ values, io, env }) {
    const flags = readWindowFlags(values)
    if (!flags.ok) return io.fail(flags.failure)
    const organization = textOf(values, 'organization') ?? 'ops-hub'
    if (!isOrganizationName(organization)) {
      return io.fail({
        kind: 'unknown-name',
        what: 'organization',
        name: organization,
        nearest: Object.keys(knownOrganizations),
      })
    }
    const clock = createClock()
    const started = await startDemo({ organization, clock })
    if (!started.ok) return io.fail(started.failure)
    const { environment, pointer, demo: world, close } = started.value
    // This very process moves into the demo: the SDK's own readers of profiles look at its environment, and would
    // find the person's files and the real AWS there.
    for (const name of environment.unset) delete env[name]
    Object.assign(env, environment.set)
    const cli = shellWord(process.argv[1] ?? 'out/cli.cjs')
    const { runResident } = await import('../resident.ts')
    const ended = await runResident({
      io,
      env,
      window: flags.value,
      clock,
      demo: { organization, phoneUrl: `${world.url}/phone` },
      catalog: exampleCatalog(organization),
      hints: [
        `A second terminal joins this demo with: eval "$(node ${cli} demo env)"`,
        `Its people: node ${cli} demo users. Everything is gone when this ends (${pointer.home}).`,
      ],
    })
    await close()
    return ended.ok ? ended.value : io.fail(ended.failure)
  },
}
