// `switchyard sign-in`, `sign-out`, `sign-ins`: the roots of trust.
import { failed, ok } from '../../../shared/result.ts'
import { hasBrowser } from '../../delivery/browser.ts'
import { type Command, isSet, textOf, type Values } from '../command.ts'
import { given, guardOptions, readGuardFlags } from '../guard-flags.ts'
import { withHouse } from '../house-connection.ts'
import { columns } from '../output.ts'

/** The caller's own surroundings decide, not those of a running app. Who wants to open the page themselves has a browser. */
const flowOf = (values: Values, env: NodeJS.ProcessEnv): 'browser' | 'device-code' => {
  if (isSet(values, 'device-code')) return 'device-code'
  return isSet(values, 'no-open') || hasBrowser(env, process.platform) ? 'browser' : 'device-code'
}

export const signIn: Command = {
  usage: 'sign-in SIGNIN [--device-code] [--no-open] [--mfa-code N]',
  summary:
    'Signs in: opens the page (or prints it and a code), or opens the shared MFA session of an IAM user.',
  example: 'switchyard sign-in portal --device-code',
  options: {
    'device-code': { type: 'boolean' },
    'no-open': { type: 'boolean' },
    'mfa-code': guardOptions['mfa-code'],
  },
  words: [1, 1],
  run: ({ values, positionals, io, env }) =>
    withHouse({ io, env, openPages: !isSet(values, 'no-open') }, async ({ client }) => {
      const flags = readGuardFlags(values)
      if (!flags.ok) return failed(flags.failure)
      const done = await client.call.signIn({
        signIn: positionals[0] ?? '',
        flow: flowOf(values, env),
        ...given({ mfaCode: flags.value.mfaCode }),
      })
      if (!done.ok) return done
      io.print(done.value, () => [
        `Signed in to ${done.value.signIn}${done.value.user ? ` as ${done.value.user}` : ''}${done.value.expiresAt ? ` until ${done.value.expiresAt}` : ''}`,
      ])
      return ok(0)
    }),
}

export const signOut: Command = {
  usage: 'sign-out SIGNIN | --all',
  summary: 'Forgets a sign-in and logs its portal session out.',
  example: 'switchyard sign-out portal',
  options: { all: { type: 'boolean' } },
  words: [0, 1],
  run: ({ values, positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const all = isSet(values, 'all')
      if (all === (positionals.length === 1))
        return failed({ kind: 'usage', message: 'Name one sign-in, or --all.', command: 'sign-out' })
      const done = await client.call.signOut({
        all,
        ...given({ signIn: textOf({ signIn: positionals[0] }, 'signIn') }),
      })
      if (!done.ok) return done
      io.print(done.value, () => done.value.signedOut.map(name => `Signed out of ${name}`))
      return ok(0)
    }),
}

export const signIns: Command = {
  usage: 'sign-ins',
  summary: 'Lists the sign-ins and whether you are in.',
  example: 'switchyard sign-ins',
  words: [0, 0],
  run: ({ io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const found = await client.call.signIns({})
      if (!found.ok) return found
      io.print(found.value, () =>
        columns(found.value.map(row => [row.signIn, row.catalog, row.kind, row.state, row.expiresAt ?? ''])),
      )
      if (found.value.length === 0 && !io.json)
        io.say('No sign-ins. They come with a catalog: switchyard catalog add SOURCE')
      return ok(0)
    }),
}
