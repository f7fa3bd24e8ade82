// The main job from nothing: a key, a code, a role through the hub, the real `aws`, a second client without a code, nothing left.
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { whyNoAws } from '../support/aws-readers.ts'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'
import { document } from '../support/run-cli.ts'

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/)
const temporaryKey = expect.stringMatching(/^ASIA[A-Z0-9]{16}$/)

/** What people keep there: comments, odd spacing, both line ends, no final newline. */
const ownConfig =
  '# mine; do not touch\r\n[default]\r\nregion = us-east-1 # the old one\r\n\r\n[profile work]\nsso_start_url=https://x.awsapps.com/start#/\n  output  =  json\n\n[sso-session s]\nsso_region = eu-west-1'
const ownCredentials =
  '\n\n[work]\naws_access_key_id = AKIAQQQQQQQQQQQQQQQQ\naws_secret_access_key = abc/def+==\n; end\n\n\n'

let demo: DemoTerminal
beforeAll(async () => {
  demo = await openDemoTerminal('ops-hub')
  demo.writeAwsFiles(ownConfig, ownCredentials)
})
afterAll(() => demo.stop())

describe('ops-hub, from nothing', () => {
  test('before a key is there, it says so and ends with 3', async () => {
    expect(await demo.refused('assume acme/acme-production')).toMatchObject({
      code: 3,
      kind: 'sign-in-required',
      reason: 'no-key',
      remedy: 'Add the key: switchyard keys add ops-hub:ops',
    })
    expect(demo.awsFiles()).toEqual({ config: ownConfig, credentials: ownCredentials })
  })

  test('a demo user’s key pipes into keys add, which finds the user and the device', async () => {
    const key = await demo.run('demo key ana')
    expect(key.stdout).toMatch(/^AKIA[A-Z0-9]{16}\n\S{40}\n$/)
    expect(await demo.json('keys add ops', { input: key.stdout })).toEqual({
      signIn: 'ops',
      user: 'ana',
      mfaSerial: 'arn:aws:iam::100000000002:mfa/ana',
      notices: ['AWS is replaced by other endpoints (SWITCHYARD_ALLOW_ENDPOINTS=1).'],
    })
  })

  test('the route is a sentence before it is traveled', async () => {
    expect(await demo.json('route acme/acme-production')).toEqual({
      target: 'ops-hub:acme/acme-production',
      signIn: 'ops',
      hops: [
        {
          step: 1,
          kind: 'assume-role',
          arn: 'arn:aws:iam::100000000101:role/acme-production',
          via: 'ops',
          mfa: false,
          externalId: false,
          seconds: 3600,
          cap: null,
        },
      ],
      strategy: 'shared-mfa-session',
      sentence:
        'One MFA code for ops now, then no further code for 12 h. One hour at a time, renewed silently.',
    })
    expect(await demo.count('AssumeRole')).toBe(0)
  })

  test('without a terminal, a window or a flag the code is named as missing', async () => {
    expect(await demo.refused('assume acme')).toMatchObject({
      code: 4,
      kind: 'answer-needed',
      missing: ['mfa'],
      target: 'ops-hub:acme/acme-production',
    })
  })

  test('with a code from the phone the profile is written', async () => {
    const assumed = await demo.json(['assume', 'acme/acme-production', '--mfa-code', await demo.code('ana')])
    expect(assumed).toEqual({
      target: 'ops-hub:acme/acme-production',
      profile: 'acme-production',
      mode: 'keys',
      region: 'eu-west-1',
      accountId: '100000000101',
      assumedRoleArn: 'arn:aws:sts::100000000101:assumed-role/acme-production/ana',
      accessKeyId: temporaryKey,
      expiresAt: time,
      notices: [],
    })
    const { config, credentials } = demo.awsFiles()
    expect(config.startsWith(ownConfig)).toBe(true)
    expect(credentials.startsWith(ownCredentials)).toBe(true)
    expect(credentials.slice(ownCredentials.length)).toMatch(
      /^# >>> switchyard acme-production \(managed; edits here are lost\)\n\[acme-production\]\naws_access_key_id = ASIA\S{16}\naws_secret_access_key = \S{40}\naws_session_token = \S+\nx_security_token_expires = \S+Z\n# <<< switchyard acme-production\n?$/,
    )
    // The block ends its lines as the file does.
    expect(config.slice(ownConfig.length)).toMatch(
      /^\r\n# >>> switchyard acme-production \(managed; edits here are lost\)\r\n(# .*\r\n)?\[profile acme-production\]\r\nregion = eu-west-1\r\n/,
    )
  })

  test.skipIf(whyNoAws())('the real aws is the assumed role', async () => {
    const said = await demo.aws(['--profile', 'acme-production', 'sts', 'get-caller-identity'])
    expect(document(said)).toEqual({
      UserId: expect.stringMatching(/^AROA\w+:ana$/),
      Account: '100000000101',
      Arn: 'arn:aws:sts::100000000101:assumed-role/acme-production/ana',
    })
  })

  test('the second client needs no second code', async () => {
    const before = await demo.count('GetSessionToken')
    const words = await demo.run('assume globex/globex-production')
    expect(words.code).toBe(0)
    expect(words.stdout).toMatch(
      /^ops-hub:globex\/globex-production until \S+Z\naws --profile globex-production sts get-caller-identity\n$/,
    )
    expect(await demo.count('GetSessionToken')).toBe(before)
    expect((await demo.json<{ sentence: string }>('route initech')).sentence).toMatch(
      /^No code needed: the MFA session of ops lasts 1[12] h/,
    )
  })

  test('sessions and sign-ins say what is live, in the promised fields', async () => {
    const row = (client: string) => ({
      target: `ops-hub:${client}/${client}-production`,
      profile: `${client}-production`,
      mode: 'keys',
      startedAt: time,
      expiresAt: time,
      renews: true,
      accessKeyId: temporaryKey,
    })
    expect(await demo.json('sessions')).toEqual([row('acme'), row('globex')])
    expect(await demo.json('sign-ins')).toEqual([
      { signIn: 'ops', catalog: 'ops-hub', kind: 'iam-user', state: 'in', expiresAt: time },
      { signIn: 'root-admin', catalog: 'ops-hub', kind: 'iam-user', state: 'out' },
    ])
  })

  test('ls shows the account, the route in short, the grant and the session', async () => {
    const rows = await demo.json<{ target: string; granted: boolean | null }[]>('ls acme')
    expect(rows[0]).toEqual({
      target: 'ops-hub:acme/acme-production',
      catalog: 'ops-hub',
      account: {
        key: 'acme',
        id: '100000000101',
        name: 'Acme',
        unit: 'Envs/Production',
        environment: 'production',
      },
      role: 'acme-production',
      arn: 'arn:aws:iam::100000000101:role/acme-production',
      signIn: 'ops',
      hops: 1,
      mfa: true,
      breakGlass: false,
      granted: true,
      pinned: null,
      session: { expiresAt: time, profile: 'acme-production' },
    })
    // A break-glass role is always last, and nobody is signed in to its sign-in: not known.
    expect(rows.map(row => [row.target, row.granted])).toEqual([
      ['ops-hub:acme/acme-production', true],
      ['ops-hub:acme/OrganizationAccountAccessRole', null],
    ])
    const active = await demo.json<{ target: string }[]>('ls --active')
    expect(active.map(row => row.target)).toEqual([
      'ops-hub:acme/acme-production',
      'ops-hub:globex/globex-production',
    ])
    const staging = await demo.json<{ target: string }[]>('ls --environment staging --signin ops')
    expect(staging.map(row => row.target)).toEqual([
      'ops-hub:staging/staging-environment',
      'ops-hub:qa/qa-environment',
    ])
  })

  test('stop ends one, stop --all the rest, and the files are the same byte for byte', async () => {
    expect((await demo.run('assume initech')).code).toBe(0)
    expect(await demo.json('stop acme/acme-production')).toEqual({
      stopped: ['ops-hub:acme/acme-production'],
    })
    expect(demo.awsFiles().credentials).not.toContain('acme')
    const { stopped } = await demo.json<{ stopped: string[] }>('stop --all')
    expect([...stopped].sort()).toEqual([
      'ops-hub:globex/globex-production',
      'ops-hub:initech/initech-production',
    ])
    expect(demo.awsFiles()).toEqual({ config: ownConfig, credentials: ownCredentials })
    expect(await demo.json('sessions')).toEqual([])
    expect(await demo.json('stop --all')).toEqual({ stopped: [] })
  })

  test('the home is private', () => {
    const { home } = demo.pointer
    expect(statSync(home).mode & 0o777).toBe(0o700)
    for (const file of ['vault.bin', 'activity.jsonl'])
      expect(statSync(join(home, file)).mode & 0o777).toBe(0o600)
    expect(existsSync(dirname(home))).toBe(true)
  })
})

