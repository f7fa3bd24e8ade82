// profiles write: the difference first, one change without a key, one undo, nobody else's profile, keys where they are wanted.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ProfileRow } from '../../shared/fleet.ts'
import { whyNoAws } from '../support/aws-readers.ts'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'
import { document } from '../support/run-cli.ts'

const production = 'environment=production'
let demo: DemoTerminal
beforeAll(async () => {
  demo = await openDemoTerminal('ops-hub')
  await demo.addKey('ops', 'ana')
  await demo.json(['sign-in', 'ops', '--mfa-code', await demo.code('ana')])
})
afterAll(() => demo.stop())

describe('profiles write', () => {
  const write = async (words: string): Promise<{ code: number | null; rows: readonly ProfileRow[] }> => {
    const ended = await demo.run(`profiles write ${words} --json`)
    return { code: ended.code, rows: document(ended) as readonly ProfileRow[] }
  }
  afterEach(() => demo.writeAwsFiles('', ''))

  test('--dry-run says what would change and changes nothing', async () => {
    const { code, rows } = await write(`${production} --mode process --dry-run`)
    expect(code).toBe(0)
    expect(rows[0]).toEqual({
      target: 'ops-hub:acme/acme-production',
      profile: 'acme-production',
      mode: 'process',
      region: 'eu-west-1',
      change: 'new',
      differences: [],
    })
    expect(rows.map(row => row.change)).toEqual(Array(12).fill('new'))
    expect(demo.awsFiles()).toEqual({ config: '', credentials: '' })
  })

  test('process mode: one change without a key or a code, which the real aws reads and one undo takes back', async () => {
    const own = '# mine\n[profile work]\nregion = us-east-1\n'
    demo.writeAwsFiles(own, '')
    const sessions = await demo.count('GetSessionToken')
    expect((await write(`${production} --mode process`)).rows).toHaveLength(12)
    expect(await demo.count('GetSessionToken')).toBe(sessions)
    expect(demo.awsFiles().config.match(/^credential_process = /gm)).toHaveLength(12)
    expect(demo.awsFiles().credentials).toBe('')
    if (!whyNoAws()) {
      const said = await demo.aws(['--profile', 'wonka-production', 'sts', 'get-caller-identity'])
      expect(document(said)).toMatchObject({ Account: '100000000108' })
      await demo.json('stop wonka')
    }
    const again = await write(`${production} --mode process`)
    expect(again.rows.filter(row => row.change === 'same').length).toBeGreaterThanOrEqual(11)
    await demo.json('stop --all')
    expect(demo.awsFiles().config).toBe(own)
  })

  test('one undo takes the whole back', async () => {
    await write('environment=staging --mode process')
    expect(demo.awsFiles().config).toContain('[profile qa-environment]')
    await demo.json('profiles undo')
    expect(demo.awsFiles()).toEqual({ config: '', credentials: '' })
  })

  test('somebody else’s profile of that name: 10, and nothing is written', async () => {
    const foreign = '[profile globex-production]\nregion = us-east-1\n'
    demo.writeAwsFiles(foreign, '')
    expect(await demo.refused(`profiles write ${production} --mode process`)).toMatchObject({
      code: 10,
      kind: 'foreign-profile',
      profile: 'globex-production',
    })
    expect(demo.awsFiles()).toEqual({ config: foreign, credentials: '' })
  })

  test('keys mode opens each, and stop takes them away', async () => {
    const { code, rows } = await write('unit=Envs --mode keys')
    expect([code, rows.map(row => row.change)]).toEqual([0, ['new', 'new', 'new']])
    expect(demo.awsFiles().credentials.match(/^aws_access_key_id = ASIA/gm)).toHaveLength(3)
    await demo.json('stop --all')
    expect(demo.awsFiles()).toEqual({ config: '', credentials: '' })
  })

  test('two that would take one name from each other are named, the others are written: 1', async () => {
    const layer = `switchyard: 1\nname: personal\ncatalogs:\n  ops-hub:\n    targets:\n      qa/qa-environment: { profile: same }\n      demo/demo-environment: { profile: same }\n`
    writeFileSync(join(demo.pointer.home, 'personal.yaml'), layer, { mode: 0o600 })
    const { code, rows } = await write('unit=Envs --mode process')
    expect([code, rows.map(row => row.change)]).toEqual([1, ['new', 'none', 'none']])
    expect(rows[1]).toMatchObject({
      failure: 'name-taken',
      message: expect.stringContaining('demo/demo-environment'),
    })
    expect(demo.awsFiles().config).toContain('[profile staging-environment]')
    expect(demo.awsFiles().config).not.toContain('same')
  })
})
