// STS of the demo AWS, asked with the real SDK: who am I, MFA, durations, chains, and every refusal in AWS's words.
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts'
import { describe, expect, test } from 'vitest'
import { assume, credentialsOf, mfaSession, openDemo, refusal } from '../support/demo.ts'

const acme = 'arn:aws:iam::100000000101:role/acme-production'
const globex = 'arn:aws:iam::100000000102:role/globex-production'
const alike = (role: string): string =>
  `User: arn:aws:iam::100000000002:user/ana is not authorized to perform: sts:AssumeRole on resource: ${role}`

const request = (input: Partial<AssumeRoleCommandInput> = {}): AssumeRoleCommand =>
  new AssumeRoleCommand({ RoleArn: acme, RoleSessionName: 'ana', ...input })

describe('signing', () => {
  test('a user is who the key says', async () => {
    const demo = await openDemo()
    const answer = await demo.sts(demo.keyOf('ana')).send(new GetCallerIdentityCommand({}))
    expect(answer).toMatchObject({ Account: '100000000002', Arn: 'arn:aws:iam::100000000002:user/ana' })
    expect(answer.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/)
    expect(answer.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('a wrong secret, an unknown key and an inactive key are told apart', async () => {
    const demo = await openDemo()
    const key = demo.keyOf('ana')
    const ask = (credentials: typeof key) =>
      refusal(demo.sts(credentials).send(new GetCallerIdentityCommand({})))
    expect(await ask({ ...key, secretAccessKey: 'x'.repeat(40) })).toMatchObject({
      name: 'SignatureDoesNotMatch',
      message:
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      $metadata: { httpStatusCode: 403 },
    })
    const unknown = {
      name: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid',
    }
    expect(await ask({ ...key, accessKeyId: 'AKIAAAAAAAAAAAAAAAAA' })).toMatchObject(unknown)
    expect((await demo.control.fault(['key-inactive', 'ana'])).ok).toBe(true)
    expect(await ask(key)).toMatchObject(unknown)
    await demo.control.fault(['clear'])
    expect((await demo.sts(key).send(new GetCallerIdentityCommand({}))).Account).toBe('100000000002')
  })

  test('an unsigned request is refused, and so is one over ten million bytes', async () => {
    const demo = await openDemo()
    const bare = await fetch(`${demo.url}/`, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' }),
    })
    expect(bare.status).toBe(403)
    expect(await bare.text()).toContain(
      '<Code>MissingAuthenticationToken</Code><Message>Request is missing Authentication Token</Message>',
    )
    expect((await fetch(`${demo.url}/`, { method: 'POST', body: 'x'.repeat(10_000_001) })).status).toBe(413)
  })

  test('a signature is fresh by the demo’s time and by this machine’s, until they are set apart', async () => {
    const demo = await openDemo()
    demo.advance(5 * 86_400_000)
    // The first request is signed with this machine's time, the second with the time the first answer told.
    const sts = demo.sts(demo.keyOf('ana'))
    await sts.send(new GetCallerIdentityCommand({}))
    const second = await sts.send(new GetCallerIdentityCommand({}))
    expect(second.Account).toBe('100000000002')
    await demo.control.fault(['skew', '20m'])
    const other = await openDemo()
    await other.control.fault(['skew', '20m'])
    const late = await refusal(other.sts(other.keyOf('ana')).send(new GetCallerIdentityCommand({})))
    expect(late).toMatchObject({ name: 'SignatureDoesNotMatch' })
    expect(late.message).toMatch(
      /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)$/,
    )
    const corrected = await other.sts(other.keyOf('ana'), 3).send(new GetCallerIdentityCommand({}))
    expect(corrected).toMatchObject({ Account: '100000000002', $metadata: { attempts: 2 } })
    await other.control.fault(['clear'])
    await other.control.fault(['skew', '-20m'])
    const early = await refusal(other.sts(other.keyOf('ana')).send(new GetCallerIdentityCommand({})))
    expect(early.message).toMatch(
      /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)$/,
    )
  })

  test('temporary credentials need their token, and end when they say', async () => {
    const demo = await openDemo()
    const session = await mfaSession(demo, 'ana')
    expect(session.sessionToken?.length).toBeGreaterThan(900)
    const { sessionToken: _, ...bare } = session
    expect(await refusal(demo.sts(bare).send(new GetCallerIdentityCommand({})))).toMatchObject({
      name: 'InvalidClientTokenId',
    })
    demo.advance(12 * 3_600_000 - 5_000)
    expect((await demo.sts(session).send(new GetCallerIdentityCommand({}))).Arn).toBe(
      'arn:aws:iam::100000000002:user/ana',
    )
    demo.advance(5_000)
    expect(await refusal(demo.sts(session).send(new GetCallerIdentityCommand({})))).toMatchObject({
      name: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    })
  })
})

