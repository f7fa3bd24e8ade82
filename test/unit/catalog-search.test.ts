// What a person finds by typing a few letters, and in which order.
import { describe, expect, it } from 'vitest'
import { markRows } from '../../shared/search.ts'
import { saysTheSame, searchTargets } from '../../shared/search-targets.ts'
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
  search
    .find(query, { last: markRows(rows, one => one.breakGlass) })
    .map(({ row: one }) => one.target.slice(2))

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
      boost: Float32Array.from(rows, one => (one.account.key === 'stark' ? 10 : 0)),
      limit: 1,
    })
    expect(best?.row.account.key).toBe('stark')
    expect(rest).toEqual([])
  })

  it('finds the same letter by letter, with words deleted and rows left out in between, as at once', () => {
    const typed = [
      'c',
      'cs',
      'cs s',
      'cs st',
      'cs',
      'acme',
      'acme pr',
      'acme prod',
      'prod',
      'glb',
      'glbx',
      '',
    ]
    const kept = [undefined, markRows(rows, one => one.account.key !== 'acme')]
    for (const keep of kept)
      for (const query of typed)
        expect(search.rows(query, { keep })).toEqual(searchTargets(rows).rows(query, { keep }))
  })

  it('ranks the first ones at once and the others when they are asked for, in one order', () => {
    const many = Array.from({ length: 500 }, (_, at) =>
      row(`acme-${at % 7}-${at}`, at % 3 ? 'Audit' : 'Admin'),
    )
    const large = searchTargets(many)
    const keep = markRows(many, one => one.account.key !== 'acme-3-3')
    for (const query of ['a', 'acme', 'audit 1', 'adm 3 4', 'zz', '']) {
      const whole = large.rows(query, { keep })
      const found = large.ranked(query, { keep })
      expect(found.count).toBe(whole.length)
      const places = [0, 1, 127, 128, 300, whole.length - 1]
      expect(places.map(at => found.at(at))).toEqual(places.map(at => whole[at]))
      expect(large.ranked(query, { keep }).all()).toEqual(whole)
      expect([found.at(-1), found.at(whole.length)]).toEqual([undefined, undefined])
    }
  })

  it('answers prepared letters as it would have without, and for the same wishes only', () => {
    const prepared = searchTargets(rows)
    const keep = markRows(rows, one => one.account.key !== 'globex')
    let calls = 1
    while (prepared.prepare({ keep })) calls++
    expect(calls).toBe(36)
    expect(prepared.ranked('s', { keep })).toBe(prepared.ranked('s', { keep }))
    for (const letter of 'abcdefghijklmnopqrstuvwxyz0123456789ö')
      for (const options of [{ keep }, {}, { keep, boost: Float32Array.from(rows, (_, at) => at) }])
        expect(prepared.ranked(letter, options).all()).toEqual(searchTargets(rows).rows(letter, options))
  })

  it('goes on over rows of which only sessions changed', () => {
    const session = { expiresAt: '2026-11-20T15:05:00.000Z', profile: null }
    const now = rows.map(one => ({ ...one, account: { ...one.account }, session }))
    expect(saysTheSame(rows, now)).toBe(true)
    expect(search.over(now).rows('stark')).toEqual([now[4]])
    const pinned = now.map((one, at) => (at === 0 ? { ...one, pinned: 'g' } : one))
    expect([saysTheSame(rows, pinned), saysTheSame(rows, now.slice(1))]).toEqual([false, false])
  })

  it('takes any letters', () => {
    const odd = searchTargets([row('x', 'İstanbul-Rolle', { name: 'Größe' })])
    expect(odd.find('größe')).toHaveLength(1)
    expect(odd.find('x')).toHaveLength(1)
    // One text ends where the next begins: no term fits across.
    const beside = searchTargets([row('ab', 'cd'), row('ef', 'gh')])
    expect(['ab', 'gh', 'bc', 'de', 'fg'].map(term => beside.find(term).length)).toEqual([1, 1, 0, 0, 0])
  })
})
