// Reading a trust policy as AWS would: who it lets in, which condition is not met, and what cannot be told from here.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeTrust, type Seen } from '../../main/routes/trust-policy.ts'

const seen: Seen = {
  callerArn: 'arn:aws:iam::111111111112:user/people/sven',
  mfaAge: null,
  externalId: null,
  sessionName: 'sven',
  sourceIdentity: null,
  tags: {},
  transitiveTags: [],
}
const session = { ...seen, callerArn: 'arn:aws:sts::111111111112:assumed-role/Hub/sven' }
const policy = (...statements: object[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map(each => ({
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111111111112:root' },
      Action: 'sts:AssumeRole',
      ...each,
    })),
  })
const cause = (document: string, by: Seen = seen) => {
  const judged = judgeTrust(document, by)
  return judged.verdict === 'refuses' ? judged.cause.cause : judged.verdict
}

describe('who is let in', () => {
  test.each([
    ['*', 'allows'],
    ['111111111112', 'allows'],
    ['arn:aws:iam::111111111112:root', 'allows'],
    ['arn:aws:iam::111111111112:user/people/sven', 'allows'],
    ['arn:aws:iam::111111111112:user/sven', 'trust'],
    ['arn:aws:iam::999999999999:root', 'trust'],
    ['arn:aws:iam::111111111112:role/Hub', 'trust'],
  ])('%s', (AWS, verdict) => {
    expect(cause(policy({ Principal: { AWS } }))).toBe(verdict)
  })
  test('a role by its name, whose path the session has lost', () => {
    expect(cause(policy({ Principal: { AWS: 'arn:aws:iam::111111111112:role/teams/Hub' } }), session)).toBe(
      'allows',
    )
    expect(cause(policy({ Principal: { AWS: 'arn:aws:iam::111111111112:role/Other' } }), session)).toBe(
      'trust',
    )
  })
  test('other actions and other principals are no entrance', () => {
    expect(cause(policy({ Action: 'sts:AssumeRoleWithSAML' }))).toBe('trust')
    expect(cause(policy({ Principal: { Service: 'ec2.amazonaws.com' } }))).toBe('trust')
    expect(cause(policy({ Action: ['sts:Assume*'] }))).toBe('allows')
  })
})

describe('conditions', () => {
  const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }
  const young = { NumericLessThan: { 'aws:MultiFactorAuthAge': '900' } }
  const id = { StringEquals: { 'sts:ExternalId': ['one', 'two'] } }
  test.each([
    [mfa, {}, 'mfa-missing'],
    [mfa, { mfaAge: 10 }, 'allows'],
    [{ ...mfa, ...young }, { mfaAge: 899 }, 'allows'],
    [{ ...mfa, ...young }, { mfaAge: 900 }, 'mfa-too-old'],
    [young, {}, 'mfa-missing'],
    [id, {}, 'external-id'],
    [id, { externalId: 'three' }, 'external-id'],
    [id, { externalId: 'two' }, 'allows'],
    [{ StringLike: { 'sts:RoleSessionName': '\u0024{aws:username}' } }, {}, 'allows'],
    [{ StringLike: { 'sts:RoleSessionName': 'audit-*' } }, {}, 'session-name'],
    [{ StringEquals: { 'sts:SourceIdentity': 'ana' } }, { sourceIdentity: 'sven' }, 'source-identity'],
    [{ StringEquals: { 'aws:RequestTag/team': 'ops' } }, {}, 'tags'],
    [{ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }, {}, 'unclear'],
    [{ ...id, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, {}, 'external-id'],
    [{ StringNotEquals: { 'sts:ExternalId': 'x' } }, {}, 'allows'],
    [{ Null: { 'sts:ExternalId': 'false' } }, {}, 'external-id'],
    [
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } },
      { tags: { team: 'a', cost: 'b' } },
      'tags',
    ],
  ])('%j with %j is %s', (Condition, more, verdict) => {
    expect(cause(policy({ Condition }), { ...seen, ...more })).toBe(verdict)
  })
  test('one statement that lets in is enough', () => {
    expect(cause(policy({ Condition: id }, {}))).toBe('allows')
  })
  test('a denial wins, and says what it is about', () => {
    const withoutMfa = {
      Effect: 'Deny',
      Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
    }
    expect(cause(policy({}, { Effect: 'Deny' }))).toBe('trust')
    expect(cause(policy({}, withoutMfa))).toBe('mfa-missing')
    expect(cause(policy({}, withoutMfa), { ...seen, mfaAge: 5 })).toBe('allows')
  })
  test('labels are permissions of their own', () => {
    expect(cause(policy({ Condition: {} }), { ...seen, tags: { team: 'a' } })).toBe('tags')
    expect(cause(policy({ Action: 'sts:*' }), { ...seen, tags: { team: 'a' }, sourceIdentity: 'sven' })).toBe(
      'allows',
    )
    expect(cause(policy({}), { ...seen, sourceIdentity: 'sven' })).toBe('source-identity')
  })
})

test('whatever it is given, it answers', () => {
  expect(judgeTrust('not json', seen)).toEqual({ verdict: 'unclear' })
  fc.assert(
    fc.property(fc.json(), document => {
      expect(['allows', 'refuses', 'unclear']).toContain(judgeTrust(document, seen).verdict)
    }),
  )
})
