// What a person finds by typing a few letters, and in which order.
import { describe, expect, it } from 'vitest'
import { searchTargets } from '../../shared/search-targets.ts'
import type { TargetRow } from '../../shared/target-row.ts'

const row = (
  key: string,
  role: string,
  more: Partial<TargetRow['account']> & { readonly pinned?: string } = {},
): TargetRow => ({
  target: `t:${key}/${role}`,
  catalog: 't',
  account: {
    key,
    id: more.id ?? '100000000001',
    name: more.name ?? key,
    unit: more.unit ?? null,
    environment: more.environment ?? null,
  },
  role,
  arn: '',
  signIn: null,
  hops: 1,
  mfa: false,
  breakGlass: role === 'BreakGlass',
  granted: null,
  pinned: more.pinned ?? null,
  session: null,
})
const rows = [
  row('globex', 'globex-production', { environment: 'production', id: '100000000102' }),
  row('acme', 'BreakGlass', { environment: 'production', id: '100000000101' }),
  row('acme', 'acme-production', {
    environment: 'production',
    id: '100000000101',
    unit: 'Envs/Production',
    pinned: 'main',
  }),
  row('acme-lab', 'CustomerSupport', { environment: 'sandbox', id: '100000000201' }),
  row('stark', 'CustomerSupport', {
    environment: 'production',
    id: '100000000106',
    name: 'Stark Industries',
  }),
]
const search = searchTargets(rows)
const find = (query: string): string[] =>
  search.find(query, { last: one => one.breakGlass }).map(({ row: one }) => one.target.slice(2))

describe('search', () => {
  it.each([
    ['acme', ['acme/acme-production', 'acme-lab/CustomerSupport', 'acme/BreakGlass']],
    ['prod acme', ['acme/acme-production', 'acme/BreakGlass']],
    ['acme prod', ['acme/acme-production', 'acme/BreakGlass']],
    ['acme/acme-production', ['acme/acme-production']],
    ['glbx', ['globex/globex-production']],
    ['100000000106', ['stark/CustomerSupport']],
    ['0201', ['acme-lab/CustomerSupport']],
    ['industries', ['stark/CustomerSupport']],
    ['cs', ['acme-lab/CustomerSupport', 'stark/CustomerSupport']],
    ['support stark', ['stark/CustomerSupport']],
    ['@main', ['acme/acme-production']],
    ['sandbox', ['acme-lab/CustomerSupport']],
    ['ACME LAB', ['acme-lab/CustomerSupport']],
    ['zzz', []],
    ['acme zzz', []],
  ])('%s', (query, expected) => {
    expect(find(query)).toEqual(expected)
  })

  it('answers all rows in their own order for nothing typed, break-glass last', () => {
    expect(find('  ')).toEqual([
      'globex/globex-production',
      'acme/acme-production',
      'acme-lab/CustomerSupport',
      'stark/CustomerSupport',
      'acme/BreakGlass',
    ])
  })

  it('puts what the caller prefers first, and counts only as many as wished', () => {
    const [best, ...rest] = search.find('customersupport', {
      boost: one => (one.account.key === 'stark' ? 10 : 0),
      limit: 1,
    })
    expect(best?.row.account.key).toBe('stark')
    expect(rest).toEqual([])
  })

  it('takes any letters', () => {
    const odd = searchTargets([row('x', 'İstanbul-Rolle', { name: 'Größe' })])
    expect(odd.find('größe')).toHaveLength(1)
    expect(odd.find('x')).toHaveLength(1)
  })
})
