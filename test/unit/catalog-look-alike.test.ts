// Names that people take for one another: found whatever the trick, and never where names are plainly two.
import { describe, expect, test } from 'vitest'
import { findChanges } from '../../main/catalog/difference.ts'
import { lookAlikes, skeletonOf } from '../../main/catalog/look-alike.ts'
import { readCatalog } from '../../main/catalog/read-catalog.ts'
import { good } from '../support/sign-in-room.ts'

const named = (...names: readonly string[]) => names.map((name, index) => ({ key: `k${index}`, name }))

describe('look-alike names', () => {
  test.each([
    ['acme', '\u0430cme'],
    ['Acme Production', 'Acme Pr\u043eduction'],
    ['ALPHA', '\u0391LPHA'],
    ['modern', 'modem'],
    ['wayne', 'vvayne'],
    ['tool', 't00l'],
    ['globex', 'g1obex'],
    ['Initech', 'lnitech'],
    ['hooli', 'h\u00f3oli'],
    ['umbrella', '\uff55mbrella'],
    ['stark', 'st\u200dark'],
  ])('%s and %s', (one, other) => {
    expect(skeletonOf(one)).toBe(skeletonOf(other))
    expect(lookAlikes(named(one, other))).toEqual([{ key: 'k1', label: other, other: one }])
  })

  test.each([
    ['acme-prod', 'acme-stage'],
    ['team-10', 'team-11'],
    ['dev', 'prod'],
    ['Acme', 'ACME'],
  ])('%s and %s are not taken for one another', (one, other) => {
    expect(lookAlikes(named(one, other))).toEqual([])
  })

  test('an account is never taken for itself', () => {
    expect(
      lookAlikes([
        { key: 'initech', name: 'Initech' },
        { key: 'modem', name: 'Modern' },
      ]),
    ).toEqual([])
  })
})

const catalog = (accounts: string): string =>
  `switchyard: 1\nname: x\nsignIns: { ops: { kind: iam-user, account: ops } }\naccounts:\n  ops: { id: "100000000002" }\n${accounts}roles: [{ name: R, accounts: all, from: ops }]\n`
const acme = '  acme: { id: "100000000101", name: Acme }\n'
const fake = '  client-7: { id: "100000000666", name: "\u0410cme" }\n'

test('a catalog with two of them is valid, with a warning that says which letter it is', () => {
  const { warnings } = good(readCatalog(catalog(acme + fake), 'x'))
  expect(warnings).toEqual([
    {
      line: 7,
      column: 3,
      path: 'accounts.client-7',
      message:
        '"\u0410cme" (its \u201c\u0410\u201d is U+0410) and "acme" are easily taken for one another; two accounts should not be.',
      warning: true,
    },
  ])
})

test('an update that brings one says so, wherever it was written', () => {
  const before = good(readCatalog(catalog(acme), 'x')).document
  for (const accounts of [acme + fake, fake + acme])
    expect(findChanges(before, good(readCatalog(catalog(accounts), 'x')).document).steering).toContainEqual(
      expect.objectContaining({
        path: 'accounts.client-7',
        sentence: 'client-7 would be a new account, and "\u0410cme" is easily taken for "acme".',
      }),
    )
})
