// The organization uniform-roles, lived from end to end: five roles everywhere by group, reasons, machines whose keys are never kept.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uniformRoles } from '../../main/demo/worlds/uniform-roles.ts'
import { whyNoAws } from '../support/aws-readers.ts'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'
import { cliPath, document, example } from '../support/run-cli.ts'
import { allSaying, checkAll, listed, rolesOf, takeAll } from '../support/tour.ts'

const roles = ['PlatformAdmin', 'PlatformBuild', 'NetworkOperator', 'ObservabilityReader', 'CustomerSupport']
const everywhere = (...names: readonly string[]) =>
  names.flatMap(role => uniformRoles.accounts.map(account => ({ ...account, role })))
const guarded = ['nonprod', 'prod']

let demo: DemoTerminal
beforeAll(async () => {
  demo = await openDemoTerminal('uniform-roles')
})
afterAll(() => demo.stop())
const enter = async (user: string): Promise<readonly string[]> => {
  await demo.addKey('people', user)
  return ['--mfa-code', await demo.code(user), '--reason', 'OPS-4 look']
}

test.each([
  ['petra', roles],
  ['bo', ['PlatformBuild', 'ObservabilityReader']],
  ['nils', ['NetworkOperator', 'ObservabilityReader']],
  ['suki', ['CustomerSupport']],
])('%s has what her or his groups carry, in every account, and is refused the rest', async (user, own) => {
  const flags = await enter(user)
  const tour = await takeAll(demo, 'all', flags)
  expect(tour).toMatchObject({ code: 0, arrivals: rolesOf(everywhere(...own), user) })
  expect([...(await listed(demo))].sort()).toEqual(
    everywhere(...own)
      .map(({ key, role }) => `${key}/${role}`)
      .sort(),
  )
  const others = roles.filter(role => !own.includes(role))
  if (others.length === 0) return
  const checked = await checkAll(demo, `role=${others.join(',')}`, ['--all'])
  expect(checked.said).toEqual(allSaying(everywhere(...others), 'caller-policy!'))
})

test('without a reason the customers’ accounts say what is missing, and the others are taken', async () => {
  const code = (await enter('petra')).slice(0, 2)
  const tour = await takeAll(demo, 'role=PlatformAdmin', code)
  expect(tour.code).toBe(1)
  for (const [name, { row }] of tour.stops)
    if (guarded.includes(name.split('/')[0] ?? ''))
      expect(row).toMatchObject({ ok: false, failure: 'answer-needed', missing: ['reason'] })
    else expect(row.ok).toBe(true)
  expect(tour.stops.size).toBe(4)
})

test('one of them in every delivery, and nothing is left', async () => {
  const target = 'nonprod/PlatformBuild'
  expect(await demo.refused(`assume ${target} --mode process`)).toMatchObject({
    code: 4,
    missing: ['reason'],
  })
  const words = ['assume', target, '--mode', 'process', '--reason', 'OPS-5 build']
  const assumed = await demo.json(words)
  expect(assumed).toMatchObject({ profile: 'nonprod-PlatformBuild', mode: 'process' })
  expect(await demo.json(`env ${target}`)).toMatchObject({ AWS_ACCESS_KEY_ID: assumed.accessKeyId })
  const made = await demo.json<{ hcl: string }>(`terraform ${target}`)
  expect(made.hcl).toContain('profile             = "nonprod-PlatformBuild"')
  if (!whyNoAws()) {
    const said = await demo.aws(['--profile', 'nonprod-PlatformBuild', 'sts', 'get-caller-identity'])
    expect(document(said)).toMatchObject({
      Arn: 'arn:aws:sts::200000000003:assumed-role/PlatformBuild/petra',
    })
  }
  expect((await demo.run('stop --all')).code).toBe(0)
  expect(demo.awsFiles()).toEqual({ config: '', credentials: '' })
})

describe('machines', () => {
  const places = uniformRoles.accounts.filter(({ key }) => key !== 'state')
  /** The demo's own command line stands in for the secret store; each machine tries every role in every account. */
  const layerOf = (user: string): string => `
switchyard: 1
name: personal
environments: { prod: { reason: required }, nonprod: { reason: required } }
signIns:
  machine: { kind: command, command: ${JSON.stringify([process.execPath, cliPath, 'demo', 'key', user, '--json'])} }
accounts:
${places.map(({ key, id }) => `  ${key}: { id: "${id}", environment: ${key} }`).join('\n')}
roles:
${roles.map(role => `  - { name: ${role}, accounts: all, from: machine, sessionName: ${user} }`).join('\n')}
`
  const live = (user: string): void =>
    writeFileSync(join(demo.pointer.home, 'personal.yaml'), layerOf(user), { mode: 0o600 })
  const rolesIn = (keys: readonly string[]) => everywhere(...roles).filter(({ key }) => keys.includes(key))

  test('of nonprod: sandbox and nonprod, and nothing in prod', async () => {
    live('machine-nonprod')
    const tour = await takeAll(demo, 'catalog=personal', ['--reason', 'OPS-6 nightly'])
    expect(tour.code).toBe(1)
    expect(tour.arrivals).toEqual({
      ...rolesOf(rolesIn(['sandbox', 'nonprod']), 'machine-nonprod'),
      ...allSaying(rolesIn(['prod']), 'caller-policy'),
    })
  })

  test('of prod: everything, and no key of it is in any file', async () => {
    live('machine-prod')
    const tour = await takeAll(demo, 'catalog=personal', ['--reason', 'OPS-6 nightly'])
    expect(tour).toMatchObject({
      code: 0,
      arrivals: rolesOf(rolesIn(['sandbox', 'nonprod', 'prod']), 'machine-prod'),
    })
    const key = await demo.json<{ accessKeyId: string }>('demo key machine-prod')
    expect(readFileSync(join(demo.pointer.home, 'activity.jsonl'), 'utf8')).not.toContain(key.accessKeyId)
  })

  test('the layer beside the catalog is one that works', async () => {
    const text = readFileSync(join(dirname(example('uniform-roles')), 'personal.yaml'), 'utf8').replace(
      /\[secret-store, aws-credentials, (.*)\]/g,
      (_, user: string) => JSON.stringify([process.execPath, cliPath, 'demo', 'key', user, '--json']),
    )
    writeFileSync(join(demo.pointer.home, 'personal.yaml'), text, { mode: 0o600 })
    const builds = places.map(account => ({ ...account, role: 'PlatformBuild' }))
    const tour = await takeAll(demo, 'catalog=personal', ['--reason', 'OPS-6 nightly'])
    expect(tour.arrivals).toEqual({
      ...rolesOf(
        builds.filter(({ key }) => key !== 'prod'),
        'machine-nonprod',
      ),
      ...rolesOf(
        builds.filter(({ key }) => key === 'prod'),
        'machine-prod',
      ),
    })
  })
})
