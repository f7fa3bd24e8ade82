// Which notifications a change of the snapshot calls for: pure, so that each is told once and none by guess.
import type { Prompt } from '../../shared/prompt.ts'
import type { SignInView, Snapshot } from '../../shared/snapshot.ts'
import type { Place } from './menu-item.ts'

export type Notice = {
  readonly title: string
  readonly body: string
  /** Where a click leads. */
  readonly place: Place | null
  /** An https page instead, in the person's browser. */
  readonly open?: string
}

const promptNotice = (prompt: Prompt): Notice | null => {
  switch (prompt.kind) {
    case 'mfa':
      return { title: 'MFA code needed', body: `For ${prompt.user}. Click to type it.`, place: null }
    case 'guard':
      return { title: 'An answer is needed', body: `Before ${prompt.target} opens.`, place: null }
    case 'passphrase':
      return { title: 'The vault is locked', body: 'Click to type its passphrase.', place: null }
    // Its page opens in the browser by itself.
    case 'sign-in':
      return null
  }
}

/** A portal's token is renewed so long before its end, in ms: where AWS refuses that, the sign-in ends then. */
const renewedBefore = 5 * 60_000

/** It ended by time: nobody signed out. */
const ranOut = (before: SignInView, now: number): boolean =>
  before.state !== 'out' && before.expiresAt !== null && Date.parse(before.expiresAt) - renewedBefore <= now

/** @param now ms since the epoch, by main's clock */
export const noticesOf = (before: Snapshot | null, after: Snapshot, now: number): readonly Notice[] => {
  if (before === null) return []
  const asked = new Set(before.prompts.map(prompt => prompt.id))
  const prompts = after.prompts
    .filter(prompt => !asked.has(prompt.id))
    .flatMap(prompt => promptNotice(prompt) ?? [])
  const ended = after.signIns
    .filter(signIn => {
      const known = before.signIns.find(each => each.id === signIn.id)
      return signIn.state === 'out' && known !== undefined && ranOut(known, now)
    })
    .map(
      (signIn): Notice => ({
        title: 'Sign-in needed',
        body: `The sign-in ${signIn.title ?? signIn.signIn} has ended. What came from it ends by itself.`,
        place: 'sign-ins',
      }),
    )
  const waiting = after.catalogs
    .filter(
      catalog =>
        catalog.state === 'awaiting-approval' &&
        before.catalogs.find(each => each.name === catalog.name)?.state !== 'awaiting-approval',
    )
    .map(
      (catalog): Notice => ({
        title: 'A catalog update waits',
        body: `${catalog.title ?? catalog.name} changed. It stays as it was until you approve.`,
        place: 'catalogs',
      }),
    )
  return [...prompts, ...ended, ...waiting]
}
