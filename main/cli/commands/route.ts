// `switchyard route`: the route to a target, before traveling it.
import { explainCause } from '../../../shared/explain-cause.ts'
import { failed, ok } from '../../../shared/result.ts'
import type { RouteView } from '../../../shared/route.ts'
import { type Command, isSet } from '../command.ts'
import { given, guardOptions, readGuardFlags } from '../guard-flags.ts'
import { withHouse } from '../house-connection.ts'

const minutes = (seconds: number): string =>
  seconds % 3600 === 0 ? `${seconds / 3600} h` : `${Math.round(seconds / 60)} min`

const caps = {
  chained: ', the limit of a chain',
  role: ', the role’s limit',
  environment: ', the environment’s limit',
} as const

const lines = (route: RouteView): readonly string[] => [
  `${route.signIn}`,
  ...route.hops.flatMap(hop => [
    `${'  '.repeat(hop.step - 1)}└─ ${hop.arn}  ${minutes(hop.seconds)}${hop.cap ? caps[hop.cap] : ''}${hop.mfa ? ', MFA code' : ''}${hop.externalId ? ', external id' : ''}`,
    ...(hop.causes ?? []).map(
      ({ cause, certain, why }) =>
        `${'  '.repeat(hop.step)}  ${certain ? '=' : '?'} ${explainCause(cause)}: ${why}`,
    ),
  ]),
  '',
  route.sentence,
]

export const route: Command = {
  usage: 'route TARGET [--probe] [--duration 1h]',
  summary: 'Shows how a target is reached; --probe tries each hop and explains a refusal.',
  example: 'switchyard route acme/acme-production --probe',
  options: { probe: { type: 'boolean' }, duration: guardOptions.duration },
  words: [1, 1],
  run: ({ values, positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const flags = readGuardFlags(values)
      if (!flags.ok) return failed(flags.failure)
      const found = await client.call.route({
        target: positionals[0] ?? '',
        probe: isSet(values, 'probe'),
        ...given({ seconds: flags.value.seconds }),
      })
      if (!found.ok) return found
      io.print(found.value, () => lines(found.value))
      return ok(found.value.hops.some(hop => (hop.causes?.length ?? 0) > 0) ? 5 : 0)
    }),
}
