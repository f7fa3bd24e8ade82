// check and each as commands: the limit, an interrupt, questions on a terminal, no agent.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { CheckRow, EachRow } from '../../shared/fleet.ts'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'
import { cliPath, document, start, waitFor } from '../support/run-cli.ts'
import { good } from '../support/sign-in-room.ts'
import { ctrlC, openTerminal, whyNoTerminal } from '../support/terminal.ts'

let demo: DemoTerminal
beforeAll(async () => {
  demo = await openDemoTerminal('ops-hub')
  await demo.addKey('ops', 'ana')
})
afterAll(() => demo.stop())

const rowsOf = (stdout: string): readonly EachRow[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as EachRow)
const lastRow = async () => (await demo.json<Record<string, unknown>[]>('activity')).at(-1)
const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`)
const production = 'environment=production'

describe('words', () => {
  test.each([
    ['check nonsense', 2],
    ['check rle=x', 2],
    ['check --limit 0', 2],
    ['check --limit many', 2],
    ['each environment=staging', 2],
    ['each -- true', 2],
    ['each role=Nobody -- true', 6],
    ['each environment=staging --regions eu_west -- true', 2],
    ['profiles write role=Nobody', 6],
  ])('%s: %i', async (words, code) => {
    expect(await demo.refused(words)).toMatchObject({ code })
  })

  test('a program that is not there is said for each', async () => {
    await demo.run(['sign-in', 'ops', '--mfa-code', await demo.code('ana')])
    const ended = await demo.run('each environment=staging --json -- no-such-program')
    expect(ended.code).toBe(1)
    for (const row of rowsOf(ended.stdout))
      expect(row).toMatchObject({ ok: false, failure: 'command-missing' })
    const through = rowsOf((await demo.run('each role=qa-environment --json -- /etc/passwd/x')).stdout)
    expect(through).toMatchObject([
      { failure: 'command-missing', message: expect.stringContaining('is a file') },
    ])
  })
})

describe('the limit', () => {
  afterEach(() => demo.fault('clear'))

  test('no more calls to AWS and no more programs at once than it says', async () => {
    await demo.fault('latency 150ms sts')
    const marks = join(demo.folder, 'now')
    const ended = await demo.run([
      ...['each', production, '--limit', '3', '--json', '--', 'sh', '-c'],
      `mkdir -p '${marks}' && touch '${marks}'/$$ && sleep 0.1 && ls '${marks}' | wc -l && rm '${marks}'/$$`,
    ])
    expect(ended.code).toBe(0)
    const atOnce = rowsOf(ended.stdout).map(row => Number(row.stdout))
    expect(atOnce).toHaveLength(12)
    expect(Math.max(...atOnce)).toBeLessThanOrEqual(3)
    expect(good(await demo.control.calls()).most.sts).toBeLessThanOrEqual(3)
  })
})

describe('each', () => {
  test('lines say whose they are, on the stream they came from; the end is a sentence', async () => {
    const script =
      'echo one; echo two >&2; printf three; [ "$SWITCHYARD_TARGET" != ops-hub:qa/qa-environment ]'
    const ended = await demo.run(['each', 'environment=staging', '--', 'sh', '-c', script])
    expect(ended.code).toBe(1)
    const lines = (stream: string): readonly string[] => stream.trimEnd().split('\n').sort()
    expect(lines(ended.stdout)).toEqual([
      'qa/qa-environment           | one',
      'qa/qa-environment           | three',
      'staging/staging-environment | one',
      'staging/staging-environment | three',
    ])
    expect(lines(ended.stderr)).toEqual([
      '1 of 2 good, 1 failed',
      '2 break-glass targets are left out; name the role: role=ROLE',
      'qa/qa-environment           | failed: It ended with 1.',
      'qa/qa-environment           | two',
      'staging/staging-environment | two',
    ])
  })

  test('the program has the target’s keys, no input, and nothing that would win over them', async () => {
    const ended = await demo.run(
      [
        'each',
        'role=acme-production',
        '--json',
        '--',
        'sh',
        '-c',
        'env | grep ^AWS_ | cut -d= -f1 | sort; cat',
      ],
      { env: { AWS_PROFILE: 'mine', AWS_ROLE_ARN: 'x' }, input: 'typed' },
    )
    const [row] = rowsOf(ended.stdout)
    expect(row?.stdout?.split('\n').filter(name => !/^AWS_(ENDPOINT|CONFIG|SHARED|EC2)/.test(name))).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_CREDENTIAL_EXPIRATION',
      'AWS_DEFAULT_REGION',
      'AWS_REGION',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      '',
    ])
  })

  test('a session that is open stays open, the others are kept nowhere', async () => {
    await demo.json('assume acme')
    expect((await demo.run(['each', production, '--', 'true'])).code).toBe(0)
    const sessions = await demo.json<{ target: string }[]>('sessions')
    expect(sessions.map(row => row.target)).toEqual(['ops-hub:acme/acme-production'])
    await demo.json('stop --all')
  })

  test('the record has who became what', async () => {
    const before = (await demo.json<unknown[]>('activity')).length
    await demo.run('each role=globex-production -- true')
    const rows = (await demo.json<Record<string, unknown>[]>('activity')).slice(before)
    expect(rows.map(({ what, detail }) => [what, detail])).toEqual([
      ['session-start', undefined],
      ['delivery', 'each'],
    ])
  })

  test('Ctrl-C: programs and what they started are gone, what was done is said, 130', async () => {
    const pids = join(demo.folder, 'pids')
    const script = `case $SWITCHYARD_TARGET in *acme*) exit 0;; esac; sleep 60 & echo $! $$ >> '${pids}'; wait`
    const running = demo.start(['each', production, '--limit', '4', '--json', '--', 'sh', '-c', script])
    const started = (): readonly number[] =>
      existsSync(pids) ? readFileSync(pids, 'utf8').trim().split(/\s+/).map(Number) : []
    await waitFor(running, () => (started().length === 8 ? true : null))
    running.child.kill('SIGINT')
    const ended = await running.ended
    expect(ended.code).toBe(130)
    const rows = rowsOf(ended.stdout)
    expect(rows.filter(row => row.ok).map(row => row.target)).toEqual(['ops-hub:acme/acme-production'])
    expect(rows).toHaveLength(5)
    expect(rows.filter(row => row.failure === 'cancelled')).toHaveLength(4)
    expect(ended.stderr).toContain('1 of 12 good, 4 failed, 7 not tried')
    await expect.poll(() => started().filter(isAlive)).toEqual([])
  })

  test('a reader that has seen enough ends it, with all that runs', async () => {
    const pids = join(demo.folder, 'left')
    const each = `'${process.execPath}' '${cliPath}' each ${production} -- sh -c 'echo $$ >> "${pids}"; while :; do echo on; sleep 0.1; done'`
    const ended = await start('sh', ['-c', `${each} | head -1`], demo.env).ended
    expect(ended.stdout).toMatch(/^\w+\/\w+-production +\| on\n$/)
    const started = readFileSync(pids, 'utf8').trim().split('\n').map(Number)
    await expect.poll(() => started.filter(isAlive)).toEqual([])
  })

  test('without an agent: the same', async () => {
    const alone = { env: { SWITCHYARD_AGENT: 'off' } }
    const ended = await demo.run(`each ${production} --json -- sh -c true`, alone)
    expect(ended.code).toBe(0)
    expect(rowsOf(ended.stdout).every(row => row.ok)).toBe(true)
    expect(rowsOf(ended.stdout)).toHaveLength(12)
    expect(document(await demo.run('check --json', alone))).toHaveLength(15)
    expect(await lastRow()).toMatchObject({ what: 'check', outcome: 'done', detail: 'all: 15 of 15 work' })
  })
})

describe('check', () => {
  afterEach(() => demo.fault('clear'))

  test('Ctrl-C: the rows that were done, as one document, and 130', async () => {
    await demo.fault('latency 300ms sts')
    const running = demo.start('check --json --limit 2')
    await waitFor(running, ({ stderr }) => (stderr().includes('4 of 15') ? true : null))
    running.child.kill('SIGINT')
    const ended = await running.ended
    expect(ended.code).toBe(130)
    const rows = document(ended) as readonly CheckRow[]
    expect(rows.length).toBeGreaterThanOrEqual(4)
    expect(rows.length).toBeLessThan(15)
    expect(rows.every(row => row.ok)).toBe(true)
    expect(await lastRow()).toMatchObject({
      what: 'check',
      outcome: 'cancelled',
      detail: expect.stringMatching(/^all: (\d+) of \1 work, \d+ not tried$/),
    })
  })

  test('roles were taken on the way, so each try is one row of the record, whoever asked', async () => {
    const before = (await demo.json<unknown[]>('activity')).length
    await demo.run('check environment=staging')
    await demo.run('route acme --probe')
    const rows = (await demo.json<Record<string, unknown>[]>('activity')).slice(before)
    expect(rows).toMatchObject([
      { what: 'check', outcome: 'done', detail: 'environment=staging: 2 of 2 work', door: 'cli' },
      {
        what: 'check',
        outcome: 'done',
        target: 'ops-hub:acme/acme-production',
        environment: 'production',
        detail: 'the route works',
        door: 'cli',
      },
    ])
    expect(rows).toHaveLength(2)
  })

  test('nobody signed in: each row says what to run', async () => {
    await demo.json('sign-out ops')
    const rows = document(await demo.run('check environment=staging --json')) as readonly CheckRow[]
    for (const row of rows)
      expect(row).toMatchObject({
        ok: false,
        failure: 'answer-needed',
        missing: ['mfa'],
        message: expect.any(String),
      })
    // Nothing came as far as AWS.
    expect(await lastRow()).not.toMatchObject({ what: 'check' })
  })
})

const why = whyNoTerminal()
describe.skipIf(why !== null)(`on a terminal${why === null ? '' : ` (${why})`}`, () => {
  test('the code is asked for once for all of them', async () => {
    const words = ['each', production, '--', 'sh', '-c', 'echo I am $SWITCHYARD_TARGET']
    const terminal = openTerminal(demo.env, words)
    await terminal.sees(/MFA code of ana.*: /)
    terminal.type(`${await demo.code('ana')}\r`)
    expect(await terminal.ended, terminal.screen()).toEqual({ code: 0, restored: true })
    expect(terminal.screen().match(/MFA code of/g)).toHaveLength(1)
    expect(terminal.screen().match(/I am ops-hub:/g)).toHaveLength(12)
  })

  test('two sign-ins ask one after the other', async () => {
    await demo.json('sign-out ops')
    await demo.addKey('root-admin', 'root-ada')
    const roles = 'role=acme-production,globex-production,OrganizationAccountAccessRole'
    const words = ['each', ...roles.split(' '), '--reason', 'OPS-3 both', '--', 'true']
    const terminal = openTerminal(demo.env, words)
    const answers: string[] = []
    for (let question = 0; question < 2; question++) {
      await terminal.sees(/MFA code of [\w-]+, device .*: /)
      const user = [...terminal.screen().matchAll(/MFA code of ([\w-]+), device/g)].at(-1)?.[1] ?? ''
      answers.push(user)
      terminal.type(`${await demo.code(user)}\r`)
    }
    expect(answers.sort()).toEqual(['ana', 'root-ada'])
    expect(await terminal.ended, terminal.screen()).toEqual({ code: 0, restored: true })
    await demo.json('keys remove root-admin')
  })

  test('Ctrl-C reaches what runs, and the terminal is as it was', async () => {
    const terminal = openTerminal(demo.env, ['each', production, '--', 'sh', '-c', 'echo started; sleep 60'])
    await terminal.sees(/started/)
    terminal.type(ctrlC)
    expect(await terminal.ended, terminal.screen()).toEqual({ code: 130, restored: true })
    expect(terminal.screen()).toMatch(/0 of 12 good, \d+ failed, \d+ not tried/)
  })
})
