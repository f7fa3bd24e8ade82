// Without a running app: every command composes the rooms itself, says that nothing renews, sweeps, and keeps the lock.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DemoTerminal, openDemoAlone } from '../support/demo-terminal.ts'
import { waitFor } from '../support/run-cli.ts'

let demo: DemoTerminal
beforeAll(async () => {
  demo = await openDemoAlone('ops-hub')
  await demo.addKey('ops', 'ana')
})
afterAll(() => demo.stop())

describe('without an agent', () => {
  test('the main job works, and the notice says that nothing renews', async () => {
    const assumed = await demo.json(['assume', 'acme', '--mfa-code', await demo.code('ana')])
    expect(assumed).toMatchObject({
      accountId: '100000000101',
      notices: ['Nothing renews this session: no Switchyard is running.'],
    })
    expect(await demo.json('sessions')).toMatchObject([{ renews: false }])
    expect(await demo.json('assume globex')).toMatchObject({ accountId: '100000000102' })
    expect(await demo.count('GetSessionToken')).toBe(1)
  })

  test('the endpoints’ notice and the delivery’s words stay off stdout', async () => {
    const ran = await demo.run(['exec', 'acme', '--', 'sh', '-c', 'echo out'])
    expect(ran).toMatchObject({ code: 0, stdout: 'out\n' })
    expect(await demo.run('credential-process ops-hub:acme/acme-production')).toMatchObject({
      code: 0,
      stderr: '',
    })
  })

  test('every command sweeps what ended while nothing ran', async () => {
    await demo.advance('+61m')
    expect(demo.awsFiles().credentials).toContain('acme-production')
    expect(await demo.json('sessions')).toEqual([])
    expect(demo.awsFiles()).toEqual({ config: '', credentials: '' })
  })
})

describe('lock', () => {
  const everything = [
    'ls',
    'route acme',
    'assume acme',
    'env acme',
    'exec acme -- true',
    'credential-process ops-hub:acme/acme-production',
    'console acme --print',
    'sessions',
    'sign-in ops',
    'sign-ins',
    'sign-out ops',
    'keys remove ops',
    'profiles',
    'profiles undo',
    'profiles clean',
    'catalog ls',
    'catalog diff ops-hub',
    'catalog rm ops-hub',
    'pin acme',
    'unpin acme',
    'activity',
    'stop --all',
  ]

  test.each([
    ['alone', false],
    ['beside an agent', true],
  ])('every command ends with 9 until unlock: %s', async (_, withAgent) => {
    const agent = withAgent ? demo.start('agent', { lives: true }) : null
    if (agent) await waitFor(agent, ({ stderr }) => (stderr().includes('listens') ? true : null))
    await demo.json(['assume', 'acme', '--mfa-code', await demo.code('ana')])
    const { credentials } = demo.awsFiles()
    expect(await demo.json('lock')).toEqual({ locked: true })
    // `stop` takes the keys out of the files even so; it comes last.
    for (const words of everything) {
      expect([words, await demo.refused(words)]).toEqual([
        words,
        expect.objectContaining({ code: 9, kind: 'vault-locked', remedy: 'Unlock: switchyard unlock' }),
      ])
      if (words !== 'stop --all') expect(demo.awsFiles().credentials).toBe(credentials)
    }
    expect(demo.awsFiles().credentials).toBe('')
    const doctor = await demo.run('doctor --json')
    expect(doctor.code).toBe(1)
    expect(JSON.parse(doctor.stdout)).toContainEqual(expect.objectContaining({ check: 'vault', ok: false }))
    expect((await demo.run('catalog schema')).code).toBe(0)
    expect(await demo.json('unlock')).toEqual({ locked: false })
    expect(await demo.json('sign-ins')).toMatchObject([{ signIn: 'ops', state: 'in' }, {}])
    await demo.json('sign-out ops')
    agent?.child.kill('SIGINT')
    expect((await agent?.ended)?.code ?? 0).toBe(0)
  })

  test('the record has it, with who', async () => {
    const rows = await demo.json<{ what: string; who: string }[]>('activity')
    expect(rows.filter(row => row.what === 'lock' || row.what === 'unlock').map(row => row.what)).toEqual([
      'lock',
      'unlock',
      'lock',
      'unlock',
    ])
  })

  test('a passphrase that is wrong: 9', async () => {
    const env = {
      SWITCHYARD_PASSPHRASE_FILE: undefined,
      SWITCHYARD_PASSPHRASE: 'another passphrase altogether',
    }
    expect(await demo.refused('sessions', { env })).toMatchObject({ code: 9, kind: 'passphrase-wrong' })
    expect(await demo.refused('sessions', { env: { SWITCHYARD_PASSPHRASE_FILE: undefined } })).toMatchObject({
      code: 4,
      kind: 'answer-needed',
      missing: ['passphrase'],
    })
  })
})

