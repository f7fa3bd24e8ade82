// The organization ops-hub, lived from end to end: every person, every route, Terraform, break-glass, a new client.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { opsHub } from '../../main/demo/worlds/ops-hub.ts'
import { whyNoAws } from '../support/aws-readers.ts'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'
import { beginWithFiles, expectEarlierFiles, writeAllAndStop } from '../support/earlier-files.ts'
import { allWays, takeEveryWay } from '../support/every-way.ts'
import {
  backendOf,
  isFormatted,
  openWorkspace,
  providerAsLocals,
  whyNoTerraform,
} from '../support/real-terraform.ts'
import { document, example } from '../support/run-cli.ts'
import { allSaying, checkAll, listed, rolesOf, takeAll } from '../support/tour.ts'

const place = (suffix: string) => (account: { readonly key: string; readonly id: string }) => ({
  ...account,
  role: `${account.key}-${suffix}`,
})
const clients = opsHub.accounts.filter(({ unit }) => unit === 'Envs/Production').map(place('production'))
const own = opsHub.accounts.filter(({ unit }) => unit === 'Envs').map(place('environment'))
const emergency = opsHub.accounts
  .filter(({ key }) => key !== 'root')
  .map(account => ({ ...account, role: 'OrganizationAccountAccessRole' }))

let demo: DemoTerminal
beforeAll(async () => {
  demo = await openDemoTerminal('ops-hub')
  beginWithFiles(demo)
})
afterAll(() => demo.stop())

test('ana takes every client and every environment with one code; break-glass is left out', async () => {
  await demo.addKey('ops', 'ana')
  const tour = await takeAll(demo, 'all', ['--mfa-code', await demo.code('ana')])
  expect(tour.arrivals).toEqual(rolesOf([...clients, ...own], 'ana'))
  expect(tour.code).toBe(0)
  expect(tour.stderr).toContain('16 break-glass targets are left out; name the role: role=ROLE')
  expect([clients.length, own.length, await demo.count('GetSessionToken')]).toEqual([12, 3, 1])
  expect(await demo.json('sessions')).toEqual([])
})

test('a client of hers in every way', async () => {
  const arn = 'arn:aws:sts::100000000102:assumed-role/globex-production/ana'
  expect(await takeEveryWay(demo, 'ops-hub:globex/globex-production')).toEqual(allWays(arn))
  expect(await demo.count('GetSessionToken')).toBe(1)
})

test('Terraform gets the role of one environment and refuses every other account', async () => {
  for (const [target, id] of [
    ['staging/staging-environment', '100000000011'],
    ['initech/initech-production', '100000000103'],
  ]) {
    const made = await demo.json<{ hcl: string; provider: unknown }>(`terraform ${target}`)
    const profile = target?.split('/')[1]
    expect(made.provider).toMatchObject({ profile, written: true })
    expect(made.hcl).toContain(`profile             = "${profile}"`)
    expect(made.hcl).toContain(`allowed_account_ids = ["${id}"]`)
  }
  if (whyNoAws()) return
  const said = await demo.aws(['--profile', 'initech-production', 'sts', 'get-caller-identity'])
  expect(document(said)).toMatchObject({ Account: '100000000103' })
})

