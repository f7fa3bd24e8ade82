// `switchyard console`: opens the AWS console as a target, without showing the address that signs in.
import { failed, ok, type Result } from '../../../shared/result.ts'
import { hasBrowser, openBrowser } from '../../delivery/browser.ts'
import { createOneTimeLink } from '../../delivery/one-time-link.ts'
import { type OpenedSpace, openInSpace } from '../../delivery/open-space.ts'
import { Secret } from '../../secret.ts'
import { type Command, isSet, textOf } from '../command.ts'
import { given, guardOptions, guardUsage, readGuardFlags } from '../guard-flags.ts'
import { withHouse } from '../house-connection.ts'

const places = ['browser', 'window', 'container', 'portal'] as const
type Place = (typeof places)[number]
const isPlace = (text: string): text is Place => (places as readonly string[]).includes(text)

const opensPlainly = async (url: string, env: NodeJS.ProcessEnv): Promise<Result<OpenedSpace>> => {
  const opened = await openBrowser(url, env)
  return opened.ok ? ok({ opened: opened.value, notices: [] }) : opened
}

export const consoleCommand: Command = {
  usage: `console TARGET [--service S] [--path P] [--region R] [--url URL] [--in ${places.join('|')}] [--print] ${guardUsage}`,
  summary: 'Opens the AWS console as the target; --print prints the sign-in address instead.',
  example: 'switchyard console acme/acme-production --service s3',
  options: {
    service: { type: 'string' },
    path: { type: 'string' },
    region: { type: 'string' },
    url: { type: 'string' },
    in: { type: 'string' },
    print: { type: 'boolean' },
    ...guardOptions,
  },
  words: [1, 1],
  run: ({ values, positionals, io, env }) =>
    withHouse({ io, env }, async ({ client }) => {
      const flags = readGuardFlags(values)
      if (!flags.ok) return failed(flags.failure)
      const place = textOf(values, 'in')
      if (place !== undefined && !isPlace(place))
        return failed({ kind: 'usage', message: `--in is one of ${places.join(', ')}.`, command: 'console' })
      const opened = await client.call.console({
        target: positionals[0] ?? '',
        print: isSet(values, 'print'),
        ...(place === undefined ? {} : { in: place }),
        ...given({
          service: textOf(values, 'service'),
          path: textOf(values, 'path'),
          region: textOf(values, 'region'),
          url: textOf(values, 'url'),
        }),
        ...flags.value,
      })
      if (!opened.ok) return opened
      const { target, url, expiresAt, notices, space } = opened.value
      for (const notice of notices) io.say(notice)
      if (url === null) {
        io.print({ target, expiresAt, openedIn: 'window' }, () => [
          `${target} in a window of its own until ${expiresAt}`,
        ])
        return ok(0)
      }
      if (isSet(values, 'print')) {
        io.print({ target, url, expiresAt, openedIn: 'printed' }, () => [url])
        return ok(0)
      }
      const link = await createOneTimeLink(new Secret(url))
      // Where nothing can be opened the address is shown: over SSH a far browser would be of no use to the person.
      const shown =
        space !== null
          ? await openInSpace(link.url, space, env)
          : hasBrowser(env, process.platform)
            ? await opensPlainly(link.url, env)
            : null
      for (const notice of shown?.ok ? shown.value.notices : []) io.say(notice)
      if (shown?.ok !== true || shown.value.opened === 'printed')
        io.insist(`Open this within two minutes: ${link.url}`)
      const used = await link.used
      if (!used)
        return failed({ kind: 'cancelled', what: 'No browser asked for the console within two minutes.' })
      const openedIn = shown?.ok && shown.value.opened === 'container' ? 'container' : 'browser'
      io.print({ target, expiresAt, openedIn }, () => [
        `${target} in ${openedIn === 'container' ? 'a space of its own' : 'the browser'} until ${expiresAt}`,
      ])
      return ok(0)
    }),
}