describe('MFA', () => {
  test('a code opens the role once', async () => {
    const demo = await openDemo()
    const sts = demo.sts(demo.keyOf('ana'))
    const mfa = { SerialNumber: demo.serialOf('ana'), TokenCode: demo.codeOf('ana') }
    const answer = await sts.send(request({ ...mfa, DurationSeconds: 14_400 }))
    expect(answer.AssumedRoleUser?.Arn).toBe('arn:aws:sts::100000000101:assumed-role/acme-production/ana')
    expect(answer.Credentials?.Expiration?.getTime()).toBe(
      Math.floor((answer.Credentials?.Expiration?.getTime() ?? 0) / 1000) * 1000,
    )
    const left = (answer.Credentials?.Expiration?.getTime() ?? 0) - demo.clock.now()
    expect(left).toBeGreaterThan(14_390_000)
    expect(left).toBeLessThanOrEqual(14_400_000)
    const identity = await demo.sts(credentialsOf(answer.Credentials)).send(new GetCallerIdentityCommand({}))
    expect(identity).toMatchObject({
      Account: '100000000101',
      Arn: answer.AssumedRoleUser?.Arn,
      UserId: answer.AssumedRoleUser?.AssumedRoleId,
    })
    expect(await refusal(sts.send(request(mfa)))).toMatchObject({
      name: 'AccessDenied',
      message: 'MultiFactorAuthentication failed with invalid MFA one time pass code.',
    })
    expect(demo.demo.world.issued.get(answer.Credentials?.AccessKeyId ?? '')).toMatchObject({
      chained: false,
      kind: 'role',
    })
  })

  test('wrong code, foreign serial and half an answer have words of their own', async () => {
    const demo = await openDemo()
    const sts = demo.sts(demo.keyOf('ana'))
    const right = demo.codeOf('ana')
    const wrong = right === '000000' ? '000001' : '000000'
    const said = async (input: Partial<AssumeRoleCommandInput>): Promise<string> =>
      (await refusal(sts.send(request(input)))).message
    expect(await said({ SerialNumber: demo.serialOf('ana'), TokenCode: wrong })).toBe(
      'MultiFactorAuthentication failed with invalid MFA one time pass code.',
    )
    expect(await said({ SerialNumber: demo.serialOf('ben'), TokenCode: demo.codeOf('ben') })).toBe(
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    )
    expect(await said({ TokenCode: right })).toBe(
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    )
    expect(await said({})).toBe(alike(acme))
    await sts.send(request({ SerialNumber: demo.serialOf('ana'), TokenCode: right }))
  })

  test('the code of the step before still works for a slow typist, an older one does not', async () => {
    const demo = await openDemo()
    const sts = demo.sts(demo.keyOf('ana'))
    const first = demo.codeOf('ana')
    demo.advance(60_000)
    expect(
      await refusal(sts.send(request({ SerialNumber: demo.serialOf('ana'), TokenCode: first }))),
    ).toMatchObject({ name: 'AccessDenied' })
    const second = demo.codeOf('ana')
    demo.advance(30_000)
    await sts.send(request({ SerialNumber: demo.serialOf('ana'), TokenCode: second }))
  })

  test('one session with MFA opens every client, an hour each', async () => {
    const demo = await openDemo()
    const session = await mfaSession(demo, 'ana')
    await assume(demo, session, { RoleArn: acme })
    await assume(demo, session, { RoleArn: globex, DurationSeconds: 3600 })
    expect(await refusal(assume(demo, session, { RoleArn: globex, DurationSeconds: 3601 }))).toMatchObject({
      name: 'ValidationError',
      message:
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    })
    const uncapped = await openDemo('ops-hub', { capSessionTokens: false })
    await assume(uncapped, await mfaSession(uncapped, 'ana'), { RoleArn: acme, DurationSeconds: 14_400 })
  })

  test('a session without MFA opens nothing that asks for it, and no session comes from a session', async () => {
    const demo = await openDemo()
    const plain = credentialsOf(
      (await demo.sts(demo.keyOf('cleo')).send(new GetSessionTokenCommand({ DurationSeconds: 900 })))
        .Credentials,
    )
    expect(await refusal(assume(demo, plain, { RoleArn: acme }))).toMatchObject({ name: 'AccessDenied' })
    expect(await refusal(demo.sts(plain).send(new GetSessionTokenCommand({})))).toMatchObject({
      name: 'AccessDenied',
      message: 'Cannot call GetSessionToken with session credentials',
    })
  })
})

