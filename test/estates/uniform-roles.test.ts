// The organization uniform-roles, lived from end to end: five roles everywhere by group, reasons, machines whose keys are never kept.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { uniformRoles } from '../../main/demo/worlds/uniform-roles.ts'
import { whyNoAws } from '../support/aws-readers.ts'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'
import { beginWithFiles, expectEarlierFiles, writeAllAndStop } from '../support/earlier-files.ts'
import { allWays, takeEveryWay } from '../support/every-way.ts'
import { isFormatted, openWorkspace, providerAsLocals, whyNoTerraform } from '../support/real-terraform.ts'
import { cliPath, document, example } from '../support/run-cli.ts'
import { allSaying, checkAll, listed, rolesOf, takeAll } from '../support/tour.ts'

const roles = ['PlatformAdmin', 'PlatformBuild', 'NetworkOperator', 'ObservabilityReader', 'CustomerSupport']
const everywhere = (...names: readonly string[]) =>
  names.flatMap(role => uniformRoles.accounts.map(account => ({ ...account, role })))
const guarded = ['nonprod', 'prod']

let demo: DemoTerminal
beforeAll(async () => {
  demo = await openDemoTerminal('uniform-roles')
  beginWithFiles(demo)
})
afterAll(() => demo.stop())
const enter = async (user: string): Promise<readonly string[]> => {
  await demo.addKey('people', user)
  return ['--mfa-code', await demo.code(user), '--reason', 'OPS-4 look']
}

test('one role set, each role written once for every account', () => {
  const { roles: written } = parse(readFileSync(example('uniform-roles'), 'utf8')) as {
    roles: { name: string; accounts: string }[]
  }
  expect(written.map(({ name, accounts }) => `${name} ${accounts}`)).toEqual(roles.map(name => `${name} all`))
})

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
  await writeAllAndStop(demo, 'all', 4 * own.length)
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

