// Runs a program as a target: with fixed keys, or with an endpoint that gives fresh ones for as long as it runs.
import type { Issued } from '../../shared/agent-outputs.ts'
import { explain } from '../../shared/explain.ts'
import type { Result } from '../../shared/result.ts'
import { openEndpoint } from '../delivery/endpoint.ts'
import { childEnvironment, environmentOf } from '../delivery/environment.ts'
import { runCommand } from '../delivery/run-command.ts'
import type { GuardFlags } from './guard-flags.ts'
import type { HouseConnection } from './house-connection.ts'

export type Wanted = GuardFlags & {
  readonly target: string
  readonly delivery: 'exec' | 'terminal'
  readonly region?: string
  readonly minSeconds?: number
}

export type Program = {
  readonly command: readonly string[]
  readonly env: NodeJS.ProcessEnv
  /** Added to the child's environment. */
  readonly variables?: Readonly<Record<string, string>>
}

export const issue = ({ client }: HouseConnection, wanted: Wanted): Promise<Result<Issued>> =>
  client.call.issue(wanted)

/** @returns the program's own exit code */
export const runWithKeys = (first: Issued, { command, env, variables }: Program): Promise<Result<number>> =>
  runCommand(command, childEnvironment(env, { ...environmentOf(first), ...variables }))

/** The child asks for keys itself, as often as it likes; the guards were settled by the first. */
export const runWithEndpoint = async (
  connection: HouseConnection,
  wanted: Wanted,
  first: Issued,
  { command, env, variables }: Program,
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
  const ended = await runCommand(
    command,
    childEnvironment(env, { ...endpoint.variables, ...region, ...variables }),
  )
  endpoint.close()
  return ended
}
