// `switchyard doctor`: checks what the product leans on, each with a remedy.
import { ok } from '../../../shared/result.ts'
import type { Command } from '../command.ts'
import { withHouse } from '../house-connection.ts'

export const doctor: Command = {
  usage: 'doctor',
  summary:
    'Checks keychain, files, clock, network, proxy, certificates, endpoints, git, browser and Electron.',
  example: 'switchyard doctor',
  words: [0, 0],
  run: ({ io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const found = await client.call.doctor({})
      if (!found.ok) return found
      io.print(found.value, () =>
        found.value.flatMap(({ check, ok: fine, detail, remedy }) => [
          `${fine ? 'ok  ' : 'FAIL'} ${check}: ${detail}`,
          ...(remedy && !fine ? [`     ${remedy}`] : []),
        ]),
      )
      return ok(found.value.every(check => check.ok) ? 0 : 1)
    }),
}