describe('doctor', () => {
  test('each check has its fields, and in the demo all is well', async () => {
    const ended = await demo.run('doctor --json')
    const checks = JSON.parse(ended.stdout) as Record<string, unknown>[]
    expect([ended.code, checks.filter(check => check.ok !== true)]).toEqual([0, []])
    expect(checks.map(check => check.check)).toEqual(
      expect.arrayContaining([
        'vault',
        'home',
        'aws files',
        'network',
        'clock',
        'endpoints',
        'proxy',
        'certificates',
        'git',
        'browser',
        'desktop',
      ]),
    )
    for (const check of checks)
      expect(Object.keys(check).filter(key => key !== 'remedy')).toEqual(['check', 'ok', 'detail'])
  })

  test('a file that tools refuse is found, with a remedy: 1', async () => {
    demo.writeAwsFiles('[profile a]\nx\n', '')
    const ended = await demo.run('doctor --json')
    expect(ended.code).toBe(1)
    expect(JSON.parse(ended.stdout)).toContainEqual({
      check: 'aws files',
      ok: false,
      detail: expect.stringContaining(demo.pointer.awsConfigFile),
      remedy: expect.any(String),
    })
    demo.writeAwsFiles('', '')
    const nowhere = join(demo.pointer.home, 'nowhere.pem')
    const damaged = { AWS_CA_BUNDLE: demo.pointer.awsConfigFile, NODE_EXTRA_CA_CERTS: nowhere }
    expect(JSON.parse((await demo.run('doctor --json', { env: damaged })).stdout)).toContainEqual({
      check: 'certificates',
      ok: false,
      detail: `${demo.pointer.awsConfigFile} holds no certificate.`,
      remedy: 'Correct AWS_CA_BUNDLE, or unset it',
    })
    expect(existsSync(join(demo.pointer.home, 'vault.bin'))).toBe(true)
  })

  test('a vault that cannot be read is set aside, told of once with 9, and named from then on', async () => {
    writeFileSync(join(demo.pointer.home, 'vault.bin'), 'junk')
    const told = await demo.refused('sessions')
    expect(told).toMatchObject({
      code: 9,
      kind: 'vault-damaged',
      path: expect.stringMatching(/vault\.damaged-/),
    })
    expect(readFileSync(String(told.path), 'utf8')).toBe('junk')
    expect(await demo.json('sessions')).toEqual([])
    expect(JSON.parse((await demo.run('doctor --json')).stdout)).toContainEqual({
      check: 'vault',
      ok: true,
      detail: `It opens (passphrase). A damaged one was set aside: ${told.path}.`,
    })
  })

  test('lock and end-everything do their work first, and tell beside it of a vault that cannot be read', async () => {
    const vault = join(demo.pointer.home, 'vault.bin')
    await demo.addKey('ops', 'ana')
    await demo.json(['assume', 'acme', '--mfa-code', await demo.code('ana')])
    writeFileSync(vault, 'junk')
    const locked = await demo.run('lock')
    expect(locked).toMatchObject({ code: 0, stderr: expect.stringMatching(/kept: \S+vault\.damaged-/) })
    expect(await demo.refused('sessions')).toMatchObject({ code: 9, kind: 'vault-locked' })
    await demo.json('unlock')
    writeFileSync(vault, 'junk')
    const ended = await demo.run('end-everything --json')
    expect(ended.code).toBe(1)
    expect(JSON.parse(ended.stdout)).toMatchObject({
      stopped: ['ops-hub:acme/acme-production'],
      troubles: [expect.stringMatching(/kept: \S+vault\.damaged-/), expect.stringContaining('activity')],
    })
    expect(demo.awsFiles()).toEqual({ config: '', credentials: '' })
  })
})
