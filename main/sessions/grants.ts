// Gathers what is known about grants: the lists the portals gave, and the groups IAM named. Reads no network.
import type { Estate } from '../../shared/catalog.ts'
import type { SignInId } from '../../shared/names.ts'
import { createGranted, type GrantFacts } from '../catalog/granted.ts'
import type { SignIns } from '../sign-ins/sign-ins.ts'

/** Whether a target is granted; null = not known. What a locked vault hides counts as not known. */
export const readGrants = async (
  signIns: SignIns,
  estate: Estate,
): Promise<ReturnType<typeof createGranted>> => {
  const all = [...estate.signIns.values()]
  const groups = new Map<SignInId, readonly string[] | null>()
  for (const { id, kind } of all) {
    if (kind !== 'iam-user') continue
    const identity = await signIns.identity(id)
    groups.set(id, identity.ok ? identity.value.groups : null)
  }
  const kept = all.some(({ kind }) => kind === 'identity-center') ? await signIns.portalListings() : null
  const facts: GrantFacts = {
    estate,
    listings: kept?.ok ? kept.value : [],
    groupsOf: id => groups.get(id) ?? null,
  }
  return createGranted(facts)
}
