// One estate of catalogs, the personal layer and what portals list.
import { describe, expect, it } from 'vitest'
import type { CatalogPart } from '../../main/catalog/catalog-part.ts'
import { expand } from '../../main/catalog/expand.ts'
import { createGranted } from '../../main/catalog/granted.ts'
import { extrasOf, filterRows, listTargets, tagsOf } from '../../main/catalog/list-targets.ts'
import { mergeEstate } from '../../main/catalog/merge.ts'
import { slugOf } from '../../main/catalog/merge-portal.ts'
import { readCatalog } from '../../main/catalog/read-catalog.ts'
import type { Estate, PortalListing } from '../../shared/catalog.ts'

const part = (text: string, kind: 'team' | 'personal' = 'team'): CatalogPart => {
  const read = readCatalog(text, 'test', kind)
  if (!read.ok) throw new Error(JSON.stringify(read.failure))
  const { document } = read.value
  return {
    row: {
      name: document.name,
      title: null,
      source: '',
      kind: kind === 'team' ? 'file' : 'personal',
      state: 'current',
      approvedRef: null,
      fetchedRef: null,
      signature: 'none',
      targets: 0,
    },
    document,
    expanded: expand(document, document.name),
  }
}
const hub = part(`switchyard: 1
name: hub
defaults: { region: eu-west-1, duration: 2h, profile: "{role}" }
environments: { production: { color: red, mfa: required } }
signIns:
  ops: { kind: iam-user, account: ops, mfa: required }
groups: { people: { signIn: ops, name: People }, admins: { signIn: ops } }
accounts:
  ops: { id: "100000000002" }
  acme: { id: "100000000101", name: Acme, environment: production, tags: { client: acme } }
roles:
  - { name: "{account}-production", accounts: acme, from: ops, groups: [people], mfa: required, tags: { client: "{tag:client}" }, path: /clients/, sessionName: "{user}-{account}-{ticket}" }
  - { name: Admin, accounts: acme, from: ops, groups: [admins], breakGlass: true, duration: 1h }
  - { name: Free, accounts: ops, from: [ops, acme/Admin] }
`)
const zone = part(`switchyard: 1
name: zone
defaults: { region: eu-west-1, profile: "{account}.{role}" }
environments: { production: { color: red, reason: required } }
signIns: { portal: { kind: identity-center, startUrl: "https://x.awsapps.com/start", region: eu-west-1 } }
accounts:
  prod: { id: "200000000001", name: Production, environment: production }
roles:
  - { name: DevOps, accounts: prod, from: portal }
  - { name: Deploy, accounts: prod, from: prod/DevOps, externalId: x1 }
`)
const own = part(
  `switchyard: 1
name: personal
signIns: { machine: { kind: command, command: [secret-store, get] } }
accounts: { mine: { id: "300000000001" } }
roles:
  - { name: Build, accounts: mine, from: machine }
  - { name: Beyond, accounts: mine, from: "hub:acme/acme-production" }
catalogs:
  hub:
    signIns: { ops: { userName: ana, mfaSerial: "arn:aws:iam::100000000002:mfa/ana", groups: [people] } }
    targets:
      acme/acme-production: { pin: prod, profile: acme, color: blue, duration: 4h }
      ops/Free: { hidden: true }
      gone/Role: { pin: prod }
  zone: { targets: { shared-services/Auditor: { pin: audit }, prod/Deploy: { externalId: mine-1 } } }
  unknown: { targets: { a/B: { pin: x } } }
`,
  'personal',
)
const listing = (accounts: PortalListing['accounts'], complete = true): PortalListing => ({
  signIn: 'zone:portal',
  complete,
  at: 0,
  accounts,
})
const listed = listing([
  { id: '200000000001', name: 'Whatever AWS says', roles: ['DevOps', 'Auditor'] },
  { id: '200000000002', name: 'Shared Services', roles: ['Auditor'] },
  { id: '200000000003', name: 'Sandbox', roles: null },
])
const merge = (listings: readonly PortalListing[] = [], personal: CatalogPart | null = own): Estate =>
  mergeEstate({ revision: 7, parts: [zone, hub], personal, listings })
const target = (estate: Estate, id: string) => {
  const found = estate.targets.get(id)
  if (found === undefined) throw new Error(`${id} is not among ${[...estate.targets.keys()].join(' ')}`)
  return found
}

