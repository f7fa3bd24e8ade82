// Says which targets the person is known to have or not to have: by the portal's list, or by the groups of their IAM user.
import type { Estate, PortalListing, Target } from '../../shared/catalog.ts'
import type { SignInId } from '../../shared/names.ts'
import type { SignIns } from '../sign-ins/sign-ins.ts'

export type Grants = {
  /** null = not known. */
  granted(target: Target): boolean | null
}

/** The names of the groups an IAM user is in, by sign-in; null = IAM would not say. */
type Groups = ReadonlyMap<SignInId, readonly string[] | null>

const byPortal = (listings: ReadonlyMap<SignInId, PortalListing>, target: Target): boolean | null => {
  for (const origin of target.from) {
    if (origin.kind !== 'sign-in') continue
    const listing = listings.get(origin.signIn)
    if (!listing) continue
    const account = listing.accounts.find(({ id }) => id === target.account.id)
    if (account?.roles?.includes(target.role)) return true
    // A list that is still being read, or an account whose roles are not yet known, denies nothing.
    if (listing.complete && (!account || account.roles !== null)) return false
  }
  return null
}

const byGroups = (estate: Estate, groups: Groups, target: Target): boolean | null => {
  if (target.groups.length === 0) return null
  let known = false
  for (const key of target.groups) {
    const group = estate.groups.get(`${target.catalog}:${key}`)
    const mine = group ? groups.get(group.signIn) : undefined
    if (!group || !mine) continue
    if (mine.includes(group.name)) return true
    known = true
  }
  return known ? false : null
}

export const createGrants = ({ signIns }: { readonly signIns: SignIns }) => ({
  /** Reads what is known; asks IAM at most once for each user, and never a person. */
  async read(estate: Estate): Promise<Grants> {
    const all = [...estate.signIns.values()]
    const states = await signIns.states()
    const withKey = new Set(
      states.ok ? states.value.filter(({ hasKey }) => hasKey === true).map(({ id }) => id) : [],
    )
    const groups = new Map<SignInId, readonly string[] | null>()
    for (const { id, kind } of all) {
      if (kind !== 'iam-user' || !withKey.has(id)) continue
      const identity = await signIns.identity(id)
      groups.set(id, identity.ok ? identity.value.groups : null)
    }
    const kept = all.some(({ kind }) => kind === 'identity-center') ? await signIns.portalListings() : null
    const listings = new Map(kept?.ok ? kept.value.map(listing => [listing.signIn, listing] as const) : [])
    return {
      granted: target =>
        target.kind === 'permission-set' ? byPortal(listings, target) : byGroups(estate, groups, target),
    }
  },
})
