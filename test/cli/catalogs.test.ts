// Catalogs on the command line: added, compared, approved and removed; the last good copy stays.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { document, example, plainEnv, startCli } from '../support/run-cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'switchyard-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
writeFileSync(join(folder, 'passphrase'), 'q8ZfT0xV2mKcY7rLbN4hWd1sJpA6uEoG3iXvQy9zRtk\n', { mode: 0o600 })
const env = {
  ...plainEnv(folder),
  SWITCHYARD_HOME: join(folder, 'home'),
  SWITCHYARD_KEYCHAIN: 'passphrase',
  SWITCHYARD_PASSPHRASE_FILE: join(folder, 'passphrase'),
  AWS_CONFIG_FILE: join(folder, 'config'),
  AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
}
const file = join(folder, 'team.yaml')
const original = readFileSync(example('ops-hub'), 'utf8')

const run = (words: string, cwd = folder) => startCli(words.split(' '), env, { cwd }).ended
const json = async <T = Record<string, unknown>>(words: string): Promise<T> => {
  const ended = await run(`${words} --json`)
  if (ended.code !== 0) throw new Error(`Exit ${ended.code}: ${ended.stderr}`)
  return document(ended) as T
}
const refused = async (words: string) => {
  const ended = await run(`${words} --json`)
  const { ok, failure } = document(ended) as { ok: boolean; failure: Record<string, unknown> }
  return { ok, code: ended.code, ...failure }
}
const write = (text: string, name = 'team.yaml') => writeFileSync(join(folder, name), text)

describe('a catalog from a file, without a running app', () => {
  beforeEach(() => write(original))

  test('adding is the first approval, and shows its summary', async () => {
    expect(await json('catalog add team.yaml')).toEqual({
      name: 'ops-hub',
      summary: [
        'Northwind operations: 17 accounts, 31 targets.',
        'Sign-in ops: an IAM user in ops (100000000002), with MFA.',
        'Sign-in root-admin: an IAM user in root (100000000001), with MFA.',
        'production asks for MFA.',
        '16 targets for emergencies only.',
      ],
    })
    expect(await refused('catalog add team.yaml')).toMatchObject({ code: 6, kind: 'name-taken' })
  })

  test('ls has the promised fields', async () => {
    const ref = expect.stringMatching(/^[0-9a-f]{12}$/)
    expect(await json('catalog ls')).toEqual([
      {
        name: 'ops-hub',
        source: file,
        kind: 'file',
        state: 'current',
        approvedRef: ref,
        fetchedRef: ref,
        signature: 'none',
        targets: 31,
      },
    ])
    expect(await json('catalog diff ops-hub')).toEqual({
      name: 'ops-hub',
      from: ref,
      to: ref,
      steering: [],
      cosmetic: [],
    })
  })

  test('a cosmetic change applies at once', async () => {
    write(original.replace('name: Acme,', 'name: Acme Corp,').replace('name: Acme\n', 'name: Acme Corp\n'))
    const rows = await json<{ account: { name: string } }[]>('ls acme')
    expect(rows[0]?.account.name).toBe('Acme Corp')
    expect(await json('catalog ls')).toMatchObject([{ state: 'current' }])
    write(original)
    await run('ls')
  })

  test('a steering change waits, the approved copy stays in force, and approve lets it in', async () => {
    write(original.replace('"100000000101"', '"999000000101"'))
    expect(await json('catalog ls')).toMatchObject([{ state: 'awaiting-approval', targets: 31 }])
    const change = {
      path: 'accounts.acme.id',
      before: '100000000101',
      after: '999000000101',
      sentence: 'acme would be a different account.',
    }
    const difference = await json<{ from: string; to: string }>('catalog diff ops-hub')
    expect(difference).toMatchObject({ name: 'ops-hub', steering: [change], cosmetic: [] })
    expect(difference.from).not.toBe(difference.to)
    const arn = async () => (await json<{ hops: { arn: string }[] }>('route acme')).hops[0]?.arn
    expect(await arn()).toBe('arn:aws:iam::100000000101:role/acme-production')
    expect(await json('catalog approve ops-hub')).toEqual({ approved: [change] })
    expect(await arn()).toBe('arn:aws:iam::999000000101:role/acme-production')
    expect(await json('catalog ls')).toMatchObject([{ state: 'current', approvedRef: difference.to }])
    // And back: that steers as well.
    write(original)
    expect(await json('catalog approve ops-hub')).toMatchObject({
      approved: [{ path: 'accounts.acme.id', before: '999000000101', after: '100000000101' }],
    })
    expect(await json('catalog approve ops-hub')).toEqual({ approved: [] })
  })

  test('a guard that goes away steers, too', async () => {
    write(original.replace('production: { color: red, mfa: required }', 'production: { color: red }'))
    const { steering } = await json<{ steering: { path: string }[] }>('catalog diff ops-hub')
    expect(steering.map(change => change.path)).toEqual(['environments.production.mfa'])
    write(original)
  })

  test('a broken update is 7 and cannot be approved; the last good copy stays', async () => {
    write(`${original}\nroles: [`)
    expect(await json('catalog ls')).toMatchObject([
      { state: 'invalid', targets: 31, problem: expect.stringMatching(/^Line \d+: /) },
    ])
    for (const words of ['catalog diff ops-hub', 'catalog approve ops-hub'])
      expect(await refused(words)).toMatchObject({ code: 7, kind: 'catalog-invalid' })
    expect(await json('route acme')).toMatchObject({ target: 'ops-hub:acme/acme-production' })
    rmSync(file)
    expect(await json('catalog ls')).toMatchObject([
      { state: 'offline', targets: 31, problem: expect.stringContaining('There is no such file.') },
    ])
    expect(await json('route acme')).toMatchObject({ target: 'ops-hub:acme/acme-production' })
  })

  test('two catalogs make a name ambiguous: 6, the candidates in words and in JSON', async () => {
    expect(await json('catalog add team.yaml --name second')).toMatchObject({ name: 'second' })
    const candidates = ['ops-hub:acme/acme-production', 'second:acme/acme-production']
    expect(await refused('route acme')).toMatchObject({ code: 6, kind: 'ambiguous-name', candidates })
    const said = await run('route acme')
    expect(said.stdout).toBe('')
    for (const candidate of candidates) expect(said.stderr).toContain(candidate)
    expect(await json('route second:acme')).toMatchObject({ target: candidates[1] })
    expect(await json('ls acme --catalog second')).toMatchObject([{ target: candidates[1] }, {}])
    expect(await json('catalog rm second')).toEqual({ removed: 'second' })
    expect(await refused('catalog rm second')).toMatchObject({
      code: 6,
      kind: 'unknown-name',
      what: 'catalog',
    })
  })
})

test('a hostile one is not added, and nothing of it was run', async () => {
  const head = 'switchyard: 1\nname: hostile\nsignIns: { ops: { kind: iam-user, account: ops } }\n'
  const ops = 'accounts: { ops: { id: "100000000002" } }\n'
  write(`${head}${ops}roles: [{ name: "$(touch pwned)", accounts: ops, from: ops }]\n`, 'bad.yaml')
  expect(await refused('catalog add bad.yaml')).toMatchObject({
    code: 7,
    kind: 'catalog-invalid',
    problems: [{ line: 5, column: 17 }],
  })
  expect(await json('catalog ls')).toMatchObject([{ name: 'ops-hub' }])
  expect(() => readFileSync(join(folder, 'pwned'))).toThrow()
})
