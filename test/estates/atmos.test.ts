// The organization atmos, lived from end to end: every group, three hops to the state, Terraform with both roles, two regions.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { atmos } from '../../main/demo/worlds/atmos.ts'
import type { EachRow } from '../../shared/fleet.ts'
import { whyNoAws } from '../support/aws-readers.ts'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'
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
