// Who may take which permission set in which account just now: as the organization was written, and as it was changed since.
import type { Organization, Portal } from '../description.ts'

export type Assigned = {
  readonly person: string
  readonly permissionSet: string
  /** The account's key. */
  readonly account: string
}

export interface Assignments {
  /** What a person has in a portal: account keys with their permission sets, both in the order they came and by name. */
  of(portal: Portal, person: string): ReadonlyMap<string, readonly string[]>
  list(portal: Portal): readonly Assigned[]
  /** False when it was so already. */
  grant(portal: Portal, one: Assigned): boolean
  /** Credentials that were handed out before live on to their end (UG:SSO/howtoremoveaccess). False when there was none. */
  revoke(portal: Portal, one: Assigned): boolean
}

const same = (one: Assigned, other: Assigned): boolean =>
  one.person === other.person && one.permissionSet === other.permissionSet && one.account === other.account

export const createAssignments = (organization: Organization): Assignments => {
  const byPortal = new Map<string, Assigned[]>(
    organization.portals.map(portal => [
      portal.key,
      portal.assignments.flatMap(({ accounts, ...rest }) => accounts.map(account => ({ ...rest, account }))),
    ]),
  )
  const list = (portal: Portal): readonly Assigned[] => byPortal.get(portal.key) ?? []
  return {
    list,
    of(portal, person) {
      const found = new Map<string, string[]>()
      for (const one of list(portal))
        if (one.person === person)
          found.set(one.account, [...(found.get(one.account) ?? []), one.permissionSet].sort())
      return found
    },
    grant(portal, one) {
      if (list(portal).some(each => same(each, one))) return false
      byPortal.set(portal.key, [...list(portal), one])
      return true
    },
    revoke(portal, one) {
      const rest = list(portal).filter(each => !same(each, one))
      const was = rest.length < list(portal).length
      byPortal.set(portal.key, rest)
      return was
    },
  }
}
