// `catalog validate` and `schema`: what a team's CI runs; hostile files are refused with line, column and path.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { document, example, plainEnv, startCli } from '../support/run-cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'switchyard-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
// Neither a home nor a keychain is there: it needs none.
const run = (words: string) => startCli(words.split(' '), plainEnv(folder), { cwd: folder }).ended
const write = (text: string | Buffer, name: string) => writeFileSync(join(folder, name), text)
const original = readFileSync(example('ops-hub'), 'utf8')

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

  test('a document of a folder whose name cannot be seen is named, escaped, and is no fault by itself', async () => {
    const team = join(folder, 'team')
    mkdirSync(team)
    writeFileSync(join(team, '1.yaml'), `${head}${ops}`)
    const hidden = 'roles:\n  - { name: a, accounts: ops, from: nobody }\n'
    writeFileSync(join(team, '2\u200b.yaml'), hidden)
    const ended = await run('catalog validate team')
    expect(ended.stdout).toMatch(
      /^team\/2\\u200b\.yaml:2:\d+: roles\[0\]\.from: "nobody" is no sign-in [^\n]*\n$/,
    )
  })

  test('schema is the one of 2020-12', async () => {
    expect(document(await run('catalog schema'))).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      properties: { switchyard: {}, accounts: {}, roles: {} },
    })
    const personal = document(await run('catalog schema --personal'))
    expect(personal).toMatchObject({ title: 'Switchyard personal layer', properties: { catalogs: {} } })
  })
})
