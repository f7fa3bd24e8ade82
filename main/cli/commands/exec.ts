// `switchyard exec`: runs a command as a target.
import type { Issued } from '../../../shared/agent-contract.ts'
import { parseDuration } from '../../../shared/duration.ts'
import { explain } from '../../../shared/explain.ts'
import { failed, ok, type Result } from '../../../shared/result.ts'
import { openEndpoint } from '../../delivery/endpoint.ts'
import { childEnvironment, environmentOf } from '../../delivery/environment.ts'
import { runCommand } from '../../delivery/run-command.ts'
import { type Command, isSet, textOf } from '../command.ts'
import { type GuardFlags, given, guardOptions, guardUsage, readGuardFlags } from '../guard-flags.ts'
import { type HouseConnection, withHouse } from '../house-connection.ts'

type Wanted = GuardFlags & { readonly target: string; readonly region?: string; readonly minSeconds?: number }

const issue = ({ client }: HouseConnection, wanted: Wanted): Promise<Result<Issued>> =>
  client.call.issue({ delivery: 'exec', ...wanted })

/** With an endpoint the child asks for keys itself, as often as it likes; the guards were settled by the first. */
const runWithEndpoint = async (
  connection: HouseConnection,
  wanted: Wanted,
  first: Issued,
  command: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Result<number>> => {
  const { mfaCode: _, ...again } = wanted
  let ready: Issued | null = first
  const endpoint = await openEndpoint(async () => {
    const given = ready
    ready = null
    if (given) return { ok: true, values: given }
    const issued = await issue(connection, again)
    return issued.ok ? { ok: true, values: issued.value } : { ok: false, said: explain(issued.failure).title }
  })
  const region = { AWS_REGION: first.region, AWS_DEFAULT_REGION: first.region }
  const ended = await runCommand(command, childEnvironment(env, { ...endpoint.variables, ...region }))
  endpoint.close()
  return ended
}

export const exec: Command = {
  usage: `exec TARGET [--endpoint] [--min 30m] [--region R] ${guardUsage} -- COMMAND...`,
  summary: 'Runs a command as the target; its exit code is passed on.',
  example: 'switchyard exec acme/acme-production -- aws sts get-caller-identity',
  options: {
    endpoint: { type: 'boolean' },
    min: { type: 'string' },
    region: { type: 'string' },
    ...guardOptions,
  },
  words: [1, 1],
  takesRest: true,
  run: ({ values, positionals, rest, io, env }) =>
    withHouse({ io, env }, async connection => {
      const flags = readGuardFlags(values)
      if (!flags.ok) return failed(flags.failure)
      const min = textOf(values, 'min')
      const minSeconds = min === undefined ? undefined : parseDuration(min)
      if (minSeconds === null)
        return failed({ kind: 'usage', message: `“${min}” is no length of time.`, command: 'exec' })
      const wanted: Wanted = {
        target: positionals[0] ?? '',
        ...given({ minSeconds, region: textOf(values, 'region') }),
        ...flags.value,
      }
      const issued = await issue(connection, wanted)
      if (!issued.ok) return issued
      for (const notice of issued.value.notices) io.say(notice)
      connection.keepGoing()
      const ended = isSet(values, 'endpoint')
        ? await runWithEndpoint(connection, wanted, issued.value, rest, env)
        : await runCommand(rest, childEnvironment(env, environmentOf(issued.value)))
      return ended.ok ? ok(ended.value) : ended
    }),
}
