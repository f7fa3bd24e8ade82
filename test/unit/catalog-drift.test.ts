// What AWS Organizations says, as catalog entries and as the difference to a catalog.
import { describe, expect, test } from 'vitest'
import { readCatalog } from '../../main/catalog/read-catalog.ts'
import type { FoundAccount, FoundOrganization } from '../../main/catalog-import/discover.ts'
import { describeAccounts, discoveredYaml } from '../../main/catalog-import/discovered-catalog.ts'
import { findDrift } from '../../main/catalog-import/drift.ts'
import type { Account } from '../../shared/catalog.ts'

const found = (id: string, name: string, more: Partial<FoundAccount> = {}): FoundAccount => ({
  id,
  name,
  email: null,
  state: 'ACTIVE',
  unit: 'Prod',
  tags: {},
  ...more,
})
const known = (id: string, key: string, more: Partial<Account> = {}): Account => ({
  key,
  id,
  name: key,
  unit: 'Prod',
  environment: null,
  color: null,
  tags: {},
  facts: {},
  links: [],
  checklist: [],
  ...more,
})
const organization = (accounts: readonly FoundAccount[]): FoundOrganization => ({
  organization: { id: 'o-1', managementAccount: '100000000001' },
  accounts,
})

describe('drift', () => {
  test('points that Organizations itself can tell are no points of the team, wherever a catalog has them from', () => {
    const [management, member] = describeAccounts(
      organization([
        found('100000000001', 'management', { unit: null }),
        found('100000000101', 'acme', { tags: { client: 'acme' } }),
      ]),
      new Map(),
      ['In its unit', 'Active', 'Tagged', 'CloudTrail'],
    )
    const open = (list: typeof management) => list?.checklist.map(({ title, done }) => `${title} ${done}`)
    expect(open(management)).toEqual(['Active true', 'Tagged false', 'CloudTrail false'])
    expect(open(member)).toEqual(['In its unit true', 'Active true', 'Tagged true', 'CloudTrail false'])
  })
  test('each way to differ is one row, by account id', () => {
    const accounts = describeAccounts(
      organization([
        found('100000000101', 'acme', { unit: 'Prod/EU', tags: { client: 'acme', 'aws:created': 'x' } }),
        found('100000000102', 'Globex Corporation', { state: 'SUSPENDED' }),
        found('100000000103', 'New One', { unit: null }),
        found('100000000104', 'quiet', { state: 'SUSPENDED' }),
        found('100000000105', 'backend'),
      ]),
      new Map([
        ['100000000101', 'acme'],
        ['100000000102', 'globex'],
        ['100000000104', 'quiet'],
        ['100000000105', 'backend'],
      ]),
      [],
    )
    const rows = findDrift(
      [
        known('100000000101', 'acme'),
        known('100000000102', 'globex'),
        known('100000000104', 'quiet', { facts: { state: 'SUSPENDED' } }),
        // Where Terraform keeps its state, and no state of the account.
        known('100000000105', 'backend', { facts: { state: 'tenant/account/component' } }),
        known('100000000199', 'left'),
      ],
      accounts,
    )
    expect(rows.map(({ kind, before, after, sentence }) => [kind, before, after, sentence])).toEqual([
      ['unit', 'Prod', 'Prod/EU', 'acme is in Prod/EU; the catalog says Prod.'],
      ['tags', null, 'client=acme', 'acme is tagged client=acme; the catalog says nothing.'],
      [
        'name',
        'globex',
        'Globex Corporation',
        'globex is called “Globex Corporation”; the catalog says “globex”.',
      ],
      ['state', 'ACTIVE', 'SUSPENDED', 'globex is SUSPENDED; the catalog says nothing of it.'],
      ['new', null, null, 'New One (100000000103), in the root, is not in the catalog.'],
      ['gone', 'Prod', null, 'left (100000000199) is in the catalog and not in the organization.'],
    ])
  })
})

describe('entries', () => {
  test('keys are free, checklists say what is known and what the team asks for', () => {
    const given = organization([
      found('100000000001', 'Management', { unit: null }),
      found('100000000102', 'Acme', { tags: { client: 'acme' } }),
      found('100000000103', 'acme', { unit: null, state: 'PENDING_CLOSURE' }),
    ])
    const rows = describeAccounts(given, new Map([['100000000999', 'management']]), ['CloudTrail', 'Tagged'])
    expect(rows.map(row => row.key)).toEqual(['100000000001', 'acme', '100000000103'])
    expect(rows.map(row => row.checklist.map(item => `${item.title}:${item.done}`).join(' '))).toEqual([
      'Active:true Tagged:false CloudTrail:false',
      'In its unit:true Active:true Tagged:true CloudTrail:false',
      'In its unit:false Active:false Tagged:false CloudTrail:false',
    ])
  })

  test('whatever people write into names, units and tags, the YAML is a valid catalog', () => {
    const given = organization([
      found('100000000102', '', { unit: 'A-B/ C ', tags: { 'odd key!': 'x', good: 'y\nroles: []' } }),
      found('100000000103', 'all', { unit: 'x'.repeat(300) }),
      found('100000000104', '\u202Eevil\u0000', {}),
    ])
    const yaml = discoveredYaml(given, describeAccounts(given, new Map(), []), 'discovered', 'aws')
    const read = readCatalog(yaml, 'discovered')
    expect(read).toMatchObject({ ok: true })
    expect(Object.keys(read.ok ? (read.value.document.accounts ?? {}) : {})).toHaveLength(3)
    expect(yaml).toContain('# Not carried over:\n')
  })
})
