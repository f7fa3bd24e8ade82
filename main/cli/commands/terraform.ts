// `switchyard terraform`: HCL for a provider and its backend, and the profiles that it names.
import { failed, ok } from '../../../shared/result.ts'
import { type Command, textOf } from '../command.ts'
import { given, guardOptions, guardUsage, readGuardFlags } from '../guard-flags.ts'
import { withHouse } from '../house-connection.ts'

export const terraform: Command = {
  usage: `terraform TARGET [--backend TARGET] [--component NAME] [--region R] ${guardUsage}`,
  summary: 'Prints HCL for a provider and an S3 backend, and writes the profiles that it names.',
  example: 'switchyard terraform prod-1/Operations --backend backend/TerraformBackend > switchyard.tf',
  options: {
    backend: { type: 'string' },
    component: { type: 'string' },
    region: { type: 'string' },
    ...guardOptions,
  },
  words: [1, 1],
  run: ({ values, positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const flags = readGuardFlags(values)
      if (!flags.ok) return failed(flags.failure)
      const made = await client.call.terraform({
        target: positionals[0] ?? '',
        ...given({
          backend: textOf(values, 'backend'),
          component: textOf(values, 'component'),
          region: textOf(values, 'region'),
        }),
        ...flags.value,
      })
      if (!made.ok) return made
      for (const notice of made.value.notices) io.say(notice)
      if (io.json) io.print(made.value, () => [])
      else io.out(made.value.hcl)
      return ok(0)
    }),
}
