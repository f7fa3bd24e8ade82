// The manners of every command: help with one example, usage failures, one JSON document on stdout, words on stderr.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { commandNames } from '../../main/cli/commands/table.ts'
import { cliPath, document, plainEnv, start, startCli } from '../support/run-cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'switchyard-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const env = { ...plainEnv(folder), SWITCHYARD_HOME: join(folder, 'home'), SWITCHYARD_KEYCHAIN: 'passphrase' }
const run = (words: readonly string[], more: NodeJS.ProcessEnv = {}) =>
  startCli(words, { ...env, ...more }).ended

const promised = [
  'open',
  'demo',
  'demo env',
  'demo users',
  'demo key',
  'demo phone',
  'demo clock',
  'demo fault',
  'demo access',
  'agent',
  'ls',
  'route',
  'assume',
  'env',
  'exec',
  'check',
  'each',
  'credential-process',
  'console',
  'sessions',
  'stop',
  'sign-in',
  'sign-out',
  'sign-ins',
  'keys add',
  'keys remove',
  'profiles',
  'profiles undo',
  'profiles write',
  'profiles clean',
  'catalog add',
  'catalog ls',
  'catalog diff',
  'catalog approve',
  'catalog rm',
  'catalog validate',
  'catalog schema',
  'pin',
  'unpin',
  'activity',
  'lock',
  'unlock',
  'doctor',
]

describe('help', () => {
  test('names every command once', async () => {
    const { code, stdout, stderr } = await run(['--help'])
    expect([code, stderr]).toEqual([0, ''])
    for (const name of commandNames) expect(stdout.match(new RegExp(`^  ${name}  `, 'gm'))).toHaveLength(1)
    expect(promised.filter(name => !commandNames.has(name))).toEqual([])
  })

  test.each(promised)('%s: its usage and one example, and nothing is done', async name => {
    const { code, stdout, stderr } = await run([...name.split(' '), '--help'])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain(`\nUsage: switchyard ${name}`)
    expect(stdout.match(/^Example: .*\S$/gm)).toHaveLength(1)
    expect(stdout).toContain('--json')
  })

  test('a first word that needs a second lists them', async () => {
    const { code, stdout } = await run(['keys', '--help'])
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/switchyard keys add .*\n.*switchyard keys rotate .*\n.*switchyard keys remove /),
    ])
  })

  test('the version, as words and as JSON', async () => {
    const { stdout } = await run(['--version'])
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(document(await run(['--version', '--json']))).toEqual({ version: stdout.trim() })
    expect((await run(['ls', '--version'])).stdout).toBe(stdout)
    expect(await run(['assume', '--version'])).toMatchObject({ code: 0, stdout })
  })

  test('“help” is taken for --help, as other tools have it', async () => {
    expect(await run(['help'])).toEqual(await run(['--help']))
    expect(await run(['help', 'keys', 'add'])).toEqual(await run(['keys', 'add', '--help']))
  })
})

describe('usage', () => {
  test.each([
    'nobody',
    'keys',
    'catalog',
    'keys nobody ops',
    'catalog nobody',
    'demo nobody',
    'route',
    'assume',
    'assume a b',
    'ls --nobody',
    'stop',
    'stop a --all',
    'sign-out',
    'exec a',
    'exec a --',
    'sessions -- true',
    'assume a --mode nobody',
    'assume a --duration never',
    'assume a --duration 5m',
    'assume a --mfa-code 12',
    'console a --in nobody',
    'env a --shell nobody',
    'open --port nobody',
    'profiles undo 0',
    'activity --since never',
    'pin',
    'credential-process',
  ])('%s: 2, on stderr; with --json one document on stdout', async words => {
    const plain = await run(words.split(' '))
    expect([plain.code, plain.stdout]).toEqual([2, ''])
    expect(plain.stderr).toMatch(/^switchyard: .+\n {2}.+\n {2}See the help: switchyard .*--help\n$/)
    const json = await run(['--json', ...words.split(' ')])
    expect(json.code).toBe(2)
    expect(document(json)).toEqual({
      ok: false,
      failure: {
        kind: 'usage',
        message: expect.any(String),
        command: expect.any(String),
        title: 'This is not how the command is used',
        detail: expect.any(String),
        remedy: expect.stringMatching(/^See the help: /),
      },
    })
  })

  test('a word that is nearly a command is named, and half a command points to its own help', async () => {
    expect((await run(['asume', 'a'])).stderr).toContain(
      'There is no command “asume”. Did you mean "assume"?',
    )
    expect((await run(['keys'])).stderr).toContain('See the help: switchyard keys --help')
  })

  test('a filter of ls that names nothing is a wrong name, not an empty answer: 6', async () => {
    for (const words of ['ls --catalog nobody', 'ls --environment nobody', 'ls --signin nobody']) {
      const { code, stdout } = await run(words.split(' '))
      expect([words, code, stdout]).toEqual([words, 6, ''])
    }
    const long = await run(['ls', 'x'.repeat(400)])
    expect([long.code, long.stderr]).toEqual([
      2,
      expect.stringContaining('It is too long: at most 300 characters.'),
    ])
  })

  test('a file that is not there is told of in words, not in codes', async () => {
    for (const words of [
      ['catalog', 'import', 'aesr', 'nowhere'],
      ['catalog', 'add', 'x.yaml', '--key', 'no'],
    ]) {
      const { code, stderr } = await run(words)
      expect([code, stderr]).toEqual([12, expect.not.stringContaining('ENOENT')])
    }
  })

  test('flags may stand before the command, and after “--” nothing is ours', async () => {
    const first = await run(['--json', 'catalog', 'ls'])
    expect([first.code, first.stdout]).toEqual([0, '[]\n'])
    expect((await run(['exec', 'nobody', '--', 'echo', '--help'])).code).toBe(6)
  })
})

