// The organization atmos, lived from end to end: every group, three hops to the state, Terraform with both roles, two regions.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { atmos } from '../../main/demo/worlds/atmos.ts'
import type { EachRow } from '../../shared/fleet.ts'
import { whyNoAws } from '../support/aws-readers.ts'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'
import {
  backendOf,
  isFormatted,
  openWorkspace,
  providerAsLocals,
  whyNoTerraform,
} from '../support/real-terraform.ts'
import { document } from '../support/run-cli.ts'
import { allSaying, checkAll, listed, rolesOf, takeAll } from '../support/tour.ts'

const inUnits = (units: readonly string[], role: string) =>
  atmos.accounts.filter(({ unit }) => units.includes(unit)).map(account => ({ ...account, role }))
const development = ['Workloads/Development']
const developed = inUnits(development, 'Developer')
const operated = inUnits(
  ['SharedServices', ...development, 'Workloads/Staging', 'Workloads/Production'],
  'Operations',
)
const administered = inUnits(['Management'], 'Administrator').filter(({ key }) => key === 'management')
const state = atmos.accounts
  .filter(({ key }) => key === 'backend')
  .map(each => ({ ...each, role: 'TerraformBackend' }))

let demo: DemoTerminal
beforeAll(async () => {
  demo = await openDemoTerminal('atmos')
})
afterAll(() => demo.stop())
const enter = async (user: string): Promise<readonly string[]> => {
  await demo.addKey('identity', user)
  return ['--mfa-code', await demo.code(user)]
}

test('devi: Developer in the development accounts, and the state from there; the rest refuses her', async () => {
  const code = await enter('devi')
  const tour = await takeAll(demo, 'all', code)
  expect(tour).toMatchObject({ code: 0, arrivals: rolesOf([...developed, ...state], 'devi') })
  expect(await demo.json('route backend/TerraformBackend')).toMatchObject({
    hops: [{ arn: 'arn:aws:iam::300000000021:role/Developer' }, { via: 'atmos:dev-1/Developer' }],
  })
  const others = [...operated, ...administered]
  expect((await checkAll(demo, 'role=Operations,Administrator', ['--all'])).said).toEqual(
    allSaying(others, 'caller-policy!'),
  )
})

