// An update's changes: which ones steer, and the sentences a person reads before agreeing.
import { describe, expect, it } from 'vitest'
import { findChanges } from '../../main/catalog/difference.ts'
import type { CatalogDocument } from '../../main/catalog/personal-shape.ts'
import { readCatalog } from '../../main/catalog/read-catalog.ts'

const before = `switchyard: 1
name: ops-hub
title: Northwind
defaults: { region: eu-west-1, sessionName: "{user}" }
environments:
  production: { color: red, mfa: required, reason: required, maxDuration: 4h }
  staging: { color: amber }
signIns:
  ops: { kind: iam-user, account: ops, mfa: required }
  root: { kind: iam-user, account: root, mfa: required }
  spare: { kind: iam-user, account: idle, mfa: required }
  portal: { kind: identity-center, startUrl: "https://a.awsapps.com/start", region: eu-west-1 }
groups:
  people: { signIn: ops }
accounts:
  root: { id: "100000000001" }
  ops: { id: "100000000002", name: Operations }
  staging: { id: "100000000011", unit: Envs, environment: staging }
  acme: { id: "100000000101", unit: Envs/Production, environment: production, facts: { budget: 1800 USD } }
  globex: { id: "100000000102", unit: Envs/Production, environment: production }
  idle: { id: "100000000900", name: Idle }
roles:
  - name: Hub
    accounts: staging
    from: ops
  - name: "{account}-production"
    accounts: { unit: Envs/Production }
    from: ops
    mfa: required
    externalId: one
    groups: [people]
    title: Production
  - name: Admin
    accounts: { unit: Envs/** }
    from: root
    breakGlass: true
`
const read = (text: string): CatalogDocument => {
  const result = readCatalog(text, 'test')
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value.document
}
const changes = (...edits: readonly (readonly [string, string])[]) => {
  const after = edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`The test edits what is not there: ${from}`)
    return text.replace(from, to)
  }, before)
  return findChanges(read(before), read(after))
}

describe('changes that steer', () => {
  it.each([
    [
      'an account id',
      ['"100000000102"', '"100000000999"'],
      'accounts.globex.id',
      'globex would be a different account.',
      '100000000102',
      '100000000999',
    ],
    [
      'a way in',
      ['externalId: one', 'externalId: two'],
      'roles[1].externalId',
      'acme and globex would be sent a different external id.',
      'one',
      'two',
    ],
    [
      'MFA of an environment',
      ['mfa: required, reason', 'mfa: none, reason'],
      'environments.production.mfa',
      'production would stop asking for MFA.',
      'required',
      'none',
    ],
    [
      'a reason',
      ['reason: required, ', ''],
      'environments.production.reason',
      'production would stop asking for a reason.',
      'required',
      null,
    ],
    [
      'a longest opening',
      ['maxDuration: 4h', 'maxDuration: 12h'],
      'environments.production.maxDuration',
      'production would open for at most 12h.',
      '14400',
      '43200',
    ],
    [
      'a portal',
      ['https://a.awsapps', 'https://evil.awsapps'],
      'signIns.portal.startUrl',
      'portal would sign people in at another host, evil.awsapps.com instead of a.awsapps.com: ask whoever runs the portal before you approve.',
      'https://a.awsapps.com/start',
      'https://evil.awsapps.com/start',
    ],
    [
      'the account of a sign-in',
      ['account: ops, mfa', 'account: root, mfa'],
      'signIns.ops.account',
      'ops would be a user of a different account.',
      'ops',
      'root',
    ],
    [
      'a sign-in',
      ['account: idle, mfa: required', 'account: idle, mfa: none'],
      'signIns.spare.mfa',
      'spare would stop asking for MFA.',
      'required',
      'none',
    ],
    [
      'a role that is no longer for emergencies',
      ['    breakGlass: true\n', ''],
      'roles[2].breakGlass',
      'Admin would no longer be for emergencies only.',
      'true',
      null,
    ],
    [
      'the name of sessions',
      ['sessionName: "{user}"', 'sessionName: "x"'],
      'defaults.sessionName',
      'Sessions would carry a different name.',
      '{user}',
      'x',
    ],
    [
      'the name of profiles',
      ['sessionName: "{user}"', 'profile: default'],
      'defaults.profile',
      'Credentials would be written to profiles of different names.',
      null,
      'default',
    ],
    [
      'a unit that moves roles',
      ['unit: Envs, environment', 'unit: Other, environment'],
      'accounts.staging.unit',
      'staging would move to a different unit, and its roles with it.',
      'Envs',
      'Other',
    ],
    [
      'other guards',
      ['unit: Envs, environment: staging', 'unit: Envs, environment: production'],
      'accounts.staging.environment',
      'staging would be in a different environment, with other guards.',
      'staging',
      'production',
    ],
  ] as const)('%s', (_what, edit, path, sentence, was, is) => {
    const { steering } = changes(edit)
    expect(steering).toContainEqual({ path, sentence, before: was, after: is })
  })

  it('says that the way leads through another account', () => {
    const { steering, cosmetic } = changes([
      'accounts: { unit: Envs/Production }\n    from: ops\n    mfa: required',
      'accounts: { unit: Envs/Production }\n    from: staging/Hub',
    ])
    expect(steering.map(change => change.sentence)).toEqual([
      'acme and globex would be reached through a different account.',
      '{account}-production would stop asking for MFA.',
    ])
    expect(cosmetic).toEqual([])
  })

  it('tells a renamed role from a new one', () => {
    expect(
      changes(['"{account}-production"', '"{account}-prod"']).steering.map(change => change.sentence),
    ).toEqual(['{account}-production would be a different role: {account}-prod.'])
    const added = changes(['roles:\n', 'roles:\n  - { name: New, accounts: acme, from: ops }\n'])
    expect(added.steering.map(change => change.sentence)).toEqual(['New would be a new role: acme.'])
  })

  it('tells what comes and goes', () => {
    const sentences = (edit: readonly [string, string]): string[] =>
      changes(edit).steering.map(change => change.sentence)
    expect(
      sentences(['accounts:\n', 'accounts:\n  hooli: { id: "100000000105", unit: Envs/Production }\n']),
    ).toContain('hooli would be a new account.')
    expect(
      sentences(['  globex: { id: "100000000102", unit: Envs/Production, environment: production }\n', '']),
    ).toContain('globex would be gone.')
    expect(sentences(['signIns:\n', 'signIns:\n  more: { kind: iam-user, account: ops }\n'])).toEqual([
      'more would be a new sign-in.',
    ])
  })

  it('sees a change that no single line shows', () => {
    const reordered = before.replace('from: root\n    breakGlass', 'from: [root, ops]\n    breakGlass')
    expect(findChanges(read(before), read(reordered)).steering).toHaveLength(1)
  })
})

