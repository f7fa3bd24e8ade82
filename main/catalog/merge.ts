// Makes one estate of all catalogs, the personal layer and what the portals list.
import type { CatalogRow, Environment, Estate, PortalListing, SignIn, Target } from '../../shared/catalog.ts'
import { type SignInId, splitTargetId, type TargetId } from '../../shared/names.ts'
import type { CatalogPart } from './catalog-part.ts'
import { portalTargets } from './merge-portal.ts'
import type { AboutCatalog, PersonalTargetDefinition } from './personal-shape.ts'

export type MergeInput = {
  readonly revision: number
  readonly parts: readonly CatalogPart[]
  /** Rows of catalogs that have no copy in force. */
  readonly rows?: readonly CatalogRow[]
  readonly personal: CatalogPart | null
  readonly listings: readonly PortalListing[]
}

/** Later parts never replace earlier ones: each has names of its own, `catalog:account/Role`. */
export const mergeEstate = (input: MergeInput): Estate => {
  const { personal } = input
  const parts = personal === null ? input.parts : [...input.parts, personal]
  const about = personal?.document.catalogs ?? {}
  const aboutOf = (catalog: string): AboutCatalog =>
    Object.hasOwn(about, catalog) ? (about[catalog] ?? {}) : {}

  const signIns = new Map<SignInId, SignIn>()
  const environments = new Map<string, Environment>()
  const groups: Map<string, { signIn: SignInId; name: string; title: string | null }> = new Map()
  const targets = new Map<TargetId, Target>()
  const counts = new Map<string, number>()
  for (const part of parts) {
    const { catalog } = part.expanded
    const before = targets.size
    for (const [key, signIn] of part.expanded.signIns)
      signIns.set(signIn.id, withPersonal(signIn, aboutOf(catalog), key))
    for (const [key, environment] of part.expanded.environments)
      environments.set(`${catalog}:${key}`, environment)
    for (const [key, group] of Object.entries(part.document.groups ?? {}))
      groups.set(`${catalog}:${key}`, {
        signIn: `${catalog}:${group.signIn}`,
        name: group.name ?? key,
        title: group.title ?? null,
      })
    for (const [id, target] of part.expanded.targets) targets.set(id, target)
    for (const target of portalTargets(part, input.listings)) targets.set(target.id, target)
    counts.set(catalog, targets.size - before)
  }
  const pins = new Map<string, TargetId>()
  for (const [catalog, { targets: own }] of Object.entries(about))
    for (const [key, wishes] of Object.entries(own ?? {})) {
      const id = `${catalog}:${key}`
      const target = targets.get(id)
      if (target === undefined) continue
      targets.set(id, personalized(target, wishes))
      if (wishes.pin !== undefined && !pins.has(wishes.pin)) pins.set(wishes.pin, id)
    }
  const counted = (row: CatalogRow): CatalogRow => ({ ...row, targets: counts.get(row.name) ?? row.targets })
  const catalogs = [...parts.map(part => counted(part.row)), ...(input.rows ?? [])].sort((a, b) =>
    a.kind === 'personal' ? 1 : b.kind === 'personal' ? -1 : a.name < b.name ? -1 : 1,
  )
  return { revision: input.revision, catalogs, signIns, targets, pins, environments, groups }
}

const withPersonal = (signIn: SignIn, about: AboutCatalog, key: string): SignIn => {
  const known = about.signIns ?? {}
  const own = Object.hasOwn(known, key) ? known[key] : undefined
  if (signIn.kind !== 'iam-user' || own === undefined) return signIn
  return {
    ...signIn,
    userName: own.userName ?? signIn.userName,
    mfaSerial: own.mfaSerial ?? signIn.mfaSerial,
    groups: own.groups ?? signIn.groups ?? null,
  }
}

/** A person's own wishes come first, except where they would loosen a guard: those are the environment's. */
const personalized = (target: Target, wishes: PersonalTargetDefinition): Target => {
  const personal = {
    pin: wishes.pin ?? null,
    profile: wishes.profile ?? null,
    color: wishes.color ?? null,
    duration: wishes.duration ?? null,
    externalId: wishes.externalId ?? null,
    hidden: wishes.hidden ?? false,
  }
  return {
    ...target,
    personal,
    profile: personal.profile ?? target.profile,
    duration: personal.duration ?? target.duration,
    externalId: personal.externalId ?? target.externalId,
    ownDuration: personal.duration !== null || target.ownDuration,
  }
}

/** `acme/acme-production` of `ops-hub:acme/acme-production`, with the catalog: as the personal layer keys it. */
export const personalKeyOf = (id: TargetId): { readonly catalog: string; readonly key: string } | null => {
  const parts = splitTargetId(id)
  return parts && { catalog: parts.catalog, key: `${parts.account}/${parts.role}` }
}
