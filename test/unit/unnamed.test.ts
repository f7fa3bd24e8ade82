// What a portal grants and a catalog does not name: told where the catalog could name it, by account, in one line each.
import { expect, test } from 'vitest'
import type { TargetRow } from '../../shared/target-row.ts'
import { notInCatalog, notInCatalogSentences } from '../../shared/unnamed.ts'

const row = (name: string, role: string, unnamed?: 'account' | 'role'): TargetRow => ({
  target: `t:${name}/${role}`,
  catalog: 't',
  account: { key: name, id: `10000000010${name.length}`, name, unit: null, environment: null },
  role,
  arn: '',
  signIn: 'portal',
  hops: 1,
  mfa: false,
  breakGlass: false,
  granted: true,
  pinned: null,
  session: null,
  ...(unnamed && { unnamed }),
})
const told = (rows: readonly TargetRow[], most?: number) =>
  notInCatalogSentences('team', notInCatalog(rows), most)

test('accounts come first, each with its roles; roles of known accounts share a line', () => {
  const rows = [
    row('acme', 'Ops'),
    row('acme', 'Auditor', 'role'),
    row('sandbox', 'Ops', 'account'),
    row('sandbox', 'Auditor', 'account'),
  ]
  expect(notInCatalog(rows)).toEqual([
    { account: { id: '100000000107', name: 'sandbox' }, known: false, roles: ['Ops', 'Auditor'] },
    { account: { id: '100000000104', name: 'acme' }, known: true, roles: ['Auditor'] },
  ])
  expect(told(rows)).toEqual([
    'Granted, but not in team: sandbox (100000000107), Ops, Auditor.',
    'Granted, but no role of team: Auditor in acme.',
  ])
})

test('a catalog that leaves accounts or roles to the portal lacks none', () => {
  expect(told([row('acme', 'Ops', 'account'), row('sandbox', 'Ops', 'account')])).toEqual([])
  expect(told([row('acme', 'Ops', 'role'), row('sandbox', 'Ops', 'account')])).toEqual([
    'Granted, but not in team: sandbox (100000000107), Ops.',
  ])
})

test('a few of many are told, and how many more there are; a name ends no line', () => {
  const names = ['a', 'bb', 'ccc', 'dddd']
  const rows = [
    row('known', 'Ops'),
    ...['One', 'Two', 'Three'].map(role => row('known', role, 'role')),
    ...names.map(name => row(name, 'Ops', 'account')),
    row('line\n\u001B[2Jbreak', 'Ops', 'account'),
  ]
  expect(told(rows, 2)).toEqual([
    'Granted, but not in team: a (100000000101), Ops.',
    'Granted, but not in team: bb (100000000102), Ops.',
    'Granted, but not in team: 3 more accounts.',
    'Granted, but no role of team: One in known, Two in known and 1 more.',
  ])
  expect(told(rows).find(sentence => sentence.includes('break'))).toBe(
    'Granted, but not in team: line [2Jbreak (1000000001014), Ops.',
  )
})
