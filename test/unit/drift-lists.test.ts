// Holds what the screen of drift knows without asking: the record's last word, grants, portal lists; and what a check says over them.
import { describe, expect, it } from 'vitest'
import {
  checkedOf,
  driftCount,
  type KnownDrift,
  lastWords,
  refusedOf,
  untriedOf,
} from '../../renderer/desk/drift-lists.ts'
import type { ActivityRow } from '../../shared/activity.ts'
import type { Discovery } from '../../shared/catalog-exchange.ts'
import type { CheckRow } from '../../shared/fleet.ts'
import type { TargetRow } from '../../shared/target-row.ts'
import { unnamedOf } from '../../shared/unnamed.ts'

const row = (account: string, more: Partial<TargetRow> = {}): TargetRow => ({
  target: `t:${account}/Role`,
  catalog: 't',
  account: { key: account, id: '100000000101', name: account, unit: null, environment: null },
  role: 'Role',
  arn: '',
  signIn: 'ops',
  hops: 1,
  mfa: false,
  breakGlass: false,
  granted: null,
  pinned: null,
  session: null,
  ...more,
})
let seq = 0
const act = (account: string, more: Partial<ActivityRow>): ActivityRow => ({
  seq: ++seq,
  at: `2026-11-20T10:00:0${seq}Z`,
  what: 'refusal',
  who: 'ana',
  target: `t:${account}/Role`,
  outcome: 'refused',
  door: 'window',
  detail: 'hop 1 of 1, AccessDenied: trust',
  prev: '',
  hash: '',
  ...more,
})
const check = (account: string, more: Partial<CheckRow>): readonly [string, CheckRow] => [
  `t:${account}/Role`,
  { target: `t:${account}/Role`, ok: false, seconds: 1, ...more },
]

const noon = Date.parse('2026-11-20T12:00:00Z')
const knowing = (
  record: readonly ActivityRow[],
  checked: readonly (readonly [string, CheckRow])[] = [],
  compared: KnownDrift['compared'] = new Map(),
): KnownDrift => ({
  tried: new Map(checked.map(([target, tried]) => [target, { row: tried, at: noon }])),
  compared,
  last: lastWords(record),
})

describe('what is refused', () => {
  const rows = [row('acme'), row('globex'), row('hooli', { granted: false }), row('wonka')]
  const record = [
    act('acme', {}),
    act('globex', {}),
    act('globex', { what: 'session-start', outcome: 'done' }),
    act('wonka', { detail: 'a code that was wrong' }),
    act('wonka', { outcome: 'cancelled' }),
    act('elsewhere', {}),
  ]
  const brief = (list: ReturnType<typeof refusedOf>) => list.map(each => [each.row.account.key, each.cause])

  it('is what AWS refused last, and what nobody granted', () => {
    expect(brief(refusedOf(rows, knowing(record)))).toEqual([
      ['acme', 'trust'],
      ['hooli', 'not-assigned'],
    ])
  })
  it('gives way to what was tried just now', () => {
    const checked = [
      check('acme', { ok: true }),
      check('globex', {
        cause: 'role-missing',
        causes: [{ cause: 'role-missing', certain: true, why: 'It is gone.' }],
      }),
      check('wonka', { failure: 'sign-in-required', message: 'Sign in first.' }),
    ]
    expect(brief(refusedOf(rows, knowing(record, checked)))).toEqual([
      ['globex', 'role-missing'],
      ['hooli', 'not-assigned'],
    ])
    expect(refusedOf(rows, knowing(record, checked))[0]?.detail).toBe('It is gone.')
    expect(untriedOf(checkedOf(rows, knowing([], checked))).map(({ message }) => message)).toEqual([
      'Sign in first.',
    ])
  })
})

describe('what no catalog names', () => {
  it('is gathered by account, unknown accounts first', () => {
    const other = { key: 'new', id: '100000000999', name: 'New', unit: null, environment: null }
    const rows = [
      row('acme'),
      row('acme', { role: 'Extra', unnamed: 'role', granted: true }),
      row('new', { account: other, unnamed: 'account', granted: true }),
      row('new', { account: other, role: 'Second', unnamed: 'account', granted: true }),
    ]
    expect(unnamedOf(rows).map(({ name, unknown, rows: own }) => [name, unknown, own.length])).toEqual([
      ['New', true, 2],
      ['acme', false, 1],
    ])
  })
})

describe('how much drift there is', () => {
  const catalog = { name: 't', approvedRef: 'a1' }
  const rows = [
    row('acme'),
    row('hooli', { granted: false }),
    row('new', { unnamed: 'account', granted: true }),
    row('old', { unnamed: 'role', granted: true }),
  ]
  const found = (differences: number): Discovery =>
    ({ differences: Array.from({ length: differences }, () => ({})) }) as unknown as Discovery

  it('is not known before something was tried or compared', () => {
    expect(driftCount(catalog, rows, knowing([act('acme', {})]))).toBeNull()
    expect(
      driftCount(catalog, rows, knowing([], [check('elsewhere', { ok: false, cause: 'trust' })])),
    ).toBeNull()
  })
  it('counts what is refused, what is unknown and what is different', () => {
    const checked = [check('acme', { cause: 'trust' })]
    expect(driftCount(catalog, rows, knowing([], checked))).toBe(3)
    const both = knowing([], checked, new Map([['t', { ref: 'a1', found: found(4) }]]))
    expect(driftCount(catalog, rows, both)).toBe(7)
    const none = knowing([], [], new Map([['t', { ref: 'a1', found: found(0) }]]))
    expect(driftCount(catalog, [row('acme')], none)).toBe(0)
  })
  it('forgets a comparison with another copy, and a refusal that somebody got past since', () => {
    const other = knowing([], [], new Map([['t', { ref: 'a0', found: found(4) }]]))
    expect(driftCount(catalog, rows, other)).toBeNull()
    const checked = [check('acme', { cause: 'trust' })]
    const started = { what: 'session-start', outcome: 'done' } as const
    const before = act('acme', { ...started, at: '2026-11-20T11:00:00Z' })
    const since = act('acme', { ...started, at: '2026-11-20T13:00:00Z' })
    expect(driftCount(catalog, [row('acme')], knowing([before], checked))).toBe(1)
    expect(driftCount(catalog, [row('acme')], knowing([before, since], checked))).toBe(0)
  })
})
