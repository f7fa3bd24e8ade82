// Makes a catalog of a draft: keys for accounts, roles written once for many accounts, and nothing in it that would not pass.
import { formatDuration } from '../../shared/duration.ts'
import type { AccountDefinition } from '../catalog/catalog-shape.ts'
import type { CatalogDocument } from '../catalog/personal-shape.ts'
import { accountKeys } from './account-keys.ts'
import type {
  DraftAccount,
  DraftOrigin,
  DraftRole,
  SignInDefinition,
  WrittenCatalog,
  WrittenRole,
} from './draft-shape.ts'
import type { Imported, ImportOptions, Loss } from './imported.ts'
import { settle } from './settle.ts'

export type DraftParts = {
  readonly options: ImportOptions
  readonly accounts: ReadonlyMap<string, DraftAccount>
  readonly signIns: ReadonlyMap<string, SignInDefinition>
  readonly withMfa: ReadonlySet<string>
  readonly roles: readonly DraftRole[]
  readonly losses: readonly Loss[]
  lose(where: string, what: string): void
  readonly defaults: { readonly profile?: string }
}

/** The value that at least `share` of all have; null when none is that frequent. */
const mostFrequent = (values: readonly (string | undefined)[], share = 0): string | null => {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1)
  const [best] = [...counts].sort(([, one], [, other]) => other - one)
  return best === undefined || best[1] < values.length * share ? null : best[0]
}

const settingsOfRole = [
  'profile',
  'region',
  'duration',
  'sessionName',
  'externalId',
  'sourceIdentity',
  'tags',
] as const
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

type Merged = DraftRole & { readonly origins: readonly DraftOrigin[] }

/** A target has one role: what leads to the same one becomes one entry, with its ways in the order of the file. */
const mergeSame = ({ roles, lose }: DraftParts): readonly Merged[] => {
  const byTarget = new Map<string, Merged>()
  for (const role of roles) {
    const id = `${role.account}/${role.role}`
    const first = byTarget.get(id)
    if (first === undefined) {
      byTarget.set(id, { ...role, origins: [role.from] })
      continue
    }
    const known = first.origins.some(origin => same(origin, role.from))
    const origins = known ? first.origins : [...first.origins, role.from]
    // The first one may have come without a name of its own: as the source of another.
    const { profile = role.profile, region = role.region } = first
    byTarget.set(id, { ...first, profile, region, origins })
    const differ = settingsOfRole.filter(
      key => role[key] !== undefined && !same(role[key], { ...first, profile, region }[key]),
    )
    if (differ.length > 0 || !known)
      lose(
        role.where,
        `The same role as ${first.where}; one entry is written, with ${known ? '' : 'both ways to it and '}the ${differ.join(', ') || 'settings'} of ${first.where}.`,
      )
  }
  return [...byTarget.values()]
}

const definedOnly = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T

const accountsOf = (
  parts: DraftParts,
  keys: ReadonlyMap<string, string>,
): Record<string, AccountDefinition> =>
  Object.fromEntries(
    [...parts.accounts].map(([id, one]) => {
      const key = keys.get(id) ?? id
      const definition = {
        id,
        name: one.name !== null && one.name !== key ? one.name : undefined,
        color: one.color,
        tags: one.tags.size > 0 ? Object.fromEntries(one.tags) : undefined,
        facts: one.facts.size > 0 ? Object.fromEntries(one.facts) : undefined,
      }
      return [key, definedOnly(definition) as AccountDefinition]
    }),
  )

/** `acme-Admin` in acme for Admin is what profiles are called anyway. */
const profileTemplate = (profile: string | undefined, account: string, role: string): string | undefined => {
  if (profile === undefined || profile === `${account}-${role}`) return undefined
  if (profile === role) return '{role}'
  return profile === account ? '{account}' : profile
}

const writeRole = (role: Merged, keys: ReadonlyMap<string, string>, region: string | null): WrittenRole => {
  const account = keys.get(role.account) ?? role.account
  const origins = role.origins.map(origin =>
    'signIn' in origin ? origin.signIn : `${keys.get(origin.account) ?? origin.account}/${origin.role}`,
  )
  const [only] = origins
  return definedOnly({
    name: role.role,
    accounts: [account],
    from: origins.length === 1 && only !== undefined ? only : origins,
    mfa: role.mfa ? ('required' as const) : undefined,
    externalId: role.externalId,
    duration: role.duration === undefined ? undefined : formatDuration(role.duration),
    sessionName: role.sessionName,
    sourceIdentity: role.sourceIdentity,
    profile: profileTemplate(role.profile, account, role.role),
    tags: role.tags && Object.keys(role.tags).length > 0 ? role.tags : undefined,
    transitiveTags:
      role.transitiveTags && role.transitiveTags.length > 0 ? [...role.transitiveTags] : undefined,
    path: role.path === '/' ? undefined : role.path,
    region: role.region === region ? undefined : role.region,
    title: role.title,
  } as WrittenRole)
}

/** Entries that differ in their account only are one entry for all of these accounts. */
const gather = (roles: readonly WrittenRole[]): readonly WrittenRole[] => {
  const groups = new Map<string, { role: WrittenRole; accounts: string[] }>()
  for (const role of roles) {
    const { accounts, ...rest } = role
    const same = JSON.stringify(rest)
    const group = groups.get(same) ?? { role, accounts: [] }
    group.accounts.push(...accounts)
    groups.set(same, group)
  }
  return [...groups.values()].map(({ role, accounts }) => {
    const [only] = accounts
    return { ...role, accounts: accounts.length === 1 && only !== undefined ? only : accounts }
  })
}

export const finishDraft = (parts: DraftParts): Imported => {
  const { options, signIns, withMfa, lose } = parts
  // A catalog is of one partition: credentials of one are worth nothing in another.
  const partition = mostFrequent(parts.roles.map(role => role.partition)) ?? 'aws'
  const merged = mergeSame(parts).filter(role => {
    if ((role.partition ?? partition) === partition) return true
    lose(
      role.where,
      `It is of the partition ${role.partition}, and a catalog has one: ${partition}. Import it on its own.`,
    )
    return false
  })
  const keys = accountKeys(
    [...parts.accounts].map(([id, one]) => ({ id, name: one.name, labels: one.labels })),
  )
  const region = mostFrequent(
    merged.map(role => role.region),
    0.5,
  )
  const written = gather(merged.map(role => writeRole(role, keys, region)))
  const signInsWritten = Object.fromEntries(
    [...signIns].map(([key, one]) => {
      if (one.kind !== 'iam-user') return [key, one]
      const account = keys.get(one.account) ?? one.account
      const mfa = one.mfa ?? (withMfa.has(key) ? ('required' as const) : undefined)
      return [key, definedOnly({ ...one, account, mfa } as SignInDefinition)]
    }),
  )
  const accounts = accountsOf(parts, keys)
  const defaults = { ...(region === null ? {} : { region }), ...parts.defaults }
  const catalog: WrittenCatalog = {
    switchyard: '1',
    name: options.personal ? 'personal' : options.name,
    ...(partition === 'aws' ? {} : { partition: partition as 'aws' }),
    ...(Object.keys(defaults).length > 0 && { defaults }),
    ...(Object.keys(signInsWritten).length > 0 && { signIns: signInsWritten }),
    ...(Object.keys(accounts).length > 0 && { accounts }),
    ...(written.length > 0 && { roles: written }),
  }
  const settled = settle(catalog, lose)
  return { catalog: settled as unknown as CatalogDocument, losses: parts.losses }
}
