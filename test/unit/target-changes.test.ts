// A list of targets goes from one revision to the next by its changed rows alone, and never to a list main does not have.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChanges, changesBetween } from '../../shared/target-changes.ts'
import type { TargetList, TargetRow } from '../../shared/target-row.ts'

const row = (index: number, more: Partial<TargetRow> = {}): TargetRow => ({
  target: `hub:a${index}/R`,
  catalog: 'hub',
  account: { key: `a${index}`, id: '100000000001', name: `a${index}`, unit: null, environment: null },
  role: 'R',
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
const list = (revision: number, rows: readonly TargetRow[], tags: TargetList['tags'] = {}): TargetList => ({
  revision,
  rows,
  tags,
})
const many = Array.from({ length: 400 }, (_, index) => row(index))
const session = { expiresAt: '2026-11-28T15:05:00.000Z', profile: null }

describe('changes of the list', () => {
  it('are only the rows that say something new', () => {
    const now = many.map((each, at) => (at === 7 ? { ...each, session } : { ...each }))
    const changes = changesBetween(list(4, many), list(5, now))
    expect(changes).toEqual({ from: 4, revision: 5, rows: [now[7]] })
    const applied = applyChanges(list(4, many), changes ?? { from: 0, revision: 0, rows: [] })
    expect(applied).toEqual(list(5, now))
    expect(applied?.rows[8]).toBe(many[8])
  })
  it('are none where targets came, went or moved, where tags changed, or where nearly all rows did', () => {
    const before = list(1, many, { 'hub:a1': { client: 'acme' } })
    expect(changesBetween(before, list(2, [...many, row(400)], before.tags))).toBeNull()
    expect(changesBetween(before, list(2, many.slice(1), before.tags))).toBeNull()
    expect(changesBetween(before, list(2, many.toReversed(), before.tags))).toBeNull()
    expect(changesBetween(before, list(2, many, {}))).toBeNull()
    expect(
      changesBetween(
        before,
        list(
          2,
          many.map(each => ({ ...each, granted: true })),
          before.tags,
        ),
      ),
    ).toBeNull()
    expect(changesBetween(before, list(2, many, { 'hub:a1': { client: 'acme' } }))?.rows).toEqual([])
  })
  it('are of one list alone', () => {
    const changes = { from: 4, revision: 5, rows: [row(7, { session })] }
    expect(applyChanges(list(3, many), changes)).toBeNull()
    expect(applyChanges(list(4, many.slice(8)), changes)).toBeNull()
  })
  it('lead to the very list main has, whatever changes in a row', () => {
    const change = fc.record(
      {
        granted: fc.constantFrom(true, false, null),
        pinned: fc.constantFrom(null, 'p'),
        hidden: fc.constant(true as const),
        color: fc.constantFrom('red' as const, 'blue' as const),
        groups: fc.constantFrom(['a'], ['a', 'b']),
        signIn: fc.constantFrom('ops', 'portal', null),
        hops: fc.integer({ min: 0, max: 3 }),
        via: fc.constantFrom('hub:a1/R', 'hub:a2/R'),
        mfa: fc.boolean(),
        session: fc.constantFrom(null, session),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 5, maxLength: 15 }),
        fc.array(change, { minLength: 5, maxLength: 15 }),
        (one, other) => {
          const before = list(
            1,
            one.map((each, at) => row(at, each)),
          )
          const now = list(
            2,
            one.map((each, at) => row(at, other[at] ?? each)),
          )
          const changes = changesBetween(before, now)
          expect(changes && applyChanges(before, changes)).toEqual(now)
        },
      ),
    )
  })
})
