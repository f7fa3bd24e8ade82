// What is known about whether a person may take a target: what the portal lists, and the groups of an IAM user.
import type { Estate, PortalListing, Target } from '../../shared/catalog.ts'
import type { SignInId } from '../../shared/names.ts'

export type GrantFacts = {
  readonly estate: Estate
  readonly listings: readonly PortalListing[]
  /** The IAM groups of a sign-in's user as IAM said; null = not known. */
  readonly groupsOf?: (signIn: SignInId) => readonly string[] | null
}

/** true and false are knowledge; null = not known. */
export const createGranted = ({
  estate,
  listings,
  groupsOf,
}: GrantFacts): ((target: Target) => boolean | null) => {
  const lists = new Map(
    listings.map(listing => [
      listing.signIn,
      { complete: listing.complete, accounts: new Map(listing.accounts.map(({ id, roles }) => [id, roles])) },
    ]),
  )
  const byPortal = (target: Target): boolean | null => {
    const answers = target.from.map(origin => {
      const list = origin.kind === 'sign-in' ? lists.get(origin.signIn) : undefined
      if (list === undefined) return null
      const roles = list.accounts.get(target.account.id)
      if (roles === undefined) return list.complete ? false : null
      return roles === null ? null : roles.includes(target.role)
    })
    return anyOf(answers)
  }
  const groupsKnown = (signInId: SignInId): readonly string[] | null => {
    const signIn = estate.signIns.get(signInId)
    return groupsOf?.(signInId) ?? (signIn?.kind === 'iam-user' ? (signIn.groups ?? null) : null)
  }
  const lowered = new Map<SignInId, ReadonlySet<string> | null>()
  const groupsOfUser = (signIn: SignInId): ReadonlySet<string> | null => {
    const before = lowered.get(signIn)
    if (before !== undefined) return before
    const known = groupsKnown(signIn)
    // AWS: group names differ by more than upper and lower case (IAM, CreateGroup).
    const set = known === null ? null : new Set(known.map(name => name.toLowerCase()))
    lowered.set(signIn, set)
    return set
  }
  const byGroups = (target: Target): boolean | null => {
    if (target.groups.length === 0) return null
    const answers = target.groups.map(key => {
      const group = estate.groups.get(`${target.catalog}:${key}`)
      const known = group === undefined ? null : groupsOfUser(group.signIn)
      return known === null || group === undefined ? null : known.has(group.name.toLowerCase())
    })
    return anyOf(answers)
  }
  return target => (target.kind === 'permission-set' ? byPortal(target) : byGroups(target))
}

/** One yes settles it; a no needs every answer. */
const anyOf = (answers: readonly (boolean | null)[]): boolean | null =>
  answers.includes(true) ? true : answers.length === 0 || answers.includes(null) ? null : false
