// Turns what a portal lists for a signed-in person into targets, beside those that the catalog describes.
import type { Account, PortalListing, SignIn, Target } from '../../shared/catalog.ts'
import { iamNamePattern, targetId } from '../../shared/names.ts'
import { partitionNamed } from '../aws/partition.ts'
import type { CatalogPart } from './catalog-part.ts'
import { notPersonal, permissionSetArn } from './compile-role.ts'
import { checkTemplate, compileTemplate } from './placeholders.ts'

/** The permission sets of the listings that a sign-in of this catalog brought, and that the catalog does not describe. */
export const portalTargets = (part: CatalogPart, listings: readonly PortalListing[]): Target[] => {
  const signIns = new Map([...part.expanded.signIns.values()].map(signIn => [signIn.id, signIn]))
  const made = new Map<string, Target>()
  const known = new Set([...part.expanded.accounts.values()].map(({ id }) => id))
  const keys = createAccountKeys(
    [...part.expanded.accounts.values()],
    listings.filter(one => signIns.has(one.signIn)),
  )
  for (const listing of listings) {
    const signIn = signIns.get(listing.signIn)
    if (signIn === undefined) continue
    for (const listed of listing.accounts) {
      if (listed.roles === null) continue
      const account = keys(listed.id, listed.name)
      for (const role of listed.roles) {
        const id = targetId(part.expanded.catalog, account.key, role)
        if (!iamNamePattern.test(role) || part.expanded.targets.has(id)) continue
        const before = made.get(id)
        const from = [...(before?.from ?? []), { kind: 'sign-in' as const, signIn: signIn.id }]
        made.set(id, before ? { ...before, from } : makeTarget(part, signIn, account, role, known))
      }
    }
  }
  return [...made.values()]
}

/**
 * What a catalog says wins. Another account gets a key made of its name; where two would share one, both carry their
 * id, so that the order in which they arrive settles nothing.
 */
const createAccountKeys = (
  described: readonly Account[],
  listings: readonly PortalListing[],
): ((id: string, name: string) => Account) => {
  const byId = new Map(described.map(account => [account.id, account]))
  const taken = new Map<string, string>(described.map(account => [account.key, account.id]))
  const shared = new Set<string>()
  for (const { id, name } of listings.flatMap(listing => listing.accounts)) {
    if (byId.has(id)) continue
    const slug = slugOf(name)
    if ((taken.get(slug) ?? id) !== id) shared.add(slug)
    taken.set(slug, id)
  }
  return (id, name) => {
    const known = byId.get(id)
    if (known !== undefined) return known
    const slug = slugOf(name)
    const key = slug === '' ? id : shared.has(slug) ? `${slug.slice(0, 50)}-${id}` : slug
    const account: Account = {
      key,
      id,
      name: name === '' ? id : name,
      unit: null,
      environment: null,
      color: null,
      tags: {},
      facts: {},
      links: [],
      checklist: [],
    }
    byId.set(id, account)
    return account
  }
}

/** `Shared Services (EU)` -> `shared-services-eu`. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9._]+/g, '-')
    .replace(/^[-._]+|[-._]+$/g, '')
    .slice(0, 63)

const makeTarget = (
  part: CatalogPart,
  signIn: SignIn,
  account: Account,
  role: string,
  known: ReadonlySet<string>,
): Target => {
  const defaults = part.document.defaults ?? {}
  const fill = (template: string): string => {
    const { text, missing } = compileTemplate(template)(account, role)
    return missing === null && checkTemplate(template, true) === null ? text : `${account.key}-${role}`
  }
  return {
    id: targetId(part.expanded.catalog, account.key, role),
    catalog: part.expanded.catalog,
    account,
    role,
    kind: 'permission-set',
    arn: permissionSetArn(signIn.partition, account.id, role),
    title: null,
    from: [{ kind: 'sign-in', signIn: signIn.id }],
    environment:
      account.environment === null ? null : (part.expanded.environments.get(account.environment) ?? null),
    groups: [],
    mfa: false,
    breakGlass: false,
    externalId: null,
    duration: defaults.duration ?? 3600,
    ownDuration: false,
    sessionName: '{user}',
    sourceIdentity: null,
    profile: fill(defaults.profile ?? '{account}-{role}'),
    tags: {},
    transitiveTags: [],
    policyArns: [],
    policy: null,
    region: defaults.region ?? partitionNamed(signIn.partition).globalRegion,
    partition: signIn.partition,
    personal: notPersonal,
    listed: 'portal',
    ...(!known.has(account.id) && { foreignAccount: true }),
  }
}
