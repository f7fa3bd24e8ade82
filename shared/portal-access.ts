// What a portal grants, in numbers, and what came and went between its last two lists.
import type { AccountId, TargetId } from './names.ts'

/** A permission set in an account; `target` is null when nothing here leads there any more. */
export type PortalRight = {
  readonly account: AccountId
  readonly accountName: string
  readonly role: string
  readonly target: TargetId | null
}

/** Both are the first hundred by name; the counts say how many there are. */
export type PortalAccessChange = {
  /** When the list was read with which the newer one was compared, ISO-8601 UTC. */
  readonly since: string
  /** When the difference was found. */
  readonly at: string
  readonly gained: readonly PortalRight[]
  readonly gainedCount: number
  readonly lost: readonly PortalRight[]
  readonly lostCount: number
}

export type PortalAccess = {
  readonly accounts: number
  readonly roles: number
  /** When the list was last complete, ISO-8601 UTC. */
  readonly listedAt: string
  /** Names of accounts that could not be read then: what is shown of them is older. */
  readonly unread: readonly string[]
  /** The last difference that was found; null = none since the first list. */
  readonly change: PortalAccessChange | null
}

const fewest = 3

type Named = Pick<PortalRight, 'role' | 'accountName'>

const listed = (rights: readonly Named[], count: number): string => {
  const named = rights.slice(0, fewest).map(({ role, accountName }) => `${role} in ${accountName}`)
  const rest = count - named.length
  return rest > 0 ? `${named.join(', ')} and ${rest.toLocaleString('en')} more` : named.join(', ')
}

/** "gained Billing in Staging; lost Developer in UAT and 4 more". */
export const accessSentence = (change: {
  readonly gained: readonly Named[]
  readonly gainedCount: number
  readonly lost: readonly Named[]
  readonly lostCount: number
}): string =>
  [
    change.gainedCount > 0 ? `gained ${listed(change.gained, change.gainedCount)}` : null,
    change.lostCount > 0 ? `lost ${listed(change.lost, change.lostCount)}` : null,
  ]
    .filter(part => part !== null)
    .join('; ')

/** "2 accounts could not be read (Staging, UAT); what was known of them is shown." */
export const unreadSentence = (names: readonly string[]): string => {
  const shown = names.slice(0, fewest).join(', ')
  const more = names.length > fewest ? ', …' : ''
  const accounts = names.length === 1 ? '1 account' : `${names.length.toLocaleString('en')} accounts`
  return `${accounts} could not be read (${shown}${more}); what was known of ${names.length === 1 ? 'it' : 'them'} is shown.`
}