describe('the real terraform, its state with the client', () => {
  const why = whyNoTerraform()
  const bucket = '-backend-config=bucket=northwind-initech-tfstate'
  const made = async (target: string) =>
    (await demo.json<{ hcl: string }>(`terraform ${target} --backend ${target} --component app`)).hcl
  /** As the comment says, for a backend without a lock table. */
  const locking = (hcl: string) => backendOf(hcl).replace('# use_lockfile', 'use_lockfile')
  const wait = (file: string) => `resource "terraform_data" "thing" {
  provisioner "local-exec" {
    command = "touch ${file}; while [ -e ${file} ]; do sleep 0.05; done"
  }
}
`

  test.skipIf(why !== null)(why ?? 'one apply at a time, and only with the client’s own role', async () => {
    const hcl = await made('initech/initech-production')
    expect(hcl).toContain('# terraform init -backend-config="bucket=BUCKET"\n')
    const held = join(demo.folder, 'held')
    const there = openWorkspace(demo, 'initech', locking(hcl) + wait(held) + providerAsLocals(hcl))
    expect(await isFormatted(there, hcl)).toBe(true)
    await there.must(['init', bucket])
    const first = there.start(['apply', '-auto-approve'])
    await expect.poll(() => existsSync(held)).toBe(true)
    const second = await there.run(['apply', '-auto-approve'])
    expect(second.code).toBe(1)
    expect(second.stderr).toContain('Error acquiring the state lock')
    expect(second.stderr).toContain('StatusCode: 412')
    rmSync(held)
    expect((await first.ended).code).toBe(0)
    expect(JSON.parse(await there.must(['output', '-json', 'provider']))).toEqual({
      profile: 'initech-production',
      region: 'eu-west-1',
      accounts: ['100000000103'],
    })

    const neighbor = openWorkspace(demo, 'globex', locking(await made('globex/globex-production')))
    const refused = await neighbor.run(['init', bucket])
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('HeadObject, https response error StatusCode: 403')
  })

  test.skipIf(why !== null)(
    why ?? 'a long apply through the endpoint, without a key in its environment',
    async () => {
      const hcl = locking(await made('initech/initech-production')).replace(/ *profile = .*\n/, '')
      const there = openWorkspace(demo, 'endpoint', `${hcl}resource "terraform_data" "more" {}\n`)
      const script = `env | grep -c ^AWS_SECRET; terraform init -no-color ${bucket} >&2 && terraform state list`
      const ran = await demo.run(['exec', 'initech', '--endpoint', '--', 'sh', '-c', script], {
        cwd: there.folder,
        env: { TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1', AWS_PROFILE: 'nobody' },
      })
      expect(ran).toMatchObject({ code: 0, stdout: '0\nterraform_data.thing\n' })
    },
  )
})

test('stop ends it all, and the AWS files are as they were, byte for byte', async () => {
  expect((await demo.run('stop --all')).code).toBe(0)
  expectEarlierFiles(demo)
  await writeAllAndStop(demo, 'all', 15)
})

test('ben has the clients and nothing else', async () => {
  await demo.addKey('ops', 'ben')
  const tour = await takeAll(demo, 'catalog=ops-hub', ['--mfa-code', await demo.code('ben')])
  expect(tour.arrivals).toEqual(rolesOf(clients, 'ben'))
  expect((await checkAll(demo, 'environment=staging,development', ['--all'])).said).toEqual(
    allSaying(own, 'caller-policy!'),
  )
  await writeAllAndStop(demo, 'all', 12)
})

test('dora has the environments; each client refuses her with the proved cause', async () => {
  await demo.addKey('ops', 'dora')
  const tour = await takeAll(demo, 'unit=Envs/**', ['--mfa-code', await demo.code('dora')])
  expect(tour.arrivals).toEqual(rolesOf(own, 'dora'))
  expect(await listed(demo)).toEqual(own.map(({ key, role }) => `${key}/${role}`))
  const checked = await checkAll(demo, 'environment=production', ['--all'])
  expect(checked).toMatchObject({ code: 1, said: allSaying(clients, 'caller-policy!') })
  expect(checked.rows[0]).toMatchObject({ hop: 1, awsCode: 'AccessDenied' })
  expect(await demo.refused('assume acme/acme-production')).toMatchObject({
    code: 5,
    kind: 'hop-refused',
    awsCode: 'AccessDenied',
    // IAM lets her look at her own policies, and they name other roles.
    causes: [{ cause: 'caller-policy', certain: true }],
  })
  await writeAllAndStop(demo, 'all', 3)
})

test('cleo has no device yet: each row says so, and the exit code is 1', async () => {
  await demo.addKey('ops', 'cleo')
  const checked = await checkAll(demo, 'all')
  expect(checked).toMatchObject({ code: 1, said: allSaying(clients, 'mfa-no-device') })
})

test('break-glass: by its name, with a reason, and loud in the record', async () => {
  await demo.addKey('root-admin', 'root-ada')
  const selector = 'role=OrganizationAccountAccessRole'
  const code = await demo.code('root-ada')
  // An account alone never means its break-glass role, and both that it asks for are named at once.
  expect(await demo.json('route acme')).toMatchObject({ target: 'ops-hub:acme/acme-production' })
  expect(await demo.refused('route ops')).toMatchObject({ code: 6 })
  const glass = 'assume acme/OrganizationAccountAccessRole'
  expect(await demo.refused(glass)).toMatchObject({ code: 4, missing: ['reason', 'mfa'] })
  const sessions = await demo.count('GetSessionToken')
  const silent = await takeAll(demo, selector, ['--mfa-code', code])
  expect(silent).toMatchObject({ code: 1, arrivals: allSaying(emergency, 'answer-needed') })
  expect(silent.stops.get('acme/OrganizationAccountAccessRole')?.row).toMatchObject({ missing: ['reason'] })
  // No code was spent for nothing: the same one opens all of them now.
  expect(await demo.count('GetSessionToken')).toBe(sessions)
  const loud = await takeAll(demo, selector, ['--mfa-code', code, '--reason', 'INC-9 ops is down'])
  expect(loud).toMatchObject({ code: 0, arrivals: rolesOf(emergency, 'root-ada') })
  expect(await demo.json([...glass.split(' '), '--reason', 'INC-9'])).toMatchObject({
    profile: 'acme-break-glass',
  })
  const rows = await demo.json<Record<string, unknown>[]>('activity')
  const starts = rows.filter(
    row => row.what === 'session-start' && row.breakGlass === true && row.reason !== 'INC-9',
  )
  expect(starts).toHaveLength(16)
  for (const row of starts) expect(row).toMatchObject({ reason: 'INC-9 ops is down', who: 'root-ada' })
  // A client's own role is for ops alone: neither root nor another client gets in.
  const layer = `switchyard: 1
name: personal
accounts: { acme: { id: "100000000101" }, globex: { id: "100000000102" } }
roles:
  - { name: acme-production, accounts: acme, from: "ops-hub:root-admin" }
  - { name: globex-production, accounts: globex, from: "ops-hub:acme/OrganizationAccountAccessRole" }
`
  writeFileSync(join(demo.pointer.home, 'personal.yaml'), layer, { mode: 0o600 })
  const strangers = await takeAll(demo, 'catalog=personal', ['--reason', 'INC-9'])
  expect([...strangers.stops.values()].map(stop => stop.row)).toMatchObject([
    { ok: false, awsCode: 'AccessDenied' },
    { ok: false, awsCode: 'AccessDenied' },
  ])
  rmSync(join(demo.pointer.home, 'personal.yaml'))
  const target = 'ops-hub:ops/OrganizationAccountAccessRole'
  const arn = 'arn:aws:sts::100000000002:assumed-role/OrganizationAccountAccessRole/root-ada'
  expect(await takeEveryWay(demo, target, ['--reason', 'INC-9'])).toEqual(allWays(arn))
  await writeAllAndStop(demo, selector, 16)
})

test('a new client is one entry: seen before it is in force, and taken after', async () => {
  const whole = readFileSync(example('ops-hub'), 'utf8').replace('name: ops-hub', 'name: team')
  const entry = /^ {2}aperture: .+\n/m.exec(whole)?.[0] ?? ''
  const file = join(demo.folder, 'team.yaml')
  writeFileSync(file, whole.replace(entry, ''))
  await demo.json(['catalog', 'add', file])
  expect(await demo.refused('route team:aperture/aperture-production')).toMatchObject({ code: 6 })
  writeFileSync(file, whole)
  expect(await demo.run('catalog sync team')).toMatchObject({ code: 11 })
  const { steering } = await demo.json<{ steering: { sentence: string }[] }>('catalog diff team')
  expect(steering.map(each => each.sentence)).toEqual(['aperture would be a new account.'])
  expect(await demo.refused('route team:aperture/aperture-production')).toMatchObject({ code: 6 })
  expect((await demo.run('catalog approve team')).code).toBe(0)

  const key = await demo.json<Record<string, string>>('demo key ben')
  const input = `${key.accessKeyId}\n${key.secretAccessKey}\n`
  expect((await demo.run('keys add team:ops', { input })).code).toBe(0)
  const words = ['assume', 'team:aperture/aperture-production', '--mfa-code', await demo.code('ben')]
  expect(await demo.json(words)).toMatchObject({
    profile: 'aperture-production',
    assumedRoleArn: 'arn:aws:sts::100000000112:assumed-role/aperture-production/ben',
  })
  expect(await demo.json('route team:aperture/OrganizationAccountAccessRole')).toMatchObject({
    hops: [{ arn: 'arn:aws:iam::100000000112:role/OrganizationAccountAccessRole' }],
  })
})
