// The desk's answers that hand a target over outside of the window: its terminal, and what can be copied of it.
import type { Target } from '../../shared/catalog.ts'
import type { Answers } from '../../shared/contract.ts'
import type { CopyKind, CopyResult, deskContract } from '../../shared/desk-contract.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Shell } from '../../shared/settings.ts'
import { portalShortcut } from '../aws/console-destination.ts'
import { portalRoleArn, switchRoleLink } from '../aws/links.ts'
import { portalOf } from '../catalog/portal-of.ts'
import { environmentCommand, printEnvironment } from '../delivery/environment.ts'
import type { House } from '../house.ts'
import { type DeskCaller, visitOf, type WindowHost } from './caller.ts'

type DeliveryAnswers = Pick<
  Answers<typeof deskContract, DeskCaller>,
  'openTerminal' | 'copy' | 'copyEnvironment'
>

const noSession = (what: string): Result<never> =>
  failed({
    kind: 'bad-input',
    path: what,
    message: 'AWS names it when a session starts: assume the target first.',
  })

export const deliveryAnswers = (house: House, host: WindowHost): DeliveryAnswers => {
  const copyEnvironment = async (
    target: Target,
    shell: Shell,
    caller: DeskCaller,
  ): Promise<Result<CopyResult>> => {
    // Where main has no clipboard the page would have to hold the keys; it gets the command that yields them.
    const issued = await house.book.issue(target.id, { delivery: 'environment' }, visitOf(caller))
    if (!issued.ok) return issued
    const { view, credentials } = issued.value
    const text = printEnvironment(
      {
        accessKeyId: credentials.accessKeyId,
        secretAccessKey: credentials.secretAccessKey.reveal(),
        sessionToken: credentials.sessionToken.reveal(),
        expiresAt: view.expiresAt,
        region: view.region,
      },
      shell,
    )
    if (await host.copy(text))
      return ok({
        copied: true,
        text: null,
        sentence: `The environment of ${view.target} is on the clipboard, for 45 seconds.`,
      })
    return ok({
      copied: false,
      text: environmentCommand(target.id, shell),
      sentence: 'The command that yields the environment was copied; no secret goes through this page.',
    })
  }

  const wordsOf = async (target: Target, what: Exclude<CopyKind, 'environment'>): Promise<Result<string>> => {
    const [estate, live] = [await house.catalogs.estate(), await house.book.list()]
    if (!estate.ok) return estate
    const session = live.ok ? live.value.find(each => each.target === target.id) : undefined
    const portal = portalOf(estate.value, target)
    switch (what) {
      case 'account':
        return ok(target.account.id)
      case 'profile': {
        if (session?.profile) return ok(session.profile)
        const extras = await house.targets.describe(target.id)
        return extras.ok ? ok(extras.value.profile) : extras
      }
      case 'session-arn':
        return session ? ok(session.assumedRoleArn) : noSession(what)
      case 'role-arn': {
        if (!portal) return ok(target.arn)
        const arn = session ? portalRoleArn(session.assumedRoleArn, portal.region) : null
        return arn === null ? noSession(what) : ok(arn)
      }
      case 'switch-role-link':
        return switchRoleLink({
          partition: target.partition,
          accountId: target.account.id,
          roleArn: target.arn,
          displayName: `${target.account.key}/${target.role}`,
          color: target.personal.color ?? target.environment?.color ?? null,
          externalId: target.externalId,
        })
      case 'portal-link':
        return portal
          ? ok(
              portalShortcut({
                startUrl: portal.startUrl,
                account: target.account.id,
                role: target.role,
                destination: null,
              }),
            )
          : failed({ kind: 'bad-input', path: what, message: 'This target is not reached through a portal.' })
    }
  }

  return {
    async openTerminal({ target: id }, caller) {
      const target = await house.targets.find(id)
      if (!target.ok) return target
      // Before a code is spent on a session that no window would show.
      const none = house.terminals.available() ? null : await house.terminals.open(target.value.id)
      if (none && !none.ok) return none
      // What the target asks for is asked in the window; the terminal then finds its session open.
      const opened = await house.book.open(target.value.id, { write: false }, visitOf(caller))
      if (!opened.ok) return opened
      const terminal = await house.terminals.open(target.value.id)
      if (!terminal.ok) return terminal
      const { terminal: name, notices } = terminal.value
      return ok({ terminal: name, notices: [...opened.value.notices, ...notices] })
    },
    async copyEnvironment({ target: id, shell }, caller) {
      const target = await house.targets.find(id)
      return target.ok ? copyEnvironment(target.value, shell, caller) : target
    },
    async copy({ target: id, what, shell }, caller) {
      const target = await house.targets.find(id)
      if (!target.ok) return target
      if (what === 'environment') return copyEnvironment(target.value, shell ?? 'posix', caller)
      const text = await wordsOf(target.value, what)
      // None of these is a secret: the page's own clipboard is where the person is.
      return text.ok ? ok({ copied: false, text: text.value, sentence: `${copied[what]} was copied.` }) : text
    },
  }
}

const copied: { readonly [K in Exclude<CopyKind, 'environment'>]: string } = {
  profile: 'The profile’s name',
  account: 'The account’s id',
  'role-arn': 'The role’s ARN',
  'session-arn': 'The session’s ARN',
  'switch-role-link': 'The switch-role link',
  'portal-link': 'The portal’s link',
}
