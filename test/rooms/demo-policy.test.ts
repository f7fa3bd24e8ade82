// What the demo's policies decide: conditions of trust policies over HTTP, and the evaluation rules themselves.
import { GetUserCommand } from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { describe, expect, test } from 'vitest'
import { createContext } from '../../main/demo/conditions.ts'
import { decide, decideTrust, type PolicyDocument, type Statement } from '../../main/demo/policy.ts'
import type { LiveRole } from '../../main/demo/principals.ts'
import { administrator, type TrustOptions, trust } from '../../main/demo/worlds/write.ts'
import { assume, type OpenDemo, openDemo, refusal } from '../support/demo.ts'

const root = '100000000001'
const ada = `arn:aws:iam::${root}:user/root-ada`

/** Puts one more role into the management account, trusted by whom the test says. */
const addRole = (
  demo: OpenDemo,
  principals: string | readonly string[],
  options: TrustOptions = {},
): LiveRole => {
  const role: LiveRole = {
    account: root,
    name: 'Extra',
    path: '/teams/',
    arn: `arn:aws:iam::${root}:role/teams/Extra`,
    id: 'AROAEXTRAEXTRAEXTRAEX',
    trust: trust(principals, options),
    policies: [administrator],
    maxSessionDuration: 3600,
  }
  demo.demo.world.roles.push(role)
  return role
}

describe('trust policies', () => {
  test('may ask for a session name and a source identity', async () => {
    const demo = await openDemo()
    const name = `\${aws:username}`
    const { arn: RoleArn } = addRole(demo, ada, { sessionName: name, sourceIdentity: name })
    const key = demo.keyOf('root-ada')
    const right = { RoleArn, RoleSessionName: 'root-ada', SourceIdentity: 'root-ada' }
    for (const wrong of [{ RoleSessionName: 'ada' }, { SourceIdentity: 'ada' }])
      expect((await refusal(assume(demo, key, { ...right, ...wrong }))).message).toBe(
        `User: ${ada} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn} because no role trust policy allows the sts:AssumeRole action`,
      )
    const role = await assume(demo, key, right)
    // The path is no part of a session's name.
    expect((await demo.sts(role).send(new GetCallerIdentityCommand({}))).Arn).toBe(
      `arn:aws:sts::${root}:assumed-role/Extra/root-ada`,
    )
  })

  test('naming a user lets that user in without a policy of its own; naming the account does not', async () => {
    const demo = await openDemo()
    const ops = '100000000002'
    const cleo = `arn:aws:iam::${ops}:user/cleo`
    const role = { ...addRole(demo, cleo), account: ops, arn: `arn:aws:iam::${ops}:role/Extra`, path: '/' }
    demo.demo.world.roles.push(role)
    await assume(demo, demo.keyOf('cleo'), { RoleArn: role.arn })
    demo.demo.world.roles.splice(demo.demo.world.roles.indexOf(role), 1, {
      ...role,
      trust: trust(`arn:aws:iam::${ops}:root`),
    })
    expect((await refusal(assume(demo, demo.keyOf('cleo'), { RoleArn: role.arn }))).message).toContain(
      'because no identity-based policy allows the sts:AssumeRole action',
    )
  })

  test('a role that is removed takes its sessions with it', async () => {
    const demo = await openDemo()
    const role = addRole(demo, ada)
    const session = await assume(demo, demo.keyOf('root-ada'), { RoleArn: role.arn })
    demo.demo.world.roles.splice(demo.demo.world.roles.indexOf(role), 1)
    expect(await refusal(demo.sts(session).send(new GetCallerIdentityCommand({})))).toMatchObject({
      name: 'InvalidClientTokenId',
    })
  })

  test('a session policy narrows what the role may do', async () => {
    const demo = await openDemo()
    const { arn: RoleArn } = addRole(demo, ada)
    const key = demo.keyOf('root-ada')
    const see = new GetUserCommand({ UserName: 'root-ada' })
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
    })
    expect(await refusal(demo.iam(await assume(demo, key, { RoleArn, Policy })).send(see))).toMatchObject({
      name: 'AccessDenied',
    })
    const reader = await assume(demo, key, {
      RoleArn,
      PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
    })
    expect((await demo.iam(reader).send(see)).User?.UserName).toBe('root-ada')
  })
})

