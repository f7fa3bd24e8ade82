// The organization sso-landing-zone, lived from end to end: every permission set, CI/CD with an external id, costs, and what is wrong when it fails.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ssoLandingZone } from '../../main/demo/worlds/sso-landing-zone.ts'
import { awsCommand, whyNoAws } from '../support/aws-readers.ts'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'
import { beginWithFiles, expectEarlierFiles, writeAllAndStop } from '../support/earlier-files.ts'
import { allWays, takeEveryWay } from '../support/every-way.ts'
import { visitPortal } from '../support/portal-visit.ts'
import { document } from '../support/run-cli.ts'
import { allSaying, checkAll, listed, rolesOf, type Tour, takeAll } from '../support/tour.ts'

const { accounts, portals } = ssoLandingZone
const [portal] = portals
const workloads = accounts.filter(({ unit }) => unit === 'NonProduction' || unit === 'Production')
const withRole = (places: typeof accounts, role: string) => places.map(account => ({ ...account, role }))

/** What the portal's own list says of a person. */
const assigned = (person: string): readonly string[] =>
  (portal?.assignments ?? [])
    .filter(each => each.person === person)
    .flatMap(each => each.accounts.map(key => `${key}/${each.permissionSet}`))
    .sort((a, b) => a.localeCompare(b))
/** AWS names the role of a permission set itself; its account and set can be read off all the same. */
const setsOf = ({ arrivals }: Tour, person: string): readonly string[] =>
  Object.values(arrivals).flatMap(arn => {
    const [, id, set, name] =
      /^arn:aws:sts::(\d+):assumed-role\/AWSReservedSSO_(\w+)_\w{16}\/(.+)$/.exec(arn) ?? []
    const key = accounts.find(account => account.id === id)?.key
    return name === person ? [`${key}/${set}`] : []
  })
const production = ['--reason', 'OPS-7 look', '--confirm', 'production']

let demo: DemoTerminal
beforeAll(async () => {
  demo = await openDemoTerminal('sso-landing-zone')
  beginWithFiles(demo)
})
afterAll(() => demo.stop())
const enter = async (person: string, words = 'portal --no-open'): Promise<void> => {
  await demo.run('sign-out --all')
  const { ended } = await visitPortal(demo, words, person)
  expect(ended.code).toBe(0)
}

test.each([
  ['dana', 3],
  ['aud', 7],
  ['ines', 18],
])('%s takes exactly what the portal assigns', async (person, sets) => {
  await enter(person)
  expect(assigned(person)).toHaveLength(sets)
  const tour = await takeAll(demo, 'role=Developer,DevOps,Billing,Auditor', production)
  expect(tour.code).toBe(0)
  expect(setsOf(tour, person)).toEqual(assigned(person))
  expect(Object.keys(tour.arrivals)).toEqual(assigned(person))
  await writeAllAndStop(demo, 'role=Developer,DevOps,Billing,Auditor', sets)
})

test('dana is no deployer: the hub of each is not assigned to her, and that is proved', async () => {
  await enter('dana')
  const checked = await checkAll(demo, 'role=CrossAccountCICD')
  expect(checked).toMatchObject({
    code: 1,
    said: allSaying(withRole(workloads, 'CrossAccountCICD'), 'not-assigned!'),
  })
  for (const row of checked.rows) expect(row.hop).toBe(1)
})

test('newt has nothing yet: nothing is listed, and a selector fits nothing', async () => {
  await enter('newt')
  expect(await listed(demo, 'ls --signin portal')).toEqual(
    expect.not.arrayContaining(['development/Developer', 'master/DevOps']),
  )
  expect(await demo.refused('each role=Developer,DevOps,Billing,Auditor -- true')).toMatchObject({
    code: 6,
    kind: 'unknown-name',
  })
})