describe('the estate', () => {
  it('holds each target under its full name, with all that its route needs', () => {
    expect(target(merge([], null), 'hub:acme/acme-production')).toMatchObject({
      arn: 'arn:aws:iam::100000000101:role/clients/acme-production',
      kind: 'role',
      from: [{ kind: 'sign-in', signIn: 'hub:ops' }],
      environment: {
        key: 'production',
        color: 'red',
        mfa: true,
        reason: false,
        confirm: false,
        maxDuration: null,
      },
      duration: 7200,
      ownDuration: false,
      sessionName: '{user}-acme-{ticket}',
      profile: 'acme-production',
      tags: { client: 'acme' },
      region: 'eu-west-1',
      listed: 'catalog',
    })
    expect(target(merge(), 'hub:acme/Admin')).toMatchObject({
      duration: 3600,
      ownDuration: true,
      breakGlass: true,
    })
    expect(target(merge(), 'hub:ops/Free').from).toEqual([
      { kind: 'sign-in', signIn: 'hub:ops' },
      { kind: 'target', target: 'hub:acme/Admin' },
    ])
  })

  it('lets the personal layer say what is personal, and nothing that loosens a guard', () => {
    const estate = merge()
    expect(target(estate, 'hub:acme/acme-production')).toMatchObject({
      profile: 'acme',
      duration: 14_400,
      ownDuration: true,
      personal: { pin: 'prod', color: 'blue', hidden: false },
      environment: { mfa: true },
      externalId: null,
    })
    expect(target(estate, 'zone:prod/Deploy').externalId).toBe('mine-1')
    expect(estate.signIns.get('hub:ops')).toMatchObject({
      userName: 'ana',
      mfaSerial: 'arn:aws:iam::100000000002:mfa/ana',
      groups: ['people'],
    })
    expect([...estate.pins]).toEqual([['prod', 'hub:acme/acme-production']])
    expect(target(estate, 'personal:mine/Beyond').from).toEqual([
      { kind: 'target', target: 'hub:acme/acme-production' },
    ])
    expect(estate.catalogs.map(row => [row.name, row.targets])).toEqual([
      ['hub', 3],
      ['zone', 2],
      ['personal', 2],
    ])
    expect(estate.environments.get('zone:production')?.reason).toBe(true)
    expect(estate.revision).toBe(7)
  })

  it('merges what a portal lists by account id', () => {
    const estate = merge([listed])
    expect(target(estate, 'zone:prod/Auditor')).toMatchObject({
      kind: 'permission-set',
      listed: 'portal',
      account: { key: 'prod', name: 'Production' },
      environment: { key: 'production', reason: true },
      profile: 'prod.Auditor',
      arn: 'arn:aws:iam::200000000001:role/aws-reserved/sso.amazonaws.com/Auditor',
    })
    expect(target(estate, 'zone:prod/DevOps')).toMatchObject({ kind: 'permission-set', listed: 'catalog' })
    expect(target(estate, 'zone:shared-services/Auditor')).toMatchObject({
      account: { id: '200000000002', name: 'Shared Services' },
      environment: null,
    })
    expect(estate.pins.get('audit')).toBe('zone:shared-services/Auditor')
    expect(estate.catalogs.find(row => row.name === 'zone')?.targets).toBe(4)
  })

  it('gives accounts of one name keys that do not depend on their order', () => {
    const twins = [
      { id: '200000000008', name: 'Sandbox', roles: ['R'] },
      { id: '200000000009', name: 'sandbox', roles: ['R'] },
      { id: '200000000010', name: 'PROD', roles: ['R'] },
      { id: '200000000011', name: '', roles: ['R'] },
    ]
    const keys = (accounts: PortalListing['accounts']): string[] =>
      [...merge([listing(accounts)], null).targets.keys()]
        .filter(id => id.endsWith('/R'))
        .toSorted((a, b) => (a < b ? -1 : 1))
    expect(keys(twins)).toEqual([
      'zone:200000000011/R',
      'zone:prod-200000000010/R',
      'zone:sandbox-200000000008/R',
      'zone:sandbox-200000000009/R',
    ])
    expect(keys(twins.toReversed())).toEqual(keys(twins))
    expect(slugOf('  Größe & Co. (EU) ')).toBe('gro-e-co.-eu')
  })
})

