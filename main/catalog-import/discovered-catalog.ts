// Makes catalog entries of what AWS Organizations says: keys, units, tags, and a checklist that says what is known.

import type { Account, ChecklistItem } from '../../shared/catalog.ts'
import type { DiscoveredAccount } from '../../shared/catalog-exchange.ts'
import { accountKeys } from './account-keys.ts'
import { wordsFrom } from './clean-text.ts'
import type { FoundAccount, FoundOrganization } from './discover.ts'
import type { WrittenCatalog } from './draft-shape.ts'
import type { Loss } from './imported.ts'
import { settle } from './settle.ts'
import { writeYaml } from './write-yaml.ts'

/** A catalog that was discovered once carries these as well; no account gets one a second time, or as the team's own. */
const ofOrganizations: readonly string[] = ['In its unit', 'Active', 'Tagged']

/**
 * What Organizations itself can tell, and below it the team's own points: those that its other accounts carry. The
 * management account belongs below the root (AWS, "Best practices for the management account").
 */
const checklistOf = (
  account: FoundAccount,
  management: string,
  own: readonly string[],
): readonly ChecklistItem[] => {
  const known: ChecklistItem[] = [
    ...(account.id === management ? [] : [{ title: 'In its unit', done: account.unit !== null }]),
    { title: 'Active', done: account.state === 'ACTIVE' },
    { title: 'Tagged', done: Object.keys(account.tags).length > 0 },
  ]
  return [
    ...known,
    ...own.filter(title => !ofOrganizations.includes(title)).map(title => ({ title, done: false })),
  ]
}

/** The points that a team's accounts carry, in their order. */
export const checklistTitles = (accounts: Iterable<Account>): readonly string[] => [
  ...new Set([...accounts].flatMap(account => account.checklist.map(item => item.title))),
]

/** `aws:` tags belong to AWS and cannot be written by anybody (Organizations API, TagResource). */
const ownTags = (tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith('aws:')))

/** @param known keys by account id of a catalog that has them already */
export const describeAccounts = (
  { organization, accounts }: FoundOrganization,
  known: ReadonlyMap<string, string>,
  titles: readonly string[],
): readonly DiscoveredAccount[] => {
  const fresh = accountKeys(
    accounts.filter(one => !known.has(one.id)).map(one => ({ id: one.id, name: one.name, labels: [] })),
  )
  const taken = new Set(known.values())
  const keyOf = (id: string): string => {
    const key = known.get(id) ?? fresh.get(id) ?? id
    return known.has(id) || !taken.has(key) ? key : id
  }
  return accounts.map(account => ({
    key: keyOf(account.id),
    id: account.id,
    name: wordsFrom(account.name) || account.id,
    email: account.email,
    state: account.state,
    unit: account.unit,
    tags: ownTags(account.tags),
    checklist: checklistOf(account, organization.managementAccount, titles),
  }))
}

/** A catalog of these accounts; what cannot stand in one is left out and told. */
export const discoveredYaml = (
  found: FoundOrganization,
  accounts: readonly DiscoveredAccount[],
  name: string,
  partition: string,
): string => {
  const losses: Loss[] = []
  const entries = accounts.map(account => [
    account.key,
    {
      id: account.id,
      ...(account.name !== account.key && { name: account.name }),
      ...(account.unit !== null && { unit: account.unit }),
      ...(Object.keys(account.tags).length > 0 && { tags: account.tags }),
      ...(account.state !== 'ACTIVE' && { facts: { state: account.state } }),
      checklist: account.checklist,
    },
  ])
  const catalog: WrittenCatalog = {
    switchyard: '1',
    name,
    ...(partition === 'aws' ? {} : { partition: partition as 'aws' }),
    accounts: Object.fromEntries(entries),
  }
  const settled = settle(catalog, (where, what) => losses.push({ where, what }))
  return writeYaml(
    settled,
    [
      `The organization ${found.organization.id}, as AWS Organizations has it`,
      'Sign-ins, environments and roles are yours to add: Organizations knows none.',
    ],
    losses,
  )
}
