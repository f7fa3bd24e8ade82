// Compares two lists of a portal: what a person gained and lost. Pure; only accounts that both lists know can tell.
import type { Estate } from '../../shared/catalog.ts'
import type { AccountId, SignInId, TargetId } from '../../shared/names.ts'
import type { PortalAccess, PortalRight } from '../../shared/portal-access.ts'
import { byName, type ListedAccount, type ListedAccounts } from './portal-reading.ts'

type Right = Omit<PortalRight, 'target'>
type Change = { readonly since: number; readonly at: number } & Counted
type Counted = {
  readonly gained: readonly Right[]
  readonly gainedCount: number
  readonly lost: readonly Right[]
  readonly lostCount: number
}
/** As it is kept: times in ms since the epoch, account names in `unread`. */
export type KeptAccess = {
  readonly at: number
  readonly accounts: number
  readonly roles: number
  readonly unread: readonly string[]
  readonly change: Change | null
}

/** A list may hold fifty thousand; what is shown and kept of a change is this much. */
const most = 100

const rightsOf = ({ id, name, roles }: ListedAccount, but: ReadonlySet<string>): Right[] =>
  (roles ?? []).filter(role => !but.has(role)).map(role => ({ account: id, accountName: name, role }))

/** Null when nothing came or went. */
export const compareLists = (before: ListedAccounts, after: ListedAccounts): Counted | null => {
  const old = new Map(before.map(account => [account.id, account]))
  const fresh = new Map(after.map(account => [account.id, account]))
  /** What `one` has and `other` has not; a list that was never read says nothing about what it lacks. */
  const beyond = (one: ListedAccounts, other: ReadonlyMap<AccountId, ListedAccount>): Right[] =>
    [...one].sort(byName).flatMap(account => {
      const there = other.get(account.id)
      return there?.roles === null ? [] : rightsOf(account, new Set(there?.roles))
    })
  const [gained, lost] = [beyond(after, old), beyond(before, fresh)]
  if (gained.length === 0 && lost.length === 0) return null
  return {
    gained: gained.slice(0, most),
    gainedCount: gained.length,
    lost: lost.slice(0, most),
    lostCount: lost.length,
  }
}

/** What is kept beside a new list; the last difference stays until there is another one. */
export const accessOf = (
  accounts: ListedAccounts,
  unread: readonly AccountId[],
  times: { readonly at: number; readonly since: number | null },
  previous: { readonly accounts: ListedAccounts | null; readonly access: KeptAccess | null },
): { readonly access: KeptAccess; readonly change: Change | null } => {
  const found = previous.accounts === null ? null : compareLists(previous.accounts, accounts)
  const change = found === null || times.since === null ? null : { ...found, ...times, since: times.since }
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  return {
    change,
    access: {
      at: times.at,
      accounts: accounts.length,
      roles: accounts.reduce((sum, { roles }) => sum + (roles?.length ?? 0), 0),
      unread: unread.map(id => names.get(id) ?? id),
      change: change ?? previous.access?.change ?? null,
    },
  }
}

const iso = (at: number): string => new Date(at).toISOString()
const byEstate = new WeakMap<Estate, Map<string, TargetId>>()

/** Where a permission set of a portal is a target: `111111111111/Billing` -> its id. Made once for each estate. */
const targetsOf = (estate: Estate): Map<string, TargetId> => {
  const known = byEstate.get(estate)
  if (known) return known
  const made = new Map<string, TargetId>()
  for (const target of estate.targets.values())
    if (target.kind === 'permission-set')
      for (const origin of target.from)
        if (origin.kind === 'sign-in')
          made.set(`${origin.signIn} ${target.account.id}/${target.role}`, target.id)
  byEstate.set(estate, made)
  return made
}

/** What people see of it. */
export const accessView = (
  kept: KeptAccess | null,
  signIn: SignInId,
  estate: Estate,
): PortalAccess | null => {
  if (kept === null) return null
  const { at, change, ...rest } = kept
  const withTarget = (right: Right): PortalRight => ({
    ...right,
    target: targetsOf(estate).get(`${signIn} ${right.account}/${right.role}`) ?? null,
  })
  return {
    ...rest,
    listedAt: iso(at),
    change: change && {
      ...change,
      since: iso(change.since),
      at: iso(change.at),
      gained: change.gained.map(withTarget),
      lost: change.lost.map(withTarget),
    },
  }
}