describe('otto, Operations', () => {
  let code: readonly string[] = []
  beforeAll(async () => {
    code = await enter('otto')
  })

  test('Operations in nine accounts, and the state three steps away: one code', async () => {
    const sessions = await demo.count('GetSessionToken')
    const tour = await takeAll(demo, 'all', code)
    expect(tour).toMatchObject({ code: 0, arrivals: rolesOf([...operated, ...state], 'otto') })
    expect(operated).toHaveLength(9)
    expect(await demo.count('GetSessionToken')).toBe(sessions + 1)
    expect([...(await listed(demo))].sort()).toEqual(
      [...operated, ...state].map(({ key, role }) => `${key}/${role}`).sort(),
    )
  })

  test('a command in both regions of every production account', async () => {
    const ended = await demo.run([
      ...['each', 'environment=production', '--regions', 'us-east-2,us-west-2', '--json', '--', 'sh', '-c'],
      'echo $AWS_REGION $AWS_DEFAULT_REGION $SWITCHYARD_TARGET',
    ])
    expect(ended.code).toBe(0)
    const rows = ended.stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as EachRow)
    expect(rows.map(row => row.stdout).sort()).toEqual(
      ['prod-1', 'prod-2']
        .flatMap(key =>
          ['us-east-2', 'us-west-2'].map(region => `${region} ${region} atmos:${key}/Operations\n`),
        )
        .sort(),
    )
    for (const row of rows) expect(row.stdout).toContain(`${row.region} `)
  })

  test('Terraform: provider and backend with a role each, and both profiles work', async () => {
    type Made = { hcl: string; provider: object; backend: object }
    const made = await demo.json<Made>(
      'terraform staging-1/Operations --backend backend/TerraformBackend --component vpc --region us-west-2',
    )
    expect(made.provider).toMatchObject({
      profile: 'staging-1-Operations',
      region: 'us-west-2',
      written: true,
    })
    expect(made.backend).toMatchObject({ profile: 'backend-TerraformBackend', written: true })
    expect(made.hcl).toContain('key     = "core/staging-1/staging/vpc/terraform.tfstate"')
    expect(made.hcl).toContain('bucket  = "core-use2-root-tfstate"')
    expect(made.hcl).toContain('dynamodb_table = "core-use2-root-tfstate-lock"')
    expect(made.hcl).toContain('allowed_account_ids = ["300000000031"]')
    if (whyNoAws()) return
    for (const [profile, role] of [
      ['staging-1-Operations', '300000000031:assumed-role/Operations'],
      ['backend-TerraformBackend', '300000000013:assumed-role/TerraformBackend'],
    ]) {
      const said = await demo.aws(['--profile', profile ?? '', 'sts', 'get-caller-identity'])
      expect(document(said)).toMatchObject({ Arn: `arn:aws:sts::${role}/otto` })
    }
  })

  const why = whyNoTerraform()
  test.skipIf(why !== null)(
    why ?? 'the real terraform keeps its state three hops away, under the key of the layout, one at a time',
    async () => {
      const made = await demo.json<{ hcl: string }>(
        'terraform dev-1/Operations --backend backend/TerraformBackend --component app --region us-west-2',
      )
      const thing = 'resource "terraform_data" "thing" {\n  input = "made by otto"\n}\n'
      const there = openWorkspace(demo, 'app', `${backendOf(made.hcl)}${thing}${providerAsLocals(made.hcl)}`)
      expect(await isFormatted(there, made.hcl)).toBe(true)
      await there.must(['init'])
      const before = await demo.calls()
      await there.must(['apply', '-auto-approve'])
      const after = (await demo.calls())
        .slice(before.length)
        .filter(({ service }) => /^(s3|dynamodb)$/.test(service))
      const writes = after.filter(call => /^(Put|Delete)/.test(call.operation))
      // The lock is put before the state, and given back at the end.
      expect(writes.map(call => call.operation)).toContain('PutObject')
      expect(writes.map(call => call.status)).toEqual(writes.map(() => 200))
      expect([writes[0]?.operation, writes.at(-1)?.operation]).toEqual(['PutItem', 'DeleteItem'])
      // The provider's own lines mean what they say.
      expect(JSON.parse(await there.must(['output', '-json', 'provider']))).toEqual({
        profile: 'dev-1-Operations',
        region: 'us-west-2',
        accounts: ['300000000021'],
      })
      // Somebody else who asks for the same component gets the same state.
      const elsewhere = openWorkspace(demo, 'app-elsewhere', backendOf(made.hcl))
      await elsewhere.must(['init'])
      expect(JSON.parse(await elsewhere.must(['state', 'pull']))).toMatchObject({
        resources: [{ type: 'terraform_data', name: 'thing' }],
      })
    },
  )

  test.skipIf(why !== null)(
    why ??
      'a profile of another account is refused by the bucket, one that was not allowed by terraform itself',
    async () => {
      const made = await demo.json<{ hcl: string }>(
        'terraform prod-1/Operations --backend backend/TerraformBackend --component app',
      )
      const there = openWorkspace(demo, 'wrong', backendOf(made.hcl))
      const other = await there.run(['init', '-backend-config=profile=prod-1-Operations'])
      expect(other.code).toBe(1)
      expect(other.stderr).toContain('operation error S3: HeadObject, https response error StatusCode: 403')
      // The guard of our provider block, in the library that the AWS provider reads profiles with as well.
      const allowed = (id: string, profile: string) =>
        there.run([
          'init',
          '-reconfigure',
          `-backend-config=profile=${profile}`,
          `-backend-config=allowed_account_ids=["${id}"]`,
        ])
      const guarded = await allowed('300000000041', 'backend-TerraformBackend')
      expect(guarded.code).toBe(1)
      expect(guarded.stderr).toContain('AWS account ID not allowed: 300000000013')
      expect((await allowed('300000000013', 'backend-TerraformBackend')).code).toBe(0)
      const nobody = await there.run(['init', '-reconfigure', '-backend-config=profile=nobody'])
      expect(nobody.stderr).toContain('failed to get shared config profile, nobody')
    },
  )

  test('console and profile in the secondary region', async () => {
    const opened = await demo.json<{ url: string }>('console dev-1/Operations --region us-west-2 --print')
    expect(decodeURIComponent(opened.url)).toContain('us-west-2')
    expect(await demo.json('assume dev-1/Operations --region us-west-2')).toMatchObject({
      region: 'us-west-2',
    })
  })

  test('after a quarter of an hour production wants a new code: said for each, and one is enough for both', async () => {
    await demo.advance('+16m')
    const checked = await checkAll(demo, 'environment=production,staging')
    expect(checked).toMatchObject({
      code: 1,
      said: {
        'staging-1/Operations': 'ok',
        'staging-2/Operations': 'ok',
        'prod-1/Operations': expect.stringMatching(/^mfa-too-old/),
        'prod-2/Operations': expect.stringMatching(/^mfa-too-old/),
      },
    })
    const fresh = ['--mfa-code', await demo.code('otto')]
    const tour = await takeAll(demo, 'environment=production', fresh)
    expect(tour).toMatchObject({
      code: 0,
      arrivals: rolesOf(
        operated.filter(({ key }) => /^prod/.test(key)),
        'otto',
      ),
    })
  })
})

test('ada: Administrator in management, and Operations; nothing of otto’s lives on under her key', async () => {
  const code = await enter('ada')
  expect(await demo.json('sessions')).toEqual([])
  const tour = await takeAll(demo, 'all', code)
  expect(tour).toMatchObject({ code: 0, arrivals: rolesOf([...administered, ...operated, ...state], 'ada') })
})

test('stop leaves the AWS files empty', async () => {
  expect((await demo.run('stop --all')).code).toBe(0)
  expect(demo.awsFiles()).toEqual({ config: '', credentials: '' })
})