describe('changes that do not', () => {
  it.each([
    ['a title', ['title: Northwind', 'title: Southwind'], 'title'],
    ['a fact', ['1800 USD', '2100 USD'], 'accounts.acme.facts'],
    ['a color', ['color: red', 'color: violet'], 'environments.production.color'],
    ['a region', ['region: eu-west-1, session', 'region: eu-west-2, session'], 'defaults.region'],
    ["a role's title", ['title: Production', 'title: Client production'], 'roles[1].title'],
    ['a name that no template uses', ['name: Operations', 'name: Ops'], 'accounts.ops.name'],
    ['a unit that moves nothing', ['name: Idle', 'unit: Attic'], 'accounts.idle.unit'],
    [
      'a selector written differently',
      ['accounts: { unit: Envs/Production }', 'accounts: [acme, globex]'],
      'roles[1].accounts',
    ],
    [
      'what was not said and is said now',
      ['staging: { color: amber }', 'staging: { color: amber, mfa: none }'],
      'environments.staging.mfa',
    ],
    ['groups', ['    groups: [people]\n', ''], 'roles[1].groups'],
  ] as const)('%s', (_what, edit, path) => {
    const { steering, cosmetic } = changes(edit)
    expect(steering).toEqual([])
    expect(cosmetic.map(change => change.path)).toContain(path)
  })

  it('finds nothing between the same', () => {
    expect(findChanges(read(before), read(`# a comment\n${before}`))).toEqual({ steering: [], cosmetic: [] })
  })
})

it('tells every change of thousands', () => {
  const roles = (prefix: string): string =>
    `switchyard: 1\nname: t\nsignIns: { s: { kind: iam-user, account: a } }\naccounts: { a: { id: "100000000001" } }\nroles:\n${Array.from({ length: 4000 }, (_, index) => `  - { name: ${prefix}${index}, accounts: a, from: s }`).join('\n')}\n`
  const { steering } = findChanges(read(roles('Old')), read(roles('New')))
  expect(steering).toHaveLength(4000)
})