describe('what is granted', () => {
  const granted = (
    estate: Estate,
    listings: readonly PortalListing[],
    groups: readonly string[] | null = null,
  ) => {
    const ask = createGranted({
      estate,
      listings,
      groupsOf: signIn => (signIn === 'hub:ops' ? groups : null),
    })
    return (id: string): boolean | null => ask(target(estate, id))
  }
  it('is what the portal lists, once it was asked', () => {
    expect(granted(merge(), [])('zone:prod/DevOps')).toBeNull()
    const some = granted(merge([listed]), [listed])
    expect([
      some('zone:prod/DevOps'),
      some('zone:shared-services/Auditor'),
      some('zone:prod/Deploy'),
    ]).toEqual([true, true, null])
    const fewer = listing([{ id: '200000000001', name: 'x', roles: ['Auditor'] }])
    expect(granted(merge([fewer]), [fewer])('zone:prod/DevOps')).toBe(false)
    const none = listing([])
    expect(granted(merge([none]), [none])('zone:prod/DevOps')).toBe(false)
    const begun = listing([], false)
    expect(granted(merge([begun]), [begun])('zone:prod/DevOps')).toBeNull()
    const unread = listing([{ id: '200000000001', name: 'x', roles: null }])
    expect(granted(merge([unread]), [unread])('zone:prod/DevOps')).toBeNull()
  })
  it("is among the IAM user's groups, whatever their case", () => {
    const byIam = granted(merge([], null), [], ['PEOPLE', 'everyone'])
    expect([byIam('hub:acme/acme-production'), byIam('hub:acme/Admin'), byIam('hub:ops/Free')]).toEqual([
      true,
      false,
      null,
    ])
    expect(granted(merge([], null), [])('hub:acme/Admin')).toBeNull()
    expect(granted(merge(), [])('hub:acme/Admin')).toBe(false)
  })
})

describe('rows', () => {
  const estate = merge([listed])
  const rows = listTargets(estate, {
    routeOf: one => ({
      signIn: one.from[0]?.kind === 'sign-in' ? one.from[0].signIn : null,
      hops: one.from.length,
      mfa: one.mfa,
    }),
    sessions: new Map([['hub:ops/Free', { expiresAt: '2026-11-21T12:00:00Z', profile: 'free' }]]),
    granted: createGranted({ estate, listings: [listed], groupsOf: () => ['people'] }),
  })
  const names = (filter: Parameters<typeof filterRows>[2]): string[] =>
    filterRows(rows, estate, filter).map(row => row.target)

  it('puts break-glass last', () => {
    expect(rows.at(-1)).toMatchObject({ target: 'hub:acme/Admin', breakGlass: true, granted: false })
    expect(rows).toHaveLength(estate.targets.size)
  })
  it('carries pins, sessions and the sign-in', () => {
    expect(rows.find(row => row.target === 'hub:acme/acme-production')).toEqual({
      target: 'hub:acme/acme-production',
      catalog: 'hub',
      account: { key: 'acme', id: '100000000101', name: 'Acme', unit: null, environment: 'production' },
      role: 'acme-production',
      arn: 'arn:aws:iam::100000000101:role/clients/acme-production',
      signIn: 'hub:ops',
      hops: 1,
      mfa: true,
      breakGlass: false,
      granted: true,
      pinned: 'prod',
      color: 'blue',
      groups: ['people'],
      session: null,
    })
  })
  it('leaves out what is not granted or hidden, unless asked for or live', () => {
    expect(names({ catalog: 'hub' })).toEqual(['hub:acme/acme-production', 'hub:ops/Free'])
    expect(names({ catalog: 'hub', all: true })).toHaveLength(3)
    expect(names({ active: true })).toEqual(['hub:ops/Free'])
    expect(names({ pins: true })).toEqual(['zone:shared-services/Auditor', 'hub:acme/acme-production'])
    expect(names({ environment: 'production', signIn: 'portal' })).toEqual([
      'zone:prod/DevOps',
      'zone:prod/Auditor',
    ])
  })
  it('says what the window shows beside a row', () => {
    expect(extrasOf(target(estate, 'hub:acme/acme-production'), null)).toMatchObject({
      color: 'blue',
      profile: 'acme',
      tags: { client: 'acme' },
      personal: { pin: 'prod', profile: 'acme', color: 'blue' },
    })
    expect(tagsOf(estate)).toEqual({ 'hub:acme': { client: 'acme' } })
    expect(rows.filter(row => row.hidden).map(row => row.target)).toEqual(['hub:ops/Free'])
    expect(extrasOf(target(estate, 'hub:acme/Admin'), null).color).toBe('red')
  })
})
