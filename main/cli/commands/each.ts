// `switchyard each`: runs a command once per target, and region, with that target's identity.
import type { Issued } from '../../../shared/agent-outputs.ts'
import type { FleetTarget } from '../../../shared/fleet.ts'
import { regionPattern } from '../../../shared/names.ts'
import { failed, ok, type Result } from '../../../shared/result.ts'
import { childEnvironment, environmentOf } from '../../delivery/environment.ts'
import { runPiped } from '../../delivery/run-piped.ts'
import { runEach } from '../../fleet/each.ts'
import { type Command, textOf } from '../command.ts'
import { createEachOutput, nameOf } from '../each-output.ts'
import { endLine, readLimit } from '../fleet-words.ts'
import { given, guardOptions, guardUsage, readGuardFlags } from '../guard-flags.ts'
import { withHouse } from '../house-connection.ts'

const readRegions = (typed: string | undefined): Result<readonly string[]> => {
  const regions = [...new Set((typed ?? '').split(',').filter(Boolean))]
  const wrong = regions.find(region => !regionPattern.test(region))
  return wrong === undefined
    ? ok(regions)
    : failed({ kind: 'usage', message: `“${wrong}” is not the name of an AWS region.` })
}

/** The account keys that were typed as confirmation, each good for its own account. */
const confirmFor = (target: FleetTarget, typed: string | undefined): string | undefined => {
  const names = typed?.split(',') ?? []
  return names.includes(target.account) ? target.account : undefined
}

export const each: Command = {
  usage: `each SELECTOR [--limit N] [--regions R,R] ${guardUsage} -- COMMAND...`,
  summary: 'Runs a command once per target that fits, and per region; all are tried. Exit 1 when any failed.',
  example: 'switchyard each environment=staging -- aws sts get-caller-identity',
  options: { limit: { type: 'string' }, regions: { type: 'string' }, ...guardOptions },
  words: [1, 20],
  takesRest: true,
  run: ({ values, positionals, rest, io, env }) =>
    withHouse({ io, env }, async ({ client, onInterrupt }) => {
      const limit = readLimit(values)
      if (!limit.ok) return limit
      const regions = readRegions(textOf(values, 'regions'))
      if (!regions.ok) return regions
      const flags = readGuardFlags(values)
      if (!flags.ok) return failed(flags.failure)
      const chosen = await client.call.choose({ selector: positionals.join(' ') })
      if (!chosen.ok) return chosen
      const { targets, notices } = chosen.value
      for (const notice of notices) io.say(notice)

      const control = new AbortController()
      const abort = (): void => control.abort()
      const { confirm, ...answers } = flags.value
      const names = targets.flatMap(at =>
        regions.value.length === 0
          ? [nameOf({ at, region: null })]
          : regions.value.map(region => nameOf({ at, region })),
      )
      const output = createEachOutput(io, Math.max(0, ...names.map(name => name.length)))
      const working = runEach<Issued>(targets, {
        regions: regions.value,
        limit: limit.value,
        signal: control.signal,
        now: Date.now,
        lend: target =>
          client.call.issue({
            target: target.target,
            delivery: 'each',
            ...answers,
            ...given({ confirm: confirmFor(target, confirm) }),
          }),
        async run(lent, piece) {
          const taken = output.begin(piece)
          const region = piece.region ?? lent.region
          const variables = { ...environmentOf({ ...lent, region }), SWITCHYARD_TARGET: lent.target }
          const code = await runPiped(rest, {
            env: childEnvironment(env, variables),
            onText: taken.take,
            signal: control.signal,
          })
          return { code, ...taken.kept() }
        },
        onRow: output.row,
      })
      const ending = working.then(({ of, done, failed: bad }): number => {
        if (control.signal.aborted) {
          io.insist(endLine(done, bad, of))
          return 130
        }
        if (!io.json) io.say(endLine(done, bad, of))
        return bad > 0 ? 1 : 0
      })
      onInterrupt(() => {
        abort()
        return ending
      })
      return ok(await ending)
    }),
}
