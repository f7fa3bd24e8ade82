// Catalogs on the command line: added, compared, approved and removed; files checked; hostile ones refused with line and column.
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
const write = (text: string | Buffer, name = 'team.yaml') => writeFileSync(join(folder, name), text)

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

describe('catalog validate', () => {
  const problems = async (text: string | Buffer, name = 'checked.yaml') => {
    write(text, name)
    const ended = await run(`catalog validate ${name} --json`)
    expect(ended).toMatchObject({ code: 7, stderr: '' })
    const answer = document(ended) as { ok: boolean; problems: Record<string, unknown>[] }
    expect(answer.ok).toBe(false)
    for (const problem of answer.problems)
      expect(Object.keys(problem)).toEqual(['line', 'column', 'path', 'message'])
    return answer.problems
  }
  const head = 'switchyard: 1\nname: hostile\nsignIns: { ops: { kind: iam-user, account: ops } }\n'
  const ops = 'accounts: { ops: { id: "100000000002" } }\n'

  test('a good one is 0, from anywhere, as words and as JSON', async () => {
    expect(await run(`catalog validate ${example('audit-hub')} --json`)).toMatchObject({
      code: 0,
      stdout: '{\n  "ok": true,\n  "problems": []\n}\n',
    })
    expect((await run(`catalog validate ${example('atmos')}`)).stdout).toMatch(/ is a valid catalog\n$/)
  })

  test.each([
    ['an unknown key', `${head}${ops}rolez: []\n`, 5, 1, 'rolez', /Did you mean "roles"/],
    [
      'an id of two digits',
      `${head}accounts: { ops: { id: "12" } }\n`,
      4,
      24,
      'accounts.ops.id',
      /12 digits/,
    ],
    [
      'a line break in a name',
      `${head}accounts: { ops: { id: "100000000002", name: "a\\n[x]" } }\n`,
      4,
      46,
      'accounts.ops.name',
      /line break/,
    ],
    [
      'a bracket in a key',
      `${head}accounts: { "a]": { id: "100000000002" } }\n`,
      4,
      13,
      'accounts.a]',
      /not a key/,
    ],
    [
      'a hash in a key',
      `${head}accounts: { "a#b": { id: "100000000002" } }\n`,
      4,
      13,
      'accounts.a#b',
      /not a key/,
    ],
    [
      'a shell word as a role',
      `${head}${ops}roles: [{ name: "$(id)", accounts: ops, from: ops }]\n`,
      5,
      17,
      'roles[0].name',
      /name/,
    ],
    [
      'quotes in a role',
      `${head}${ops}roles: [{ name: 'a"b', accounts: ops, from: ops }]\n`,
      5,
      17,
      'roles[0].name',
      /name/,
    ],
    [
      'a profile that is none',
      `${head}${ops}roles: [{ name: r, accounts: ops, from: ops, profile: "a b" }]\n`,
      5,
      55,
      'roles[0].profile',
      /profile/,
    ],
    [
      'a command in a shared catalog',
      `switchyard: 1\nname: x\nsignIns: { c: { kind: command, command: [id] } }\n`,
      3,
      23,
      'signIns.c.kind',
      /personal layer/,
    ],
    [
      'a start URL without TLS',
      `switchyard: 1\nname: x\nsignIns: { p: { kind: identity-center, startUrl: "http://x.awsapps.com/start", region: eu-west-1 } }\n`,
      3,
      50,
      'signIns.p.startUrl',
      /https/,
    ],
    ['a key twice', `${head}name: again\n`, 4, 1, 'name', /twice/],
    [
      'an unknown reference',
      `${head}${ops}roles: [{ name: r, accounts: nobody, from: ops }]\n`,
      5,
      30,
      'roles[0].accounts',
      /nobody/,
    ],
    [
      'a prototype key',
      `${head}accounts: { __proto__: { id: "100000000002" } }\n`,
      4,
      13,
      'accounts.__proto__',
      /cannot be used as a key/,
    ],
  ] as const)('%s', async (_, text, line, column, path, message) => {
    expect(await problems(text)).toContainEqual({
      line,
      column,
      path,
      message: expect.stringMatching(message),
    })
  })

  test('a cycle, a bomb, a depth, a size, a mark, an empty file, none', async () => {
    const cycle = `${head}${ops}roles:\n  - { name: a, accounts: ops, from: ops/b }\n  - { name: b, accounts: ops, from: ops/a }\n`
    expect((await problems(cycle)).map(({ message }) => message).join(' ')).toMatch(/cycle|circle|itself/)
    const bomb = `a: &a [${'x,'.repeat(9)}x]\n${[...'bcdefghi'].map((key, index) => `${key}: &${key} [${`*${'abcdefgh'[index]},`.repeat(9)}*a]\n`).join('')}`
    expect((await problems(bomb))[0]?.message).toMatch(/aliases/)
    expect((await problems(`switchyard: 1\nname: ${'['.repeat(60)}${']'.repeat(60)}\n`))[0]?.message).toMatch(
      /deeper than 32/,
    )
    expect((await problems(Buffer.alloc(20 * 1024 * 1024, 'x')))[0]?.message).toMatch(/at most 8 MB/)
    expect((await problems(`\uFEFF${original}`))[0]).toMatchObject({
      line: 1,
      column: 1,
      message: expect.stringMatching(/byte order mark/),
    })
    expect((await problems(''))[0]?.message).toBe('The file is empty.')
    const none = document(await run('catalog validate none.yaml --json'))
    expect(none).toEqual({
      ok: false,
      problems: [{ line: 1, column: 1, path: '', message: 'There is no such file.' }],
    })
  })

  test('nothing of it was run or added', async () => {
    write(`${head}${ops}roles: [{ name: "$(touch pwned)", accounts: ops, from: ops }]\n`, 'bad.yaml')
    expect(await refused('catalog add bad.yaml')).toMatchObject({
      code: 7,
      kind: 'catalog-invalid',
      problems: [{ line: 5, column: 17 }],
    })
    expect(await json('catalog ls')).toMatchObject([{ name: 'ops-hub' }])
    expect(() => readFileSync(join(folder, 'pwned'))).toThrow()
  })

  test('schema is the one of 2020-12', async () => {
    expect(document(await run('catalog schema'))).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      properties: { switchyard: {}, accounts: {}, roles: {} },
    })
  })
})
