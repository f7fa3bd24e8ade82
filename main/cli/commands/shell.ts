// `switchyard shell`: a subshell that is the target, and says so in its prompt.
import { join } from 'node:path'
import type { Failure } from '../../../shared/failure.ts'
import { failed } from '../../../shared/result.ts'
import { marker, planShell, writeShellFiles } from '../../delivery/shell.ts'
import { resolvePaths } from '../../disk/paths.ts'
import { type Command, type Invocation, isSet, textOf } from '../command.ts'
import { given, guardOptions, guardUsage, readGuardFlags } from '../guard-flags.ts'
import { withHouse } from '../house-connection.ts'
import { issue, runWithEndpoint, runWithKeys, type Wanted } from '../run-as-target.ts'
import { askLine, hasTerminal } from '../terminal.ts'

/** One identity per shell: in a shell within a shell nobody knows who leaves when `exit` is typed. */
const isSame = (target: string, inside: string): boolean => {
  const short = marker(inside)
  return [inside, short, short.slice(0, short.indexOf('/'))].includes(target)
}

const openShell = ({ values, positionals, io, env }: Invocation): Promise<number> =>
  withHouse({ io, env }, async connection => {
    const flags = readGuardFlags(values)
    if (!flags.ok) return failed(flags.failure)
    const wanted: Wanted = {
      target: positionals[0] ?? '',
      delivery: 'terminal',
      ...given({ region: textOf(values, 'region') }),
      ...flags.value,
    }
    const issued = await issue(connection, wanted)
    if (!issued.ok) return issued
    const { target, color, expiresAt, notices } = issued.value
    for (const notice of notices) io.say(notice)
    const folder = join(resolvePaths(env).home, 'shell')
    const start = planShell(target, color, { env, platform: process.platform, folder })
    const written = await writeShellFiles(start, folder)
    if (!written.ok) return written
    const until = isSet(values, 'endpoint') ? '' : ` until ${expiresAt}`
    if (hasTerminal()) io.say(`You are ${target}${until}. Leave with exit.`)
    connection.keepGoing()
    const program = { command: start.command, variables: start.variables, env }
    return isSet(values, 'endpoint')
      ? runWithEndpoint(connection, wanted, issued.value, program)
      : runWithKeys(issued.value, program)
  })

export const shell: Command = {
  usage: `shell TARGET [--endpoint] [--region R] [--hold] ${guardUsage}`,
  summary: 'Opens a subshell that is the target, with a marked prompt; --endpoint keeps its keys fresh.',
  example: 'switchyard shell acme/acme-production',
  options: {
    endpoint: { type: 'boolean' },
    region: { type: 'string' },
    // For a terminal window of its own: without it the window would close over what it has to say.
    hold: { type: 'boolean' },
    ...guardOptions,
  },
  words: [1, 1],
  async run(invocation) {
    const { values, positionals, io, env } = invocation
    const inside = env.SWITCHYARD_TARGET
    if (inside) {
      if (isSame(positionals[0] ?? '', inside)) {
        io.say(`This shell is ${inside} already.`)
        return 0
      }
      return io.fail({
        kind: 'bad-input',
        path: '',
        message: `This shell is ${inside} already; leave it first (exit).`,
      })
    }
    let failure: Failure | null = null
    const code = await openShell({
      ...invocation,
      io: {
        ...io,
        fail(said) {
          failure = said
          return io.fail(said)
        },
      },
    })
    if (failure !== null && isSet(values, 'hold') && hasTerminal())
      await askLine('Press Enter to close this window. ')
    return code
  },
}