describe('streams', () => {
  test.each(['ls', 'sessions', 'sign-ins', 'catalog ls', 'profiles', 'activity'])(
    '%s: an empty list is [] and 0',
    async words => {
      const vault = { SWITCHYARD_PASSPHRASE: 'q8ZfT0xV2mKcY7rLbN4hWd1sJpA6uEoG3iXvQy9zRtk' }
      const listed = await run([...words.split(' '), '--json'], vault)
      expect([listed.code, listed.stdout, listed.stderr]).toEqual([0, '[]\n', ''])
      const said = await run(words.split(' '), vault)
      expect([said.code, said.stdout]).toEqual([0, ''])
      expect((await run([...words.split(' '), '--quiet'], vault)).stderr).toBe('')
    },
  )

  test('color is for terminals alone', async () => {
    expect((await run(['nobody'])).stderr).not.toContain('\u001b')
    expect((await run(['nobody'], { FORCE_COLOR: '1', NO_COLOR: '1' })).stderr).not.toContain('\u001b')
  })

  test('a reader that has seen enough ends it quietly', async () => {
    const headed = await start(
      'sh',
      [
        '-c',
        `"${process.execPath}" "${cliPath}" catalog schema | head -c 1; "${process.execPath}" "${cliPath}" --help | true`,
      ],
      env,
    ).ended
    expect(headed).toMatchObject({ code: 0, stdout: '{', stderr: '' })
  })

  test.skipIf(process.platform !== 'linux')('a full disk behind stdout is no success: 12', async () => {
    const line = (words: string): string => `"${process.execPath}" "${cliPath}" ${words} > /dev/full`
    for (const words of ['catalog schema', 'ls --json', '--help']) {
      const cut = await start('sh', ['-c', line(words)], env).ended
      expect([words, cut.code, cut.stderr]).toEqual([
        words,
        12,
        expect.stringMatching(/^switchyard: The output could not be written\n {2}The disk is full\. /),
      ])
    }
  })

  test('a demo that does not run: 6', async () => {
    for (const words of [
      'demo env',
      'demo users',
      'demo key ana',
      'demo phone',
      'demo clock',
      'demo fault',
      'demo access',
    ]) {
      const ended = await run([...words.split(' '), '--json'])
      expect(ended.code).toBe(6)
      expect(document(ended)).toMatchObject({
        failure: { kind: 'demo-not-running', remedy: 'Start the demo: switchyard demo' },
      })
    }
  })

  test('a home that cannot be made: 12', async () => {
    const ended = await run(['ls', '--json'], { SWITCHYARD_HOME: '/proc/nobody/home' })
    expect(ended.code).toBe(12)
    expect(document(ended)).toMatchObject({ failure: { kind: 'file-unwritable' } })
    const demo = await run(['demo', '--no-open', '--json'], { TMPDIR: '/proc/nobody' })
    expect([demo.code, demo.stdout, demo.stderr]).toEqual([
      12,
      expect.stringContaining('file-unwritable'),
      expect.not.stringMatching(/[A-Z]{5}|mkdtemp/),
    ])
  })
})