test('one of them in every way, and nothing is left', async () => {
  const target = 'nonprod/PlatformBuild'
  expect(await demo.refused(`assume ${target} --mode process`)).toMatchObject({
    code: 4,
    missing: ['reason'],
  })
  const arn = 'arn:aws:sts::200000000003:assumed-role/PlatformBuild/petra'
  const flags = ['--reason', 'OPS-5 build']
  expect(await takeEveryWay(demo, `uniform-roles:${target}`, flags)).toEqual(allWays(arn))
  const made = await demo.json<{ hcl: string }>(`terraform ${target}`)
  expect(made.hcl).toContain('profile             = "nonprod-PlatformBuild"')
  if (!whyNoAws()) {
    const said = await demo.aws(['--profile', 'nonprod-PlatformBuild', 'sts', 'get-caller-identity'])
    expect(document(said)).toMatchObject({ Arn: arn })
  }
  if (!whyNoTerraform()) {
    const there = openWorkspace(demo, 'provider', providerAsLocals(made.hcl))
    expect(await isFormatted(there, made.hcl)).toBe(true)
    await there.must(['init'])
    await there.must(['apply', '-auto-approve'])
    expect(JSON.parse(await there.must(['output', '-json', 'provider']))).toEqual({
      profile: 'nonprod-PlatformBuild',
      region: 'eu-central-1',
      accounts: ['200000000003'],
    })
  }
  expect((await demo.run('stop --all')).code).toBe(0)
  expectEarlierFiles(demo)
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
    const arn = 'arn:aws:sts::200000000004:assumed-role/NetworkOperator/machine-prod'
    const flags = ['--reason', 'OPS-6 nightly']
    expect(await takeEveryWay(demo, 'personal:prod/NetworkOperator', flags)).toEqual(allWays(arn))
    // The demo prints it as AWS's process protocol wants it, and as its own; the sealed vault is no exception.
    const key = await demo.json<Record<string, string>>('demo key machine-prod')
    expect(key).toMatchObject({
      Version: 1,
      AccessKeyId: key.accessKeyId,
      SecretAccessKey: key.secretAccessKey,
    })
    for (const name of readdirSync(demo.pointer.home, { recursive: true, encoding: 'utf8' })) {
      const path = join(demo.pointer.home, name)
      if (!statSync(path).isFile()) continue
      const text = readFileSync(path, 'latin1')
      expect([name, text.includes(key.accessKeyId ?? ''), text.includes(key.secretAccessKey ?? '')]).toEqual([
        name,
        false,
        false,
      ])
    }
    await writeAllAndStop(demo, 'catalog=personal', 15)
  })

  /** As it lies beside the catalog; `program` in the place of what would run the secret store. */
  const layerBeside = (program: string): string =>
    readFileSync(join(dirname(example('uniform-roles')), 'personal.yaml'), 'utf8').replace(
      /\[secret-store, aws-credentials, (.*)\]/g,
      (_, user: string) => JSON.stringify([program, cliPath, 'demo', 'key', user, '--json']),
    )
  const write = (text: string): void =>
    writeFileSync(join(demo.pointer.home, 'personal.yaml'), text, { mode: 0o600 })

  test('the layer beside the catalog is one that works, a catalog of its own with its sign-ins', async () => {
    write(layerBeside(process.execPath))
    const builds = places.map(account => ({ ...account, role: 'PlatformBuild' }))
    const inProd = builds.filter(({ key }) => key === 'prod')
    const tour = await takeAll(demo, 'catalog=personal', ['--reason', 'OPS-6 nightly'])
    expect(tour.arrivals).toEqual({
      ...rolesOf(
        builds.filter(each => !inProd.includes(each)),
        'machine-nonprod',
      ),
      ...rolesOf(inProd, 'machine-prod'),
    })
    expect(await demo.json('catalog ls')).toMatchObject([
      { name: 'uniform-roles', kind: 'file', targets: 20 },
      { name: 'personal', kind: 'personal', state: 'current', targets: 3 },
    ])
    const signIns = await demo.json<{ signIn: string; kind: string }[]>('sign-ins')
    expect(signIns.map(({ signIn, kind }) => [signIn, kind])).toEqual([
      ['people', 'iam-user'],
      ['machine-prod', 'command'],
      ['machine-nonprod', 'command'],
    ])
    expect(await demo.json('route personal:nonprod/PlatformBuild')).toMatchObject({
      signIn: 'machine-nonprod',
      strategy: null,
      hops: [{ mfa: false }],
    })
  })

  test('a command that yields nothing is 3', async () => {
    write(layerBeside('false'))
    expect(await demo.refused('assume personal:sandbox/PlatformBuild')).toMatchObject({
      code: 3,
      kind: 'command-failed',
    })
    write(layerBeside(process.execPath))
  })

  test('the same role twice is ambiguous; a pin is not, and has the profile name of one’s own', async () => {
    expect(await demo.refused('route nonprod/PlatformBuild')).toMatchObject({
      code: 6,
      candidates: ['uniform-roles:nonprod/PlatformBuild', 'personal:nonprod/PlatformBuild'],
    })
    expect(await demo.json('route @build')).toMatchObject({ target: 'uniform-roles:nonprod/PlatformBuild' })
    await demo.run('sign-out people')
    await demo.addKey('people', 'petra')
    expect(await demo.refused('assume @watch')).toMatchObject({ code: 4, missing: ['reason', 'mfa'] })
    const words = ['assume', '@watch', '--mfa-code', await demo.code('petra'), '--reason', 'OPS-6']
    expect(await demo.json(words)).toMatchObject({
      target: 'uniform-roles:prod/ObservabilityReader',
      profile: 'watch-prod',
      assumedRoleArn: 'arn:aws:sts::200000000004:assumed-role/ObservabilityReader/petra',
    })
    expect(
      await demo.json(['assume', 'personal:nonprod/PlatformBuild', '--reason', 'OPS-4 build']),
    ).toMatchObject({ profile: 'machine-nonprod-PlatformBuild' })
    expect((await demo.run('stop --all')).code).toBe(0)
    expectEarlierFiles(demo)
  })
})
