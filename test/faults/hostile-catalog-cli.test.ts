// Hostile catalogs through the command line: refused with 7 in seconds and with little memory, and nothing is taken from them.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '../support/cli-world.ts'
import { plainEnv } from '../support/run-cli.ts'

let folder: string
let env: NodeJS.ProcessEnv
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-hostile-'))
  // In MB; past this Node itself gives up, and the code would not be 7.
  env = {
    ...plainEnv(folder),
    SWITCHYARD_HOME: join(folder, 'home'),
    SWITCHYARD_KEYCHAIN: 'passphrase',
    NODE_OPTIONS: '--max-old-space-size=640',
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const head = 'switchyard: 1\nname: hostile\n'
const bomb = (levels: number): string =>
  [
    'a0: &a0 [x, x, x, x, x, x, x, x, x]',
    ...Array.from(
      { length: levels },
      (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(', ')}]`,
    ),
  ].join('\n')
const accounts = (count: number): string =>
  `accounts:\n${Array.from({ length: count }, (_, n) => `  a${n}: { id: "${100000000000 + n}", name: Account ${n}, unit: Envs/Production }`).join('\n')}\n`

const documents: Readonly<Record<string, () => string | Buffer>> = {
  '20 MB of accounts': () => `${head}${accounts(260_000)}`,
  '20 MB in one line': () => `${head}title: "${'x'.repeat(20 * 1024 * 1024)}"\n`,
  'an alias bomb': () => `${head}${bomb(12)}\n`,
  'ten thousand aliases of one list': () => `${head}a: &a [x]\nb: [${Array(10_000).fill('*a').join(', ')}]\n`,
  'an alias of itself': () => `${head}a: &a [*a]\n`,
  'merge keys in a circle': () => `${head}a: &a { <<: *a }\n`,
  'brackets, a hundred thousand deep': () => `${head}a: ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`,
  'braces, a hundred thousand deep': () => `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  'lists, five thousand deep by indentation': () =>
    `${head}a:\n${Array.from({ length: 5_000 }, (_, n) => `${' '.repeat(n + 1)}-`).join('\n')} x\n`,
  'eight million quotation marks': () => '"'.repeat(8_000_000),
  'a hundred thousand documents': () => '---\n'.repeat(100_000),
  'eight million commas': () => `a: [${','.repeat(8_000_000)}]`,
  'names of JavaScript': () =>
    `${head}__proto__: { polluted: true }\nconstructor: { prototype: { polluted: true } }\n`,
  'a tag that asks for code': () => `${head}title: !!js/function "function () { return 1 }"\n`,
  'a null byte': () => `${head}title: "a\u0000b"\n`,
  'a line end in a name that goes into ~/.aws': () =>
    `${head}accounts: { a: { id: "100000000001", name: A } }\nsignIns: { s: { kind: iam-user, account: a } }\nroles: [{ name: R, accounts: a, from: s, profile: "x]\\n[default" }]\n`,
  'text that reads backwards': () => `${head}title: "\u202Eevil"\n`,
  'bytes that are no text': () => Buffer.from([0x73, 0x77, 0x80, 0xff, 0xfe, 0x0a]),
  'nothing at all': () => '',
  'only a comment': () => '# nothing\n',
}

describe('each is refused with 7', () => {
  test.each(Object.keys(documents))('%s', { timeout: 60_000 }, async name => {
    const file = join(folder, 'hostile.yaml')
    writeFileSync(file, documents[name]?.() ?? '')
    const checked = await run(env, ['catalog', 'validate', file, '--json'])
    expect(checked.code, checked.stderr).toBe(7)
    expect(checked.ms).toBeLessThan(20_000)
    const said = JSON.parse(checked.stdout) as { ok: boolean; problems: { line: number; message: string }[] }
    expect(said.ok).toBe(false)
    expect(said.problems.length).toBeGreaterThan(0)
    expect(said.problems.length).toBeLessThanOrEqual(100)
    expect(checked.stdout.length).toBeLessThan(100_000)

    const added = await run(env, ['catalog', 'add', file])
    expect(added, added.stderr).toMatchObject({ code: 7, stdout: '' })
    expect(added.ms).toBeLessThan(20_000)
    expect(added.stderr.length).toBeLessThan(100_000)
  })

  test('afterwards no catalog is there', async () => {
    expect(await run(env, ['catalog', 'ls', '--json'])).toMatchObject({ code: 0, stdout: '[]\n' })
  })
})

test('what never ends is not read to its end', { timeout: 30_000 }, async () => {
  const endless = await run(env, ['catalog', 'validate', '/dev/zero'])
  expect(endless.code).toBe(7)
  expect(endless.ms).toBeLessThan(5_000)
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  const added = await run(env, ['catalog', 'add', pipe])
  expect(added.code).toBe(12)
  expect(added.stderr).toContain('no ordinary file')
  symlinkSync('loop', join(folder, 'loop'))
  for (const path of [join(folder, 'loop'), join(folder, 'x'.repeat(300)), join(folder, 'pipe', 'x')])
    expect((await run(env, ['catalog', 'add', path])).code, path.slice(0, 99)).toBe(12)
  for (const none of [join(folder, 'none.yaml'), folder])
    expect((await run(env, ['catalog', 'validate', none])).code).toBe(7)
})

test('a catalog of five thousand accounts is taken', { timeout: 60_000 }, async () => {
  const file = join(folder, 'large.yaml')
  writeFileSync(file, `switchyard: 1\nname: large\n${accounts(5_000)}`)
  expect(await run(env, ['catalog', 'validate', file])).toMatchObject({ code: 0 })
  expect(await run(env, ['catalog', 'add', file])).toMatchObject({ code: 0 })
})
