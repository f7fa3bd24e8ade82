// The organization ops-hub, lived from end to end: every person, every route, Terraform, break-glass, a new client.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expand } from '../../main/catalog/expand.ts'
import { readCatalog } from '../../main/catalog/read-catalog.ts'
import { opsHub } from '../../main/demo/worlds/ops-hub.ts'
import { whyNoAws } from '../support/aws-readers.ts'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'
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

const before = {
  config: '# mine\n[default]\nregion = us-east-1',
  credentials: '[work]\naws_access_key_id = AKIAQQQQQQQQQQQQQQQQ\naws_secret_access_key = x\n',
}

let demo: DemoTerminal
beforeAll(async () => {
  demo = await openDemoTerminal('ops-hub')
  demo.writeAwsFiles(before.config, before.credentials)
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

test('a client of hers in every delivery', async () => {
  const target = 'globex/globex-production'
  const assumed = await demo.json(`assume ${target}`)
  expect(assumed).toMatchObject({
    profile: 'globex-production',
    assumedRoleArn: 'arn:aws:sts::100000000102:assumed-role/globex-production/ana',
  })
  expect(await demo.json(`env ${target}`)).toMatchObject({ AWS_ACCESS_KEY_ID: assumed.accessKeyId })
  expect(await demo.run(['exec', target, '--', 'sh', '-c', 'echo $AWS_ACCESS_KEY_ID'])).toMatchObject({
    code: 0,
    stdout: `${assumed.accessKeyId}\n`,
  })
  expect(document(await demo.run(`credential-process ops-hub:${target}`))).toMatchObject({
    AccessKeyId: assumed.accessKeyId,
  })
  expect(await demo.json(`console ${target} --print`)).toMatchObject({ openedIn: 'printed' })
})

test('Terraform gets the role of one environment and refuses every other account', async () => {
  const made = await demo.json<{ hcl: string; provider: unknown }>('terraform initech/initech-production')
  expect(made.provider).toMatchObject({ profile: 'initech-production', written: true })
  expect(made.hcl).toContain('profile             = "initech-production"')
  expect(made.hcl).toContain('allowed_account_ids = ["100000000103"]')
  if (whyNoAws()) return
  for (const [profile, id] of [
    ['initech-production', '100000000103'],
    ['globex-production', '100000000102'],
  ]) {
    const said = await demo.aws(['--profile', profile ?? '', 'sts', 'get-caller-identity'])
    expect(document(said)).toMatchObject({ Account: id })
  }
})

test('stop ends it all, and the AWS files are as they were, byte for byte', async () => {
  expect((await demo.run('stop --all')).code).toBe(0)
  expect(demo.awsFiles()).toEqual(before)
})

test('ben has the clients and nothing else', async () => {
  await demo.addKey('ops', 'ben')
  const tour = await takeAll(demo, 'catalog=ops-hub', ['--mfa-code', await demo.code('ben')])
  expect(tour.arrivals).toEqual(rolesOf(clients, 'ben'))
  expect((await checkAll(demo, 'environment=staging,development', ['--all'])).said).toEqual(
    allSaying(own, 'caller-policy!'),
  )
})

test('dora has the environments; each client refuses her with the proved cause', async () => {
  await demo.addKey('ops', 'dora')
  const tour = await takeAll(demo, 'unit=Envs/**', ['--mfa-code', await demo.code('dora')])
  expect(tour.arrivals).toEqual(rolesOf(own, 'dora'))
  expect(await listed(demo)).toEqual(own.map(({ key, role }) => `${key}/${role}`))
  const checked = await checkAll(demo, 'environment=production', ['--all'])
  expect(checked).toMatchObject({ code: 1, said: allSaying(clients, 'caller-policy!') })
  expect(checked.rows[0]).toMatchObject({ hop: 1, awsCode: 'AccessDenied' })
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
  const silent = await takeAll(demo, selector, ['--mfa-code', code])
  expect(silent).toMatchObject({ code: 1, arrivals: allSaying(emergency, 'answer-needed') })
  expect(silent.stops.get('acme/OrganizationAccountAccessRole')?.row).toMatchObject({ missing: ['reason'] })
  // No code was spent for nothing: the same one opens all of them now.
  const loud = await takeAll(demo, selector, ['--mfa-code', code, '--reason', 'INC-9 ops is down'])
  expect(loud).toMatchObject({ code: 0, arrivals: rolesOf(emergency, 'root-ada') })
  const rows = await demo.json<Record<string, unknown>[]>('activity')
  const starts = rows.filter(row => row.what === 'session-start' && row.breakGlass === true)
  expect(starts).toHaveLength(16)
  for (const row of starts) expect(row).toMatchObject({ reason: 'INC-9 ops is down', who: 'root-ada' })
})

test('a new client is one entry under accounts', () => {
  const entry =
    'accounts:\n  vandelay: { id: "100000000113", name: Vandelay, unit: Envs/Production, environment: production }'
  const text = readFileSync(example('ops-hub'), 'utf8').replace('\naccounts:', `\n${entry}`)
  const read = readCatalog(Buffer.from(text), 'ops-hub')
  if (!read.ok) throw new Error(JSON.stringify(read.failure))
  const { targets } = expand(read.value.document, 'ops-hub')
  expect(targets.get('ops-hub:vandelay/vandelay-production')).toMatchObject({
    arn: 'arn:aws:iam::100000000113:role/vandelay-production',
    profile: 'vandelay-production',
    mfa: true,
    groups: ['production'],
    environment: { key: 'production', mfa: true },
  })
  expect(targets.get('ops-hub:vandelay/OrganizationAccountAccessRole')).toMatchObject({ breakGlass: true })
})
