// What ending everything would end, as lines for a person: pure, so that no line can be forgotten unseen.
import { splitTargetId } from '../../shared/names.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { IconName } from '../parts/icon.tsx'

export type EndingLine = { readonly icon: IconName; readonly what: string; readonly which: string }

const shown = 3

/** "a, b, c and 4 more". */
export const someOf = (names: readonly string[]): string =>
  names.length <= shown + 1
    ? names.join(', ')
    : `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`

const count = (number: number, one: string): string =>
  `${number.toLocaleString('en')} ${one}${number === 1 ? '' : 's'}`

const nameOf = (target: string): string => {
  const parts = splitTargetId(target)
  return parts ? `${parts.account} / ${parts.role}` : target
}

export const whatEnds = ({
  sessions,
  signIns,
  host,
}: Pick<Snapshot, 'sessions' | 'signIns' | 'host'>): readonly EndingLine[] => {
  const profiles = sessions.flatMap(session => session.profile ?? [])
  const inside = signIns.filter(signIn => signIn.state !== 'out')
  const portals = inside.filter(signIn => signIn.kind === 'identity-center').map(({ signIn }) => signIn)
  // An IAM user without MFA is always in: there is nothing of it to end.
  const users = inside.filter(each => each.kind === 'iam-user' && each.expiresAt !== null)
  const lines: (EndingLine | null)[] = [
    sessions.length === 0
      ? null
      : {
          icon: 'sessions',
          what: count(sessions.length, 'session'),
          which: someOf(sessions.map(({ target }) => nameOf(target))),
        },
    profiles.length === 0
      ? null
      : { icon: 'file', what: count(profiles.length, 'profile'), which: someOf(profiles) },
    portals.length === 0
      ? null
      : { icon: 'globe', what: count(portals.length, 'portal session'), which: someOf(portals) },
    users.length === 0
      ? null
      : { icon: 'user', what: count(users.length, 'MFA session'), which: someOf(users.map(u => u.signIn)) },
    sessions.length > 0 && host === 'desktop'
      ? { icon: 'console', what: 'Console windows', which: 'closed, with their data' }
      : null,
  ]
  return lines.filter(line => line !== null)
}

/** What of it was done, as one sentence. */
export const whatEnded = (stopped: number, signedOut: number): string => {
  const parts = [
    stopped === 0 ? null : `${count(stopped, 'session')} stopped`,
    signedOut === 0 ? null : `signed out of ${signedOut.toLocaleString('en')}`,
  ].filter(part => part !== null)
  const said = parts.join(', ')
  return said === '' ? 'Nothing was open.' : `${said.charAt(0).toUpperCase()}${said.slice(1)}.`
}
