// What a catalog means is checked on load: references, AWS's own rules, templates, selectors, chains.
import { describe, expect, it } from 'vitest'
import { readCatalog } from '../../main/catalog/read-catalog.ts'

type Parts = {
  readonly head?: string
  readonly environments?: string
  readonly signIns?: string
  readonly accounts?: string
  readonly roles?: string
}

const write = (parts: Parts = {}): string => `switchyard: 1
name: t
${parts.head ?? ''}
environments: ${parts.environments ?? '{ production: { mfa: required } }'}
signIns: ${parts.signIns ?? '{ ops: { kind: iam-user, account: ops, mfa: required }, bare: { kind: iam-user, account: ops }, portal: { kind: identity-center, startUrl: "https://x.awsapps.com/start", region: eu-west-1 } }'}
groups: { people: { signIn: ops } }
accounts: ${parts.accounts ?? '{ ops: { id: 100000000002 }, acme: { id: 100000000101, unit: Envs/Production, environment: production, tags: { client: acme } } }'}
roles:
${parts.roles ?? '  - { name: R, accounts: acme, from: ops }'}
`

const problems = (parts: Parts): string[] => {
  const read = readCatalog(write(parts), 't')
  if (!read.ok)
    return read.failure.kind === 'catalog-invalid'
      ? read.failure.problems.map(one => `${one.path}: ${one.warning ? 'warning: ' : ''}${one.message}`)
      : []
  return read.value.warnings.map(one => `${one.path}: warning: ${one.message}`)
}
const role = (text: string): string[] => problems({ roles: `  - { ${text} }` })

describe('checks', () => {
  it('finds nothing wrong with a plain catalog', () => {
    expect(problems({})).toEqual([])
  })

  it.each([
    [
      'a sign-in that is not there',
      'name: R, accounts: acme, from: opz',
      'roles[0].from',
      'Did you mean "ops"',
    ],
    [
      'an account that is not there',
      'name: R, accounts: acne, from: ops',
      'roles[0].accounts',
      'Did you mean "acme"',
    ],
    [
      'a list with one that is not there',
      'name: R, accounts: [acme, nope], from: ops',
      'roles[0].accounts[1]',
      'no account "nope"',
    ],
    [
      'an exception that is not there',
      'name: R, accounts: { except: [nope] }, from: ops',
      'roles[0].accounts.except[0]',
      'no account "nope"',
    ],
    [
      'a group that is not there',
      'name: R, accounts: acme, from: ops, groups: [peple]',
      'roles[0].groups[0]',
      'Did you mean "people"',
    ],
    [
      'a role that is not there',
      'name: R, accounts: acme, from: ops/Hub',
      'roles[0].from',
      'ops/Hub is not described',
    ],
    [
      'another catalog',
      'name: R, accounts: acme, from: "other:ops/Hub"',
      'roles[0].from',
      'outside this catalog',
    ],
    [
      'a name AWS would refuse',
      'name: "R#1", accounts: acme, from: ops',
      'roles[0].name',
      "cannot be a role's name",
    ],
    [
      'a bracket in a name',
      'name: "x]", accounts: acme, from: ops',
      'roles[0].name',
      "cannot be a role's name",
    ],
    [
      'a quote in a name',
      `name: 'x"y', accounts: acme, from: ops`,
      'roles[0].name',
      "cannot be a role's name",
    ],
    [
      'a command in a name',
      'name: "$(reboot)", accounts: acme, from: ops',
      'roles[0].name',
      "cannot be a role's name",
    ],
    [
      'a line break in a name',
      'name: "x\\n[default]", accounts: acme, from: ops',
      'roles[0].name',
      'line break',
    ],
    [
      'a line break in a profile',
      'name: R, accounts: acme, from: ops, profile: "x\\ncredential_process = y"',
      'roles[0].profile',
      'line break',
    ],
    [
      'a profile that cannot be',
      'name: R, accounts: acme, from: ops, profile: "a b"',
      'roles[0].profile',
      "cannot be a profile's name",
    ],
    [
      'a profile that is too long',
      `name: R, accounts: acme, from: ops, profile: "${'x'.repeat(65)}"`,
      'roles[0].profile',
      "cannot be a profile's name",
    ],
    [
      'an external id that cannot be',
      'name: R, accounts: acme, from: ops, externalId: "a b"',
      'roles[0].externalId',
      'cannot be an external id',
    ],
    [
      'an hour too many',
      'name: R, accounts: acme, from: ops, duration: 13h',
      'roles[0].duration',
      '15m to 12h',
    ],
    [
      'a minute too few',
      'name: R, accounts: acme, from: ops, duration: 14m',
      'roles[0].duration',
      '15m to 12h',
    ],
    [
      'no length of time',
      'name: R, accounts: acme, from: ops, duration: soon',
      'roles[0].duration',
      'not a length of time',
    ],
    [
      'a placeholder nobody knows',
      'name: "{acount}-x", accounts: acme, from: ops',
      'roles[0].name',
      'Did you mean "account"',
    ],
    [
      'a placeholder that comes too late',
      'name: "{user}", accounts: acme, from: ops',
      'roles[0].name',
      'before a session starts',
    ],
    [
      'a tag the account lacks',
      'name: "{tag:team}", accounts: acme, from: ops',
      'roles[0].name',
      'acme has no tag "team"',
    ],
    [
      'an open brace',
      'name: R, accounts: acme, from: ops, sessionName: "{user"',
      'roles[0].sessionName',
      'brace',
    ],
    [
      'a path without slashes',
      'name: R, accounts: acme, from: ops, path: clients',
      'roles[0].path',
      'IAM path',
    ],
    [
      'no ARN of a policy',
      'name: R, accounts: acme, from: ops, policyArns: ["arn:aws:iam::1:role/x"]',
      'roles[0].policyArns[0]',
      'managed policy',
    ],
    [
      'an ARN of another partition',
      'name: R, accounts: acme, from: ops, policyArns: ["arn:aws-cn:iam::aws:policy/ReadOnlyAccess"]',
      'roles[0].policyArns[0]',
      'partition aws',
    ],
    [
      'a region of another partition',
      'name: R, accounts: acme, from: ops, region: cn-north-1',
      'roles[0].region',
      'partition aws',
    ],
    [
      "AWS's own tags",
      'name: R, accounts: acme, from: ops, tags: { "aws:x": y }',
      'roles[0].tags.aws:x',
      'belong to AWS',
    ],
    [
      'two tags that are one',
      'name: R, accounts: acme, from: ops, tags: { Team: a, team: b }',
      'roles[0].tags',
      'upper and lower case',
    ],
    [
      'MFA after a role',
      'name: R, accounts: acme, from: [acme/S], mfa: required',
      'roles[0].from',
      'carries no MFA',
    ],
    [
      'MFA without a device',
      'name: R, accounts: acme, from: bare, mfa: required',
      'roles[0].from',
      'does not say mfa: required',
    ],
  ])('%s', (_what, text, path, words) => {
    const extra = text.includes('acme/S') ? '\n  - { name: S, accounts: acme, from: ops }' : ''
    const found = problems({ roles: `  - { ${text} }${extra}` })
    expect(found.join('\n')).toContain(words)
    expect(found.some(one => one.startsWith(`${path}: `) && !one.includes(': warning: '))).toBe(true)
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
