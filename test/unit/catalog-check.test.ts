// What a catalog means is checked on load: references, AWS's own rules, templates.
import { describe, expect, it } from 'vitest'
import { problems } from '../support/catalog-problems.ts'

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
})
