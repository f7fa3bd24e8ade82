// `switchyard terminal`: opens the system's terminal as a target.
import { failed, ok } from '../../../shared/result.ts'
import { createTerminals } from '../../delivery/terminal.ts'
import { resolvePaths } from '../../disk/paths.ts'
import type { Command } from '../command.ts'
import { guardOptions, guardUsage, readGuardFlags } from '../guard-flags.ts'
import { withHouse } from '../house-connection.ts'
import { cliBundle } from '../installation.ts'

export const terminal: Command = {
  usage: `terminal TARGET ${guardUsage}`,
  summary: 'Opens a window of the system’s terminal whose shell is the target.',
  example: 'switchyard terminal acme/acme-production',
  options: guardOptions,
  words: [1, 1],
  run: ({ values, positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const flags = readGuardFlags(values)
      if (!flags.ok) return failed(flags.failure)
      const paths = resolvePaths(env)
      /** The person's choice, as the running app knows it. */
      let chosen: string | null = null
      const terminals = createTerminals({
        env,
        home: paths.home,
        launchers: paths.launchers,
        node: process.execPath,
        cli: cliBundle(),
        chosen: () => chosen,
      })
      const target = positionals[0] ?? ''
      // Before a code is spent on a session that no window would show; a lock or a wrong name is said all the same.
      if (!terminals.available()) {
        const route = await client.call.route({ target, probe: false })
        if (!route.ok) return route
        const opened = await terminals.open(target)
        return opened.ok ? ok(0) : opened
      }
      // What the target asks for is answered here, where the person is; the new window then finds it open.
      const prepared = await client.call.prepare({ target, ...flags.value })
      if (!prepared.ok) return prepared
      for (const notice of prepared.value.notices) io.say(notice)
      chosen = prepared.value.terminal
      const opened = await terminals.open(prepared.value.target)
      if (!opened.ok) return opened
      const { target: id, expiresAt } = prepared.value
      const { terminal: name, notices } = opened.value
      for (const notice of notices) io.say(notice)
      io.print({ target: id, terminal: name, expiresAt }, () => [`${id} in ${name}`])
      return ok(0)
    }),
}