describe('authorization', () => {
  test('a missing role, a refusing trust policy and a suspended account are answered alike', async () => {
    const demo = await openDemo('audit-hub')
    const said = async (account: string): Promise<string> =>
      (
        await refusal(
          assume(demo, demo.keyOf('scanner'), { RoleArn: `arn:aws:iam::${account}:role/Headroom` }),
        )
      ).message
    const words = (account: string): string =>
      `User: arn:aws:iam::111111111112:user/scanner is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${account}:role/Headroom`
    for (const account of ['400000000107', '400000000113', '400000000117', '400000000123', '400000000131'])
      expect(await said(account)).toBe(words(account))
    await assume(demo, demo.keyOf('scanner'), { RoleArn: 'arn:aws:iam::400000000101:role/Headroom' })
    await assume(demo, demo.keyOf('scanner'), {
      RoleArn: 'arn:aws:iam::400000000117:role/Headroom',
      ExternalId: 'headroom-member-017',
    })
    await assume(demo, await mfaSession(demo, 'sven'), { RoleArn: 'arn:aws:iam::400000000123:role/Headroom' })
  })

  test('a caller whose own policies refuse is told so', async () => {
    const demo = await openDemo()
    const mfa = { SerialNumber: demo.serialOf('dora'), TokenCode: demo.codeOf('dora') }
    expect((await refusal(assume(demo, demo.keyOf('dora'), { RoleArn: acme, ...mfa }))).message).toBe(
      `User: arn:aws:iam::100000000002:user/dora is not authorized to perform: sts:AssumeRole on resource: ${acme} because no identity-based policy allows the sts:AssumeRole action`,
    )
  })

  test('a role’s own maximum comes before the limit of chains, and neither spends the code', async () => {
    const demo = await openDemo()
    const mfa = { SerialNumber: demo.serialOf('ana'), TokenCode: demo.codeOf('ana') }
    expect(
      (await refusal(assume(demo, demo.keyOf('ana'), { RoleArn: acme, DurationSeconds: 14_401, ...mfa })))
        .message,
    ).toBe('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
    await assume(demo, demo.keyOf('ana'), { RoleArn: acme, ...mfa })
  })

  test('source identity and transitive tags travel along a chain and cannot change', async () => {
    const demo = await openDemo('atmos')
    const first = await assume(demo, await mfaSession(demo, 'otto'), {
      RoleArn: 'arn:aws:iam::300000000041:role/Operations',
      SourceIdentity: 'otto',
      Tags: [{ Key: 'team', Value: 'ops' }],
      TransitiveTagKeys: ['team'],
    })
    const backend = 'arn:aws:iam::300000000013:role/TerraformBackend'
    expect(
      (await refusal(assume(demo, first, { RoleArn: backend, SourceIdentity: 'eve' }))).message,
    ).toContain('is not authorized to perform: sts:SetSourceIdentity on resource')
    const second = await assume(demo, first, { RoleArn: backend })
    const issued = demo.demo.world.issued.get(second.accessKeyId)
    expect(issued).toMatchObject({ chained: true, sourceIdentity: 'otto', transitiveTags: ['team'] })
    expect([...(issued?.tags ?? [])]).toEqual([['team', 'ops']])
  })
})

describe('parameters', () => {
  test('the service’s own constraints speak', async () => {
    const demo = await openDemo()
    const sts = demo.sts(demo.keyOf('ana'))
    const said = async (input: Partial<AssumeRoleCommandInput>): Promise<string> => {
      const error = await refusal(sts.send(request(input)))
      expect(error.name).toBe('ValidationError')
      return error.message
    }
    expect(await said({ RoleSessionName: 'a b' })).toBe(
      "1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    )
    expect(await said({ RoleSessionName: 'a', DurationSeconds: 43_201 })).toBe(
      "2 validation errors detected: Value 'a' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2; Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
    )
    expect(await said({ RoleArn: 'arn:aws:iam::1234:role/short' })).toBe(
      'arn:aws:iam::1234:role/short is invalid',
    )
    expect(await refusal(sts.send(request({ Policy: '{' })))).toMatchObject({
      name: 'MalformedPolicyDocumentException',
    })
    expect(await refusal(sts.send(request({ Policy: `{"Statement":[]${' '.repeat(2100)}}` })))).toMatchObject(
      { name: 'PackedPolicyTooLargeException' },
    )
  })
})
