// How a catalog's parts hang together is checked on load: circles, doubles, selectors, MFA.
import { describe, expect, it } from 'vitest'
import { problems, role } from '../support/catalog-problems.ts'

describe('checks of how things hang together', () => {
  it('warns of what is too far from its sign-in, once, at the first that is', () => {
    const chain = (length: number) =>
      Array.from(
        { length },
        (_, at) => `  - { name: R${at}, accounts: acme, from: ${at === 0 ? 'ops' : `acme/R${at - 1}`} }`,
      )
    expect(problems({ roles: chain(32).join('\n') })).toEqual([])
    expect(problems({ roles: chain(1_000).join('\n') })).toEqual([
      'roles[32].from: warning: acme/R32 is more than 32 hops from its sign-in: it and what stands behind it cannot be reached.',
    ])
  })
  it('finds circles, however long', () => {
    const circle = problems({
      roles:
        '  - { name: A, accounts: acme, from: acme/B }\n  - { name: B, accounts: acme, from: acme/C }\n  - { name: C, accounts: acme, from: acme/A }',
    })
    expect(circle.join()).toContain('goes in a circle')
    expect(role('name: A, accounts: acme, from: acme/A').join()).toContain('goes in a circle')
    const long = Array.from(
      { length: 3000 },
      (_, index) => `  - { name: R${index}, accounts: ops, from: ops/R${(index + 1) % 3000} }`,
    )
    expect(problems({ roles: long.join('\n') }).filter(one => one.includes('goes in a circle'))).toHaveLength(
      1,
    )
  })

  it('finds two roles with one target, also when AWS alone would see it', () => {
    expect(
      problems({
        roles: '  - { name: R, accounts: all, from: ops }\n  - { name: R, accounts: acme, from: bare }',
      }).join(),
    ).toContain('acme/R is described twice')
    expect(
      problems({
        accounts: '{ ops: { id: 100000000002 } }',
        roles: '  - { name: R, accounts: ops, from: ops }\n  - { name: r, accounts: ops, from: ops }',
      }).join(),
    ).toContain('one role for AWS')
  })

  it('finds two accounts with one id', () => {
    expect(problems({ accounts: '{ ops: { id: 100000000002 }, acme: { id: 100000000002 } }' })).toEqual([
      'accounts.acme.id: acme has the id of ops: 100000000002.',
    ])
  })

  it('warns of selectors that match nothing and of environments without guards', () => {
    expect(role('name: R, accounts: { unit: Nowhere/** }, from: ops')).toEqual([
      'roles[0].accounts: warning: This selects no account.',
    ])
    const named = problems({
      accounts:
        '{ ops: { id: 100000000002, environment: prodction }, acme: { id: 100000000101, environment: prodction } }',
    })
    expect(named).toEqual([
      'accounts.ops.environment: warning: The environment "prodction" is not described, so it has no guards. Did you mean "production"?',
    ])
  })

  it('warns of one way among several that can never satisfy its MFA', () => {
    const found = problems({
      roles:
        '  - { name: R, accounts: acme, from: [ops, acme/S], mfa: required }\n  - { name: S, accounts: acme, from: ops }',
    })
    expect(found).toEqual([
      "roles[0].from: warning: This way to acme/R can never satisfy its MFA: acme/S is a role, and a role's session carries no MFA to the next one.",
    ])
  })

  it('refuses an environment that asks for an MFA nobody can give', () => {
    expect(role('name: R, accounts: acme, from: bare').join()).toContain('production asks for MFA')
    expect(
      problems({
        roles: '  - { name: R, accounts: acme, from: ops/H }\n  - { name: H, accounts: ops, from: ops }',
      }),
    ).toEqual([])
  })

  it('keeps permission sets and roles apart', () => {
    expect(role('name: R, accounts: acme, from: [portal, ops]').join()).toContain('write two entries')
    expect(role('name: R, accounts: acme, from: portal')).toEqual([])
  })

  it.each([
    [
      'http',
      '{ portal: { kind: identity-center, startUrl: "http://x.awsapps.com/start", region: eu-west-1 } }',
      'Only https',
    ],
    [
      'javascript',
      '{ portal: { kind: identity-center, startUrl: "javascript:alert(1)", region: eu-west-1 } }',
      'Only https',
    ],
    [
      'a name in a URL',
      '{ portal: { kind: identity-center, startUrl: "https://a:b@x/start", region: eu-west-1 } }',
      'a name or a password',
    ],
    ['no URL', '{ portal: { kind: identity-center, startUrl: "x", region: eu-west-1 } }', 'not a URL'],
  ])('refuses %s', (_what, signIns, words) => {
    expect(problems({ signIns }).join()).toContain(words)
  })
})
