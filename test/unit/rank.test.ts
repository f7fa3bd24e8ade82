// Holds the order of the list: what a search puts first, and what groups hold.
import { describe, expect, it } from 'vitest'
import { rankRows } from '../../renderer/desk/rank-rows.ts'
import { type Group, groupRows, rankedGroup } from '../../renderer/screens/targets/group-rows.ts'
import type { Recent } from '../../shared/recents.ts'
import { markRows, type Ordered, ordered } from '../../shared/search.ts'
import type { TargetRow } from '../../shared/target-row.ts'

type Wish = Partial<Omit<TargetRow, 'account'>> & {
  key: string
  unit?: string | null
  environment?: string | null
}

const row = ({ key, unit = 'Envs/Production', environment = 'production', ...wish }: Wish): TargetRow => {
  const role = wish.role ?? `${key}-production`
  const catalog = wish.catalog ?? 'ops-hub'
  return {
    target: `${catalog}:${key}/${role}`,
    catalog,
    account: { key, id: '100000000101', name: key, unit, environment },
    role,
    arn: `arn:aws:iam::100000000101:role/${role}`,
    signIn: 'ops',
    hops: 1,
    mfa: true,
    breakGlass: false,
    granted: true,
    pinned: null,
    session: null,
    ...wish,
  }
}
const live = (minutes: number) => ({
  expiresAt: new Date(Date.UTC(2026, 10, 20, 15, minutes)).toISOString(),
  profile: null,
})
const shape = (groups: readonly Group[]): readonly string[] =>
  groups.flatMap(group => [
    `# ${group.title} ${group.rows.count}`,
    ...group.rows.all().map(each => each.account.key),
  ])

describe('groups', () => {
  const rows = [
    row({ key: 'staging', unit: 'Envs', environment: 'staging' }),
    row({ key: 'acme', session: live(47) }),
    row({ key: 'globex', pinned: 'globex' }),
    row({ key: 'initech' }),
    row({ key: 'qa', unit: 'Envs', environment: 'staging', session: live(6) }),
    row({ key: 'umbrella' }),
    row({ key: 'umbrella', role: 'OrganizationAccountAccessRole', breakGlass: true }),
    row({ key: 'lone', unit: null, environment: null }),
  ]

  it('stand as active (the next to end first), pinned, units in the order of arrival, break-glass last', () => {
    expect(shape(groupRows(rows, 'units'))).toEqual([
      '# Active 2',
      'qa',
      'acme',
      '# Pinned 1',
      'globex',
      '# Envs 1',
      'staging',
      '# Envs / Production 2',
      'initech',
      'umbrella',
      '# ops-hub 1',
      'lone',
      '# Break-glass 1',
      'umbrella',
    ])
  })
  it('hold every target exactly once, however they are grouped', () => {
    for (const grouping of ['units', 'environments', 'flat'] as const) {
      const keys = groupRows(rows, grouping).flatMap(group =>
        group.rows.all().map(each => each.target as string),
      )
      expect(keys.toSorted()).toEqual(rows.map(each => each.target).toSorted())
    }
  })
  it('keep their places when rows arrive later', () => {
    const before = shape(groupRows(rows, 'units'))
    const after = shape(groupRows([...rows, row({ key: 'new', unit: 'Sandbox' })], 'units'))
    expect(after.slice(0, before.indexOf('# Break-glass 1'))).toEqual(
      before.slice(0, before.indexOf('# Break-glass 1')),
    )
  })
  it('name the catalog where several are shown', () => {
    const [head] = groupRows([row({ key: 'a' }), row({ key: 'b', catalog: 'atmos' })], 'units')
    expect(head).toMatchObject({ note: 'ops-hub' })
    expect(groupRows([row({ key: 'a' })], 'units')[0]).toMatchObject({ note: null })
  })
  it('put what was used lately before the units, the likeliest first', () => {
    const lately = ['ops-hub:umbrella/umbrella-production', 'ops-hub:initech/initech-production']
    expect(shape(groupRows(rows, 'units', lately)).slice(5, 10)).toEqual([
      '# Recent 2',
      'umbrella',
      'initech',
      '# Envs 1',
      'staging',
    ])
  })
  it('follow environments when asked', () => {
    expect(
      shape(groupRows([row({ key: 'a' }), row({ key: 'b', environment: null })], 'environments')),
    ).toEqual(['# production 1', 'a', '# No environment 1', 'b'])
  })
})

describe('ranking', () => {
  const rows = [
    row({ key: 'acme', role: 'OrganizationAccountAccessRole', breakGlass: true }),
    row({ key: 'acme-labs', role: 'Developer' }),
    row({ key: 'acme', role: 'Auditor', granted: false }),
    row({ key: 'acme', role: 'Developer', pinned: 'dev' }),
    row({ key: 'acme', role: 'Billing', session: live(47) }),
    row({ key: 'globex' }),
  ]
  const found = (query: string): readonly string[] =>
    rankRows(rows, query)
      .all()
      .map(each => `${each.account.key}/${each.role}`)

  it('puts what lives and what is pinned first among equals', () => {
    expect(found('acme').slice(0, 2)).toEqual(['acme/Billing', 'acme/Developer'])
  })
  it('puts break-glass and what is not granted last, whatever their score', () => {
    expect(new Set(found('acme').slice(-2))).toEqual(
      new Set(['acme/OrganizationAccountAccessRole', 'acme/Auditor']),
    )
  })
  it('prefers what was used oftener and later among equals, and finds only what is kept', () => {
    const equals = ['a', 'b', 'c', 'd'].map(key => row({ key, role: 'Developer' }))
    const recents: readonly Recent[] = [
      { target: 'ops-hub:c/Developer', lastUsed: '', uses: 1, weight: 0.4, reason: null },
      { target: 'ops-hub:d/Developer', lastUsed: '', uses: 9, weight: 5, reason: null },
    ]
    const keys = (found: Ordered<TargetRow>): string =>
      found
        .all()
        .map(each => each.account.key)
        .join('')
    expect(keys(rankRows(equals, 'developer'))).toBe('abcd')
    expect(keys(rankRows(equals, 'developer', { recents }))).toBe('dcab')
    expect(
      keys(
        rankRows(equals, 'developer', { recents, keep: markRows(equals, each => each.account.key !== 'd') }),
      ),
    ).toBe('cab')
  })
  it('never lets a pin beat a better match', () => {
    expect(found('globex')[0]).toBe('globex/globex-production')
    expect(found('acme-labs')[0]).toBe('acme-labs/Developer')
  })
  it('shows results below one head', () => {
    expect(shape(rankedGroup(ordered(rows.slice(0, 2))))).toEqual(['# Found 2', 'acme', 'acme-labs'])
    expect(rankedGroup(ordered([]))).toEqual([])
  })
})
