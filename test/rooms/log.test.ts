// The log: no secret passes its door, ordinary words do, and it does not grow without end.
import { randomBytes } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createClock } from '../../main/clock.ts'
import { createLog, looksSecret, redact, redactText } from '../../main/log.ts'
import { Secret } from '../../main/secret.ts'
import { tempHome } from '../support/temp-home.ts'

/** As AWS makes them: 30 random bytes as base64 are 40 letters. */
const secretKey = (): string => randomBytes(30).toString('base64')

test('nearly every random secret access key is seen, wherever it stands', () => {
  const ways = [
    (key: string) => key,
    (key: string) => `AWS_SECRET_ACCESS_KEY=${key}`,
    (key: string) => `aws_secret_access_key = ${key}\n`,
    (key: string) => JSON.stringify({ value: key }),
    (key: string) => `said: ${key}, at line 3`,
  ]
  let missed = 0
  for (let n = 0; n < 5_000; n++) {
    const key = secretKey()
    const text = (ways[n % ways.length] as (key: string) => string)(key)
    if (redactText(text).includes(key)) missed++
  }
  expect(missed).toBeLessThanOrEqual(10)
})

test('session tokens, portal tokens, JWTs and private keys are seen', () => {
  const long = randomBytes(300).toString('base64')
  for (const token of [
    long,
    randomBytes(300).toString('base64url'),
    `IQoJb3JpZ2luX2VjEJ${long}`,
    `aoaAAAAAGc${randomBytes(40).toString('base64url')}:MGUCMQ${randomBytes(40).toString('base64url')}`,
    `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbmEifQ.${randomBytes(32).toString('base64url')}`,
    '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END',
  ]) {
    expect(redactText(`before ${token} after`)).toContain('before (withheld)')
    expect(redactText(`before ${token} after`)).not.toContain(token.slice(-20))
  }
})

test('secret parameters of URLs are withheld, the rest of the URL stays', () => {
  expect(
    redactText('https://signin.aws.amazon.com/federation?Action=login&SigninToken=VCQg_x&Destination=https'),
  ).toBe('https://signin.aws.amazon.com/federation?Action=login&SigninToken=(withheld)&Destination=https')
  expect(redactText('GET http://127.0.0.1:4000/?key=abc&x=1')).toBe(
    'GET http://127.0.0.1:4000/?key=(withheld)&x=1',
  )
  expect(redactText('http://127.0.0.1:9/oauth/callback?code=abc&state=xyz')).toBe(
    'http://127.0.0.1:9/oauth/callback?code=(withheld)&state=(withheld)',
  )
})

test('what people need to read is not taken for a secret', () => {
  for (const text of [
    'arn:aws:sts::100000000101:assumed-role/AWSReservedSSO_AdministratorAccess_1234567890abcdef/ana.maria@example.com',
    'arn:aws:iam::100000000101:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_ReadOnly_a1b2c3d4e5f60718',
    'ASIAIOSFODNN7EXAMPLE and AKIAIOSFODNN7EXAMPLE',
    'request 2f9ee7a1-9c1b-4b0e-8a55-1234567890ab',
    'sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'commit 356a192b7913b04c54574d18c28d46e6395428ab',
    '/home/ana/Projects/Northwind/infrastructure/Terraform2/environments/Production/main.tf',
    'OrganizationAccountAccessRoleForEveryone1',
    'https://d-90677a1b2c.awsapps.com/start/#/?tab=accounts',
    'Error: connect ECONNREFUSED 127.0.0.1:443 (code=ECONNREFUSED)',
  ]) {
    expect(redactText(text)).toBe(text)
    expect(looksSecret(text)).toBe(false)
  }
})

test('values of any shape become JSON without secrets', () => {
  // Always the same: one random key of a thousand is not seen, as the first test allows.
  const key = 'k3Jf9QzT1aBv7/LmXr2WcYp0+HnDs8GuEo5RtKqi'
  const circle: Record<string, unknown> = { name: 'circle' }
  circle.self = circle
  const shown = redact({
    secret: new Secret('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'),
    password: 'plain',
    refreshToken: 'plain',
    accessTokenExpiresAt: '2026-11-21T12:00:00Z',
    tokens: 3,
    map: new Map([['a', key]]),
    bytes: Buffer.from('plain'),
    error: new Error('failed', { cause: new Error(`key ${key}`) }),
    big: 10n,
    circle,
    run: () => 1,
    nothing: undefined,
  })
  const text = JSON.stringify(shown)
  expect(text).not.toMatch(/plain|[A-Za-z0-9+/]{40}(?![0-9a-f])/)
  expect(shown).toMatchObject({
    secret: 'Secret(…EKEY)',
    password: '(withheld)',
    refreshToken: '(withheld)',
    accessTokenExpiresAt: '2026-11-21T12:00:00Z',
    tokens: 3,
    map: [['a', '(withheld)']],
    big: '10',
    error: { name: 'Error', message: 'failed' },
  })
})

test('lines are JSON with time and level; a bug has a reference that is found again', async () => {
  const { paths } = await tempHome()
  const log = createLog({ folder: paths.log, clock: createClock() })
  const key = secretKey()
  log.info(`key ${key}`, { at: 'not the time', key })
  log.warn('careful')
  const reference = log.bug(new TypeError(`no ${key}`))
  const text = await readFile(join(paths.log, 'switchyard.jsonl'), 'utf8')
  const lines = text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>)
  expect(text).not.toContain(key)
  expect(lines.map(line => line.level)).toEqual(['info', 'warn', 'bug'])
  expect(Math.abs(Date.parse(String(lines[0]?.at)) - Date.now())).toBeLessThan(10_000)
  expect(lines[2]).toMatchObject({
    fields: { reference, error: { name: 'TypeError', stack: expect.stringContaining('log.test.ts') } },
  })
  expect((await stat(join(paths.log, 'switchyard.jsonl'))).mode & 0o777).toBe(0o600)
})

test('it begins a new file in time and keeps only a few', async () => {
  const { paths } = await tempHome()
  const log = createLog({ folder: paths.log, clock: createClock(), maxBytes: 2_000, keep: 2 })
  for (let n = 0; n < 100; n++) log.info(`line ${n}`)
  const files = (await readdir(paths.log)).sort()
  expect(files).toEqual(['switchyard.1.jsonl', 'switchyard.2.jsonl', 'switchyard.jsonl'])
  for (const file of files) expect((await stat(join(paths.log, file))).size).toBeLessThan(2_200)
  expect(await readFile(join(paths.log, 'switchyard.jsonl'), 'utf8')).toContain('line 99')
})
