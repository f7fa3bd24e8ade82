// `switchyard assume`: starts or renews a session and writes its profile.
import { failed, ok } from '../../../shared/result.ts'
import { type Command, isSet, textOf } from '../command.ts'
import { given, guardOptions, guardUsage, readGuardFlags } from '../guard-flags.ts'
import { withHouse } from '../house-connection.ts'

export const assume: Command = {
  usage: `assume TARGET [--profile NAME] [--mode keys|process] [--region R] [--replace] ${guardUsage}`,
  summary: 'Takes a target: starts or renews its session and writes the profile.',
  example: 'switchyard assume acme/acme-production',
  options: {
    profile: { type: 'string' },
    mode: { type: 'string' },
    region: { type: 'string' },
    replace: { type: 'boolean' },
    ...guardOptions,
  },
  words: [1, 1],
  run: ({ values, positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const flags = readGuardFlags(values)
      if (!flags.ok) return failed(flags.failure)
      const mode = textOf(values, 'mode')
      if (mode !== undefined && mode !== 'keys' && mode !== 'process')
        return failed({ kind: 'usage', message: '--mode is keys or process.', command: 'assume' })
      const assumed = await client.call.assume({
        target: positionals[0] ?? '',
        replaceForeign: isSet(values, 'replace'),
        ...given({ mode, profile: textOf(values, 'profile'), region: textOf(values, 'region') }),
        ...flags.value,
      })
      if (!assumed.ok) return assumed
      const { target, profile, expiresAt, notices } = assumed.value
      for (const notice of notices) io.say(notice)
      io.print(assumed.value, () => [
        `${target} until ${expiresAt}`,
        `aws --profile ${profile} sts get-caller-identity`,
      ])
      return ok(0)
    }),
}
