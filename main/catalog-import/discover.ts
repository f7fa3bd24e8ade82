// Reads the accounts of an organization with somebody's credentials: units from the root downwards, states, tags.
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Credentials } from '../aws/credentials.ts'
import type { Organization, OrganizationAccount, Organizations } from '../aws/organizations.ts'
import { wordsFrom } from './clean-text.ts'

export type FoundAccount = OrganizationAccount & {
  readonly unit: string | null
  readonly tags: Readonly<Record<string, string>>
}
export type FoundOrganization = {
  readonly organization: Organization
  readonly accounts: readonly FoundAccount[]
}

export type DiscoverDeps = {
  readonly organizations: Organizations
  readonly by: Credentials
  readonly partition: string
  readonly signal: AbortSignal
  /** Told now and then how far it is. */
  progress(sentence: string): void
}

/** `/` joins units, `*` is a pattern; a unit that has one in its name is written with `-`. */
const unitName = (name: string): string => wordsFrom(name).replace(/[/*]/g, '-') || 'unnamed'

type Placed = { readonly account: OrganizationAccount; readonly unit: string | null }

/** Breadth first: roots, then each level of units (Organizations API, ListOrganizationalUnitsForParent). */
const placeAccounts = async ({
  organizations,
  by,
  partition,
  signal,
}: DiscoverDeps): Promise<Result<readonly Placed[]>> => {
  const roots = await organizations.roots(by, partition)
  if (!roots.ok) return roots
  const placed: Placed[] = []
  let level: { readonly id: string; readonly unit: string | null }[] = roots.value.map(({ id }) => ({
    id,
    unit: null,
  }))
  while (level.length > 0) {
    if (signal.aborted) return failed({ kind: 'cancelled', what: 'the list' })
    const read = await Promise.all(
      level.map(async parent => ({
        parent,
        units: await organizations.units(by, partition, parent.id),
        accounts: await organizations.accounts(by, partition, parent.id),
      })),
    )
    const below: typeof level = []
    for (const { parent, units, accounts } of read) {
      if (!units.ok) return units
      if (!accounts.ok) return accounts
      for (const account of accounts.value) placed.push({ account, unit: parent.unit })
      for (const { id, name } of units.value)
        below.push({ id, unit: parent.unit === null ? unitName(name) : `${parent.unit}/${unitName(name)}` })
    }
    level = below
  }
  return ok(placed)
}

/** How many accounts' tags are asked for before it says how far it is. */
const step = 20

/** Fails with what AWS answered: list calls work in the management account and in a delegated administrator's only. */
export const discover = async (deps: DiscoverDeps): Promise<Result<FoundOrganization>> => {
  const { organizations, by, partition, signal, progress } = deps
  const organization = await organizations.describe(by, partition)
  if (!organization.ok) return organization
  const placed = await placeAccounts(deps)
  if (!placed.ok) return placed
  const accounts: FoundAccount[] = []
  for (let from = 0; from < placed.value.length; from += step) {
    if (signal.aborted) return failed({ kind: 'cancelled', what: 'the list' })
    const some = placed.value.slice(from, from + step)
    const tags = await Promise.all(some.map(({ account }) => organizations.tags(by, partition, account.id)))
    for (const [index, { account, unit }] of some.entries()) {
      const found = tags[index]
      if (found === undefined || !found.ok) return found ?? failed({ kind: 'cancelled', what: 'the list' })
      accounts.push({ ...account, unit, tags: found.value })
    }
    progress(`${accounts.length} of ${placed.value.length} accounts`)
  }
  return ok({ organization: organization.value, accounts: accounts.sort((a, b) => (a.id < b.id ? -1 : 1)) })
}