test('pat comes through the partner’s portal, which needs no roles in the catalog', async () => {
  await enter('pat', 'partner --no-open')
  const tour = await takeAll(demo, 'role=PartnerReader', production)
  expect(setsOf(tour, 'pat')).toEqual([
    'development/PartnerReader',
    'staging/PartnerReader',
    'uat/PartnerReader',
  ])
  const arn = tour.arrivals['uat/PartnerReader'] ?? ''
  expect(await takeEveryWay(demo, 'sso-landing-zone:uat/PartnerReader')).toEqual(allWays(arn))
  await writeAllAndStop(demo, 'role=PartnerReader', 3)
})

const costs = withRole(accounts.slice(0, 1), 'CostExplorerAccess')
/** What the cost team runs, with the real `aws`. */
const whatWasSpent = [
  ...['--output', 'json', 'ce', 'get-cost-and-usage', '--time-period', 'Start=2026-10-01,End=2026-11-01'],
  ...['--granularity', 'MONTHLY', '--metrics', 'UnblendedCost'],
  ...['--group-by', 'Type=DIMENSION,Key=LINKED_ACCOUNT'],
]
const spent = (id: string, Amount: string) => ({
  Keys: [id],
  Metrics: { UnblendedCost: { Amount, Unit: 'USD' } },
})

test('bill sees the costs through Billing', async () => {
  await enter('bill')
  expect(await demo.json('route master/CostExplorerAccess')).toMatchObject({
    hops: [{ via: 'portal' }, { via: 'sso-landing-zone:master/Billing' }],
  })
  const tour = await takeAll(demo, 'role=CostExplorerAccess,Billing')
  const arrived = rolesOf(costs, 'bill')
  expect(tour.arrivals).toMatchObject(arrived)
  expect(setsOf(tour, 'bill')).toEqual(['master/Billing'])
  const [arn = ''] = Object.values(arrived)
  expect(await takeEveryWay(demo, 'sso-landing-zone:master/CostExplorerAccess')).toEqual(allWays(arn))
  const words = ['exec', 'master/CostExplorerAccess', '--', awsCommand, '--endpoint-url', demo.pointer.url]
  if (!whyNoAws())
    expect(document(await demo.run([...words, ...whatWasSpent]))).toMatchObject({
      ResultsByTime: [
        {
          Groups: expect.arrayContaining([spent('777777777777', '1674.00'), spent('444444444444', '186.00')]),
        },
      ],
    })
  await writeAllAndStop(demo, 'role=CostExplorerAccess,Billing', 2)
})