const policy = (...Statement: Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement })
const allow: Statement = { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::a/*' }

describe('evaluation', () => {
  const ask = (document: PolicyDocument, action = 's3:GetObject', context = {}) =>
    decide([document], { action, resource: 'arn:aws:s3:::a/b', context: createContext(context) })

  test('nothing said is no, a deny beats an allow, and NotAction turns around', () => {
    expect(ask(policy())).toBe('implicitDeny')
    expect(ask(policy(allow))).toBe('allowed')
    expect(ask(policy(allow), 'S3:getobject')).toBe('allowed')
    expect(ask(policy(allow), 's3:PutObject')).toBe('implicitDeny')
    expect(ask(policy(allow, { Effect: 'Deny', NotAction: 's3:List*', Resource: '*' }))).toBe('explicitDeny')
    expect(ask(policy(allow, { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::a/*' }))).toBe(
      'allowed',
    )
  })

  test.each([
    [{ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, {}, false],
    [{ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, { 'aws:multifactorauthpresent': 'true' }, true],
    [{ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }, {}, true],
    [
      { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
      { 'aws:MultiFactorAuthPresent': 'false' },
      false,
    ],
    [{ Null: { 'aws:MultiFactorAuthAge': 'true' } }, {}, true],
    [{ Null: { 'aws:MultiFactorAuthAge': 'false' } }, {}, false],
    [{ NumericLessThan: { 'aws:MultiFactorAuthAge': '900' } }, { 'aws:MultiFactorAuthAge': '899' }, true],
    [{ NumericLessThan: { 'aws:MultiFactorAuthAge': '900' } }, { 'aws:MultiFactorAuthAge': '900' }, false],
    [{ StringEquals: { 'sts:ExternalId': ['a', 'b'] } }, { 'sts:ExternalId': 'b' }, true],
    [{ StringNotEquals: { 'sts:ExternalId': ['a', 'b'] } }, { 'sts:ExternalId': 'b' }, false],
    [{ StringNotEquals: { 'sts:ExternalId': 'a' } }, {}, true],
    [{ StringLike: { 'aws:userid': '*:an?' } }, { 'aws:userid': 'AROA:ana' }, true],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }, { 'aws:TagKeys': ['team', 'x'] }, false],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team'] } }, { 'aws:TagKeys': ['team', 'x'] }, true],
    [
      { DateLessThan: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } },
      { 'aws:TokenIssueTime': '2025-12-31T00:00:00Z' },
      true,
    ],
    [{ Unheard: { 'aws:userid': 'x' } }, { 'aws:userid': 'x' }, false],
  ])('condition %j with %j', (Condition, context, holds) => {
    expect(ask(policy({ ...allow, Condition } as Statement), 's3:GetObject', context)).toBe(
      holds ? 'allowed' : 'implicitDeny',
    )
  })

  test('a principal matches by its own ARN, its session, its account, or not at all', () => {
    const who = {
      account: '111122223333',
      arn: 'arn:aws:iam::111122223333:role/R',
      sessionArn: 'arn:aws:sts::111122223333:assumed-role/R/s',
    }
    const by = (principal: string) =>
      decideTrust(trust(principal), who, { action: 'sts:AssumeRole', context: createContext({}) })
    expect(by(who.arn)).toEqual({ decision: 'allowed', by: 'exact' })
    expect(by(who.sessionArn)).toEqual({ decision: 'allowed', by: 'exact' })
    expect(by('111122223333')).toEqual({ decision: 'allowed', by: 'account' })
    expect(by('arn:aws:iam::111122223333:root')).toEqual({ decision: 'allowed', by: 'account' })
    expect(by('arn:aws:iam::999999999999:root')).toEqual({ decision: 'implicitDeny', by: null })
  })
})
