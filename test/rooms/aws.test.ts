// The AWS room over real HTTP: every service, its refusals as failures, a wrong clock, and what may stand in the way.
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type Aws, createAws } from '../../main/aws/aws.ts'
import type { Credentials } from '../../main/aws/credentials.ts'
import { createClock } from '../../main/clock.ts'
import { Secret } from '../../main/secret.ts'
import { deviceSignIn, type OpenDemo, openDemo, startUrl } from '../support/demo.ts'
import { bad, good } from '../support/sign-in-room.ts'

const region = 'eu-west-1'
const acme = 'arn:aws:iam::100000000101:role/acme-production'

const awsFor = (env: Record<string, string>, clock = createClock()): Aws => {
  const aws = createAws({ env: { SWITCHYARD_ALLOW_ENDPOINTS: '1', ...env }, clock })
  onTestFinished(() => aws.close())
  return aws
}
const demoAws = (opened: OpenDemo): Aws => awsFor({ AWS_ENDPOINT_URL: opened.url }, opened.clock)
const keyOf = (opened: OpenDemo, user: string): Credentials => {
  const { accessKeyId, secretAccessKey } = opened.keyOf(user)
  return { accessKeyId, secretAccessKey: new Secret(secretAccessKey), sessionToken: null, expiresAt: null }
}
describe('STS', () => {
  test('says who a key belongs to', async () => {
    const opened = await openDemo()
    const me = good(await demoAws(opened).sts.callerIdentity(keyOf(opened, 'ana'), region))
    expect(me).toMatchObject({ account: '100000000002', arn: 'arn:aws:iam::100000000002:user/ana' })
    expect(me.requestId).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('takes a role with a code, and from the shared session without one', async () => {
    const opened = await openDemo()
    const aws = demoAws(opened)
    const mfa = { serial: opened.serialOf('ana'), code: opened.codeOf('ana') }
    const session = good(await aws.sts.sessionToken(keyOf(opened, 'ana'), { seconds: 43_200, region, mfa }))
    expect(session.credentials.expiresAt - opened.clock.now()).toBeGreaterThan(43_190_000)
    const input = { roleArn: acme, sessionName: 'ana', seconds: 3600, region }
    const taken = good(await aws.sts.assumeRole(session.credentials, input))
    expect(taken.assumedRoleArn).toBe('arn:aws:sts::100000000101:assumed-role/acme-production/ana')
    expect(taken.credentials.sessionToken).toBeInstanceOf(Secret)
  })

  test('hands AWS’s refusal on in AWS’s words', async () => {
    const opened = await openDemo()
    const input = { roleArn: acme, sessionName: 'ana', seconds: 3600, region }
    const failure = bad(await demoAws(opened).sts.assumeRole(keyOf(opened, 'ana'), input))
    expect(failure).toMatchObject({
      kind: 'aws-refused',
      operation: 'AssumeRole',
      status: 403,
      awsCode: 'AccessDenied',
      awsMessage: expect.stringContaining('is not authorized to perform: sts:AssumeRole'),
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  test('a refused length keeps AWS’s code, not the SDK’s name for it', async () => {
    const opened = await openDemo()
    const aws = demoAws(opened)
    const mfa = { serial: opened.serialOf('ana'), code: opened.codeOf('ana') }
    const input = { roleArn: acme, sessionName: 'ana', seconds: 43_201, region, mfa }
    expect(bad(await aws.sts.assumeRole(keyOf(opened, 'ana'), input))).toMatchObject({
      awsCode: 'ValidationError',
    })
  })
})

describe('a wrong clock', () => {
  test('20 minutes behind: the call succeeds and the skew is told', async () => {
    const opened = await openDemo()
    const aws = demoAws(opened)
    opened.demo.world.setSkew(20 * 60_000)
    const me = good(await aws.sts.callerIdentity(keyOf(opened, 'ana'), region))
    expect(Math.round(me.clockSkewMs / 60_000)).toBe(20)
    expect(aws.notices().join(' ')).toContain('clock is 20 min behind AWS’s')
  })

  test('a call with a code is made again with AWS’s time, and the code is not lost by it', async () => {
    const opened = await openDemo()
    const aws = demoAws(opened)
    opened.demo.world.setSkew(-20 * 60_000)
    const mfa = { serial: opened.serialOf('ana'), code: opened.codeOf('ana') }
    good(await aws.sts.sessionToken(keyOf(opened, 'ana'), { seconds: 900, region, mfa }))
    expect(aws.notices().join(' ')).toContain('20 min ahead of AWS’s')
    // What was learned holds for the next call: it is signed right the first time.
    opened.demo.calls.clear()
    good(await aws.sts.callerIdentity(keyOf(opened, 'ana'), region))
    expect(opened.demo.calls.list()).toHaveLength(1)
  })

  test('a right clock gives no notice', async () => {
    const opened = await openDemo()
    const aws = demoAws(opened)
    opened.advance(3 * 3_600_000)
    good(await aws.sts.callerIdentity(keyOf(opened, 'ana'), region))
    expect(Math.abs(aws.clockSkewMs())).toBeLessThan(3_000)
    expect(aws.notices()).toEqual(['AWS is replaced by other endpoints (SWITCHYARD_ALLOW_ENDPOINTS=1).'])
  })
})

describe('IAM and Organizations', () => {
  test('tell about a user', async () => {
    const opened = await openDemo()
    const { iam } = demoAws(opened)
    const ana = keyOf(opened, 'ana')
    expect(good(await iam.user(ana, 'aws'))).toMatchObject({ name: 'ana' })
    expect(good(await iam.mfaDevices(ana, 'aws'))).toEqual([opened.serialOf('ana')])
    expect(good(await iam.groups(ana, 'aws', 'ana'))).toContain('production')
    expect(good(await iam.accessKeys(ana, 'aws', 'ana'))).toMatchObject([
      { accessKeyId: ana.accessKeyId, status: 'Active' },
    ])
  })

  test('the tree is read page by page', async () => {
    const opened = await openDemo()
    const { organizations, sts } = demoAws(opened)
    const root = opened.demo.world.users.find(user => user.account === '100000000001')
    if (!root?.device) throw new Error('ops-hub has a root user with a device')
    const mfa = { serial: root.device.serial, code: opened.codeOf(root.name) }
    const by = good(
      await sts.sessionToken(keyOf(opened, root.name), { seconds: 3600, region, mfa }),
    ).credentials
    const accounts = good(await organizations.accounts(by, 'aws'))
    expect(accounts.map(account => account.id)).toContain('100000000101')
    expect(accounts.length).toBeGreaterThan(15)
    const [top] = good(await organizations.roots(by, 'aws'))
    const units = good(await organizations.units(by, 'aws', top?.id ?? ''))
    expect(units.map(unit => unit.name)).toEqual(expect.arrayContaining(['Users', 'Envs']))
  })
})

describe('the portal and the console', () => {
  test('lists, gives credentials, refuses what is not assigned, logs out', async () => {
    const opened = await openDemo('sso-landing-zone')
    const aws = demoAws(opened)
    const who = opened.demo.world.organization.portals[0]?.people[0]?.name ?? ''
    const tokens = await deviceSignIn(opened, who)
    const by = { region, token: new Secret(tokens.accessToken ?? '') }
    const { items } = good(await aws.portal.accounts(by, null))
    const account = items[0]?.id ?? ''
    const roles = good(await aws.portal.roles(by, account, null)).items
    const got = good(await aws.portal.roleCredentials(by, account, roles[0] ?? ''))
    const me = good(await aws.sts.callerIdentity(got.credentials, region))
    expect(me.arn).toContain(`assumed-role/AWSReservedSSO_${roles[0]}_`)
    expect(bad(await aws.portal.roleCredentials(by, account, 'NotMine'))).toMatchObject({
      kind: 'aws-refused',
      awsCode: 'ForbiddenException',
      status: 403,
    })
    good(await aws.portal.logout(by))
    expect(bad(await aws.portal.accounts(by, null))).toMatchObject({ awsCode: 'UnauthorizedException' })
  })

  test('a console link signs the browser in', async () => {
    const opened = await openDemo()
    const aws = demoAws(opened)
    const mfa = { serial: opened.serialOf('ana'), code: opened.codeOf('ana') }
    const input = { roleArn: acme, sessionName: 'ana', seconds: 3600, region, mfa }
    const { credentials } = good(await aws.sts.assumeRole(keyOf(opened, 'ana'), input))
    const destination = `https://${region}.console.aws.amazon.com/s3/home?region=${region}`
    const wish = { region, destination, sessionSeconds: 3600, issuer: 'https://switchyard.example' }
    const { url, sessionSeconds } = good(await aws.console.signInUrl(credentials, wish))
    expect(sessionSeconds).toBe(3600)
    const link = new URL(url.reveal())
    expect(link.searchParams.get('Action')).toBe('login')
    expect(link.searchParams.get('Destination')).toBe(destination)
    const landed = await fetch(link, { redirect: 'manual' })
    const cookie = landed.headers.getSetCookie().map(one => one.split(';')[0])
    const page = await fetch(new URL(landed.headers.get('location') ?? '', link), {
      headers: { cookie: cookie.join('; ') },
    })
    expect(await page.text()).toContain('acme-production')
  })

  test('for a role behind a portal’s role AWS refuses a length, and the link comes without one', async () => {
    const opened = await openDemo('sso-landing-zone')
    const aws = demoAws(opened)
    const tokens = await deviceSignIn(opened, 'omar')
    const by = { region, token: new Secret(tokens.accessToken ?? '') }
    const hub = good(await aws.portal.roleCredentials(by, '222222222222', 'DevOps')).credentials
    const roleArn = 'arn:aws:iam::444444444444:role/CrossAccountCICD'
    const input = { roleArn, sessionName: 'omar', seconds: 3600, region, externalId: 'northwind-cicd-2026' }
    const { credentials } = good(await aws.sts.assumeRole(hub, input))
    const wish = {
      region,
      destination: 'https://console.aws.amazon.com/',
      sessionSeconds: 3600,
      issuer: null,
    }
    const link = good(await aws.console.signInUrl(credentials, wish))
    expect(link.sessionSeconds).toBeNull()
    expect(new URL(link.url.reveal()).searchParams.get('SigninToken')).toBeTruthy()
  })

  test('credentials that cannot sign in are refused with the words of AWS’s page', async () => {
    const opened = await openDemo()
    const wish = {
      region,
      destination: 'https://console.aws.amazon.com/',
      sessionSeconds: null,
      issuer: null,
    }
    const failure = bad(await demoAws(opened).console.signInUrl(keyOf(opened, 'ana'), wish))
    expect(failure).toMatchObject({ kind: 'aws-refused', operation: 'getSigninToken', status: 400 })
    expect(JSON.stringify(failure)).not.toContain(opened.keyOf('ana').secretAccessKey)
  })
})

test('the SDK looks into no file and follows no variable of the person’s: all it needs is said', async () => {
  const opened = await openDemo('sso-landing-zone')
  const aws = demoAws(opened)
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-fifo-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  // Whoever opens this waits for ever.
  const trap = join(folder, 'trap')
  execFileSync('mkfifo', [trap])
  const variables = {
    AWS_CONFIG_FILE: trap,
    AWS_SHARED_CREDENTIALS_FILE: trap,
    AWS_PROFILE: 'nobody',
    AWS_REGION: 'xx',
  }
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())
  const nobody: Credentials = {
    accessKeyId: 'AKIAEXAMPLEEXAMPLE00',
    secretAccessKey: new Secret('x'.repeat(40)),
    sessionToken: null,
    expiresAt: null,
  }
  good(await aws.oidc.register({ region, startUrl, flow: 'browser' }))
  const refused = await Promise.all([
    aws.portal.accounts({ region, token: new Secret('t') }, null),
    aws.sts.callerIdentity(nobody, region),
    aws.iam.user(nobody, 'aws'),
    aws.organizations.describe(nobody, 'aws'),
  ])
  for (const one of refused) expect(bad(one).kind).toBe('aws-refused')
})