describe('omar, DevOps', () => {
  beforeAll(() => enter('omar'))

  test('deploys into every workload account through one hub, an hour at a time', async () => {
    const calls = await demo.count('GetRoleCredentials')
    const tour = await takeAll(demo, 'role=CrossAccountCICD', production)
    expect(tour).toMatchObject({
      code: 0,
      arrivals: rolesOf(withRole(workloads, 'CrossAccountCICD'), 'omar'),
    })
    expect(await demo.count('GetRoleCredentials')).toBe(calls + 1)
    expect(await demo.json('route uat/CrossAccountCICD')).toMatchObject({
      hops: [{ kind: 'role-credentials' }, { externalId: true, seconds: 3600 }],
    })
  })

  test('sees the costs from his own hub', async () => {
    const tour = await takeAll(demo, 'role=CostExplorerAccess')
    expect(tour.arrivals).toEqual(rolesOf(costs, 'omar'))
  })

  test('a permission set and a role behind it, each in every way', async () => {
    const set = await demo.json<{ assumedRoleArn: string }>('assume staging/DevOps')
    expect(set.assumedRoleArn).toMatch(/555555555555:assumed-role\/AWSReservedSSO_DevOps_\w{16}\/omar$/)
    const behind = 'arn:aws:sts::777777777777:assumed-role/CrossAccountCICD/omar'
    for (const [target, arn, flags] of [
      ['staging/DevOps', set.assumedRoleArn, []],
      ['production/CrossAccountCICD', behind, production],
    ] as const)
      expect(await takeEveryWay(demo, `sso-landing-zone:${target}`, flags)).toEqual(allWays(arn))
    expect((await demo.run('stop --all')).code).toBe(0)
    expectEarlierFiles(demo)
  })

  test('production asks for its name and a reason, the others do not', async () => {
    const tour = await takeAll(demo, 'role=CrossAccountCICD', ['--confirm', 'staging'])
    expect(tour.code).toBe(1)
    expect(tour.stops.get('production/CrossAccountCICD')?.row).toMatchObject({
      ok: false,
      failure: 'answer-needed',
      missing: ['reason', 'confirm'],
    })
    expect(Object.values(tour.arrivals).filter(arn => arn.endsWith('/CrossAccountCICD/omar'))).toHaveLength(3)
  })

  test('behind the portal too each wrong is proved: external id, trust, name, assignment', async () => {
    const wrong = `
switchyard: 1
name: personal
accounts:
  development: { id: "444444444444" }
  staging: { id: "555555555555" }
  uat: { id: "666666666666" }
  security: { id: "333333333333" }
  production: { id: "777777777777" }
roles:
  - { name: CrossAccountCICD, accounts: uat, from: "sso-landing-zone:shared-services/DevOps", externalId: not-that-one }
  - { name: CrossAccountCICD, accounts: staging, from: "sso-landing-zone:shared-services/DevOps" }
  - { name: CrossAccountCICD, accounts: development, from: "sso-landing-zone:security/DevOps", externalId: northwind-cicd-2026 }
  - { name: CrossAccountCICD, accounts: security, from: "sso-landing-zone:shared-services/DevOps", externalId: northwind-cicd-2026 }
  - { name: CostExplorerAccess, accounts: uat, from: "sso-landing-zone:master/Billing" }
  - { name: CrossAccountCICD, accounts: production, from: "sso-landing-zone:shared-services/DevOps", externalId: not-that-one }
`
    writeFileSync(join(demo.pointer.home, 'personal.yaml'), wrong, { mode: 0o600 })
    const { rows, said } = await checkAll(demo, 'catalog=personal')
    expect(said).toEqual({
      'uat/CrossAccountCICD': 'external-id!',
      'staging/CrossAccountCICD': 'external-id!',
      'development/CrossAccountCICD': 'trust!',
      'security/CrossAccountCICD': 'role-missing!',
      'uat/CostExplorerAccess': 'not-assigned!',
      // Nobody looks around in production without its name and a reason: nothing is proved there, but it worked before.
      'production/CrossAccountCICD': 'external-id',
    })
    const whyOf = (target: string) => rows.find(row => row.target === `personal:${target}`)?.causes?.[0]?.why
    expect(whyOf('uat/CrossAccountCICD')).toBe(
      'The role’s trust policy expects another external id than the catalog’s.',
    )
    expect(whyOf('staging/CrossAccountCICD')).toBe(
      'The role’s trust policy expects an external id. The catalog has none.',
    )
    expect(whyOf('production/CrossAccountCICD')).toBe(
      'The same caller took this role with another external id.',
    )
    expect(whyOf('development/CrossAccountCICD')).toContain(
      'names arn:aws:iam::222222222222:root, not arn:aws:sts::333333333333:',
    )
    expect(await demo.refused('assume personal:uat/CrossAccountCICD')).toMatchObject({
      code: 5,
      kind: 'hop-refused',
      hop: 2,
      hops: 2,
      cause: 'external-id',
    })
    writeFileSync(join(demo.pointer.home, 'personal.yaml'), 'switchyard: 1\nname: personal\n')
  })

  test('stop and sign-out leave the AWS files as they were', async () => {
    expect((await demo.run('assume staging/CrossAccountCICD')).code).toBe(0)
    expect((await demo.run('stop --all')).code).toBe(0)
    expect((await demo.run('sign-out --all')).code).toBe(0)
    expectEarlierFiles(demo)
    expect((await checkAll(demo, 'role=CrossAccountCICD')).said).toEqual(
      allSaying(withRole(workloads, 'CrossAccountCICD'), 'sign-in-required'),
    )
  })
})
