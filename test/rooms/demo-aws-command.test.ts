// The real `aws` of Debian against the demo AWS: it signs, parses and pages as it would with Amazon.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { awsCommand } from '../support/aws-readers.ts'
import { assume, type Credentials, deviceSignIn, type OpenDemo, openDemo, startUrl } from '../support/demo.ts'

const run = promisify(execFile)

/** Runs `aws` in an empty home; answers its JSON, or what it said on stderr. */
const aws = async (
  demo: OpenDemo,
  variables: Readonly<Record<string, string>>,
  words: readonly string[],
  home = '/nonexistent',
): Promise<unknown> => {
  const environment = {
    HOME: home,
    PATH: '/usr/bin:/bin',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...variables,
  }
  try {
    const { stdout } = await run(
      awsCommand,
      ['--endpoint-url', demo.url, '--output', 'json', '--no-cli-pager', ...words],
      { env: environment },
    )
    return stdout.trim() === '' ? null : (JSON.parse(stdout) as unknown)
  } catch (error) {
    if (error instanceof Error && 'stderr' in error) return String(error.stderr).trim()
    throw error
  }
}

const variablesOf = (credentials: Credentials): Record<string, string> => ({
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  ...(credentials.sessionToken !== undefined && { AWS_SESSION_TOKEN: credentials.sessionToken }),
})

describe.skipIf(!existsSync(awsCommand))('aws', () => {
  test('assumes a role with MFA and is refused in AWS’s words', async () => {
    const demo = await openDemo()
    const key = variablesOf(demo.keyOf('ana'))
    expect(await aws(demo, key, ['sts', 'get-caller-identity'])).toMatchObject({
      Account: '100000000002',
      Arn: 'arn:aws:iam::100000000002:user/ana',
    })
    const words = [
      'sts',
      'assume-role',
      '--role-arn',
      'arn:aws:iam::100000000101:role/acme-production',
      '--role-session-name',
      'ana',
      '--tags',
      'Key=a b,Value=c d',
    ]
    const mfa = ['--serial-number', demo.serialOf('ana'), '--token-code', demo.codeOf('ana')]
    expect(await aws(demo, key, [...words, ...mfa])).toMatchObject({
      AssumedRoleUser: { Arn: 'arn:aws:sts::100000000101:assumed-role/acme-production/ana' },
    })
    expect(await aws(demo, key, [...words, ...mfa])).toBe(
      'An error occurred (AccessDenied) when calling the AssumeRole operation: MultiFactorAuthentication failed with invalid MFA one time pass code.',
    )
    expect(
      await aws(demo, { ...key, AWS_SECRET_ACCESS_KEY: 'wrong' }, ['sts', 'get-caller-identity']),
    ).toContain('(SignatureDoesNotMatch)')
  }, 60_000)

  test('still signs freshly when the demo’s clock was moved', async () => {
    const demo = await openDemo()
    demo.advance(3 * 86_400_000)
    expect(await aws(demo, variablesOf(demo.keyOf('ana')), ['iam', 'list-mfa-devices'])).toMatchObject({
      MFADevices: [{ SerialNumber: demo.serialOf('ana') }],
    })
  }, 60_000)

  test('pages through the organization', async () => {
    const demo = await openDemo('audit-hub')
    const reader = await assume(demo, demo.keyOf('scanner'), {
      RoleArn: 'arn:aws:iam::400000000001:role/OrgAndAccountInfoReader',
    })
    const answer = await aws(demo, variablesOf(reader), [
      'organizations',
      'list-accounts',
      '--query',
      'length(Accounts)',
    ])
    expect(answer).toBe(42)
  }, 60_000)

  test('uses a portal token from its own cache', async () => {
    const demo = await openDemo('sso-landing-zone')
    const { accessToken = '' } = await deviceSignIn(demo, 'omar')
    const home = mkdtempSync(join(tmpdir(), 'aws-home-'))
    onTestFinished(() => rmSync(home, { recursive: true, force: true }))
    const cache = join(home, '.aws', 'sso', 'cache')
    mkdirSync(cache, { recursive: true })
    const name = createHash('sha1').update(startUrl).digest('hex')
    writeFileSync(
      join(cache, `${name}.json`),
      JSON.stringify({
        startUrl,
        region: 'eu-west-1',
        accessToken,
        expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      }),
    )
    const list = await aws(
      demo,
      {},
      ['sso', 'list-account-roles', '--access-token', accessToken, '--account-id', '222222222222'],
      home,
    )
    expect(list).toEqual({ roleList: [{ roleName: 'DevOps', accountId: '222222222222' }] })
    const credentials = await aws(
      demo,
      {},
      [
        'sso',
        'get-role-credentials',
        '--access-token',
        accessToken,
        '--account-id',
        '222222222222',
        '--role-name',
        'DevOps',
      ],
      home,
    )
    expect(credentials).toMatchObject({
      roleCredentials: { accessKeyId: expect.stringMatching(/^ASIA/), expiration: expect.any(Number) },
    })
  }, 60_000)
})