test('the record has every step, and proves that it is whole', async () => {
  const verified = await demo.run('activity --verify')
  expect(verified.code).toBe(0)
  expect(await demo.run('activity --verify --quiet')).toMatchObject({ code: 0, stderr: '' })
  const rows = await demo.json<{ what: string; outcome: string; target?: string; seq: number }[]>('activity')
  expect(rows.map(row => row.seq)).toEqual(rows.map((_, index) => index + 1))
  expect(verified.stderr).toContain(`All ${rows.length} rows are as they were written`)
  const kinds = rows.map(row => row.what)
  for (const kind of ['keys', 'session-start', 'session-stop']) expect(kinds).toContain(kind)
  expect(rows.find(row => row.what === 'session-start')).toMatchObject({
    target: 'ops-hub:acme/acme-production',
    outcome: 'done',
    who: 'ana',
    route: 'ops -> acme/acme-production',
    sessionName: 'ana',
    accessKeyId: temporaryKey,
    requestIds: [expect.stringMatching(/^[0-9a-f-]{36}$/)],
    door: 'cli',
  })
})

test('another who may less sees less, and --all shows the rest as not granted', async () => {
  await demo.addKey('ops', 'dora')
  const listed = async (words: string) =>
    (await demo.json<{ target: string; granted: boolean | null; breakGlass: boolean }[]>(words)).filter(
      row => !row.breakGlass,
    )
  expect((await listed('ls --signin ops')).map(row => [row.target, row.granted])).toEqual([
    ['ops-hub:staging/staging-environment', true],
    ['ops-hub:qa/qa-environment', true],
    ['ops-hub:demo/demo-environment', true],
  ])
  expect((await listed('ls --all --signin ops')).filter(row => row.granted === false)).toHaveLength(12)
})
