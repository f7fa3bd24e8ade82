// The organization sso-landing-zone, lived from end to end: every permission set, CI/CD with an external id, costs, a bootstrap.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ssoLandingZone } from '../../main/demo/worlds/sso-landing-zone.ts'
import { whyNoAws } from '../support/aws-readers.ts'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'
import { visitPortal } from '../support/portal-visit.ts'
import { document } from '../support/run-cli.ts'
import { allSaying, checkAll, listed, rolesOf, type Tour, takeAll } from '../support/tour.ts'

const { accounts, portals } = ssoLandingZone
const [portal] = portals
const workloads = accounts.filter(({ unit }) => unit === 'NonProduction' || unit === 'Production')
const members = accounts.filter(({ key }) => key !== 'master')
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
})
afterAll(() => demo.stop())
const enter = async (person: string, words = 'portal --no-open'): Promise<void> => {
  await demo.run('sign-out --all')
  const { ended } = await visitPortal(demo, words, person)
  expect(ended.code).toBe(0)
}

test.each(['dana', 'aud', 'ines'])('%s takes exactly what the portal assigns', async person => {
  await enter(person)
  const tour = await takeAll(demo, 'role=Developer,DevOps,Billing,Auditor', production)
  expect(tour.code).toBe(0)
  expect(setsOf(tour, person)).toEqual(assigned(person))
  expect(Object.keys(tour.arrivals)).toEqual(assigned(person))
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
})

test('bill sees the costs through Billing', async () => {
  await enter('bill')
  expect(await demo.json('route master/CostExplorerAccess')).toMatchObject({
    hops: [{ via: 'portal' }, { via: 'sso-landing-zone:master/Billing' }],
  })
  const tour = await takeAll(demo, 'role=CostExplorerAccess')
  expect(tour.arrivals).toEqual(rolesOf(withRole(accounts.slice(0, 1), 'CostExplorerAccess'), 'bill'))
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
    expect(tour.arrivals).toEqual(rolesOf(withRole(accounts.slice(0, 1), 'CostExplorerAccess'), 'omar'))
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

  test('an external id that is another one is told from a trust policy and from an assignment', async () => {
    const wrong = `
switchyard: 1
name: personal
signIns: {}
accounts: { uat: { id: "666666666666", name: UAT } }
roles:
  - { name: CrossAccountCICD, accounts: uat, from: "sso-landing-zone:shared-services/DevOps", externalId: not-that-one }
`
    writeFileSync(join(demo.pointer.home, 'personal.yaml'), wrong, { mode: 0o600 })
    const [row] = (await checkAll(demo, 'catalog=personal')).rows
    expect(row).toMatchObject({ ok: false, hop: 2, cause: 'external-id' })
    writeFileSync(join(demo.pointer.home, 'personal.yaml'), 'switchyard: 1\nname: personal\n')
  })

  test('bootstrap of a new account: an hour, the session name, variables for a shell, then Terraform', async () => {
    const uat = 'uat/OrganizationAccountAccessRole'
    expect(await demo.refused(`env ${uat}`)).toMatchObject({ code: 4, missing: ['reason'] })
    const values = await demo.json(['env', uat, '--reason', 'OPS-31 bootstrap'])
    const seconds = (Date.parse(String(values.AWS_CREDENTIAL_EXPIRATION)) - Date.now()) / 1_000
    expect(Math.round(seconds / 60)).toBe(60)
    const made = await demo.json<{ hcl: string }>(['terraform', uat, '--reason', 'OPS-31 bootstrap'])
    expect(made.hcl).toContain('allowed_account_ids = ["666666666666"]')
    if (!whyNoAws()) {
      const said = await demo.aws(['--profile', 'uat-bootstrap', 'sts', 'get-caller-identity'])
      expect(document(said)).toMatchObject({
        Arn: 'arn:aws:sts::666666666666:assumed-role/OrganizationAccountAccessRole/bootstrap',
      })
    }
    const all = await takeAll(demo, 'role=OrganizationAccountAccessRole', production)
    expect(all).toMatchObject({
      code: 0,
      arrivals: rolesOf(withRole(members, 'OrganizationAccountAccessRole'), 'bootstrap'),
    })
  })

  test('the checklist and the budget stand beside the account, and a Terraform output makes entries', async () => {
    const { text: yaml } = await demo.json<{ text: string }>('catalog export sso-landing-zone --as yaml')
    for (const budget of [200, 400, 300, 1800, 100, 50])
      expect(yaml).toContain(`budget: ${budget} USD a month`)
    expect(yaml.match(/- \{ title: (?:.+), done: true \}/g)?.length).toBeGreaterThan(12)
    const output = join(demo.folder, 'account-ids.json')
    writeFileSync(output, JSON.stringify({ development: '444444444444', archive: '888888888888' }))
    const imported = await demo.run(['catalog', 'import', 'terraform-output', output])
    expect(imported.code).toBe(0)
    expect(imported.stdout).toMatch(/archive:[\s\S]*888888888888/)
  })

  test('stop and sign-out leave the AWS files empty', async () => {
    expect((await demo.run('assume staging/CrossAccountCICD')).code).toBe(0)
    expect((await demo.run('stop --all')).code).toBe(0)
    expect((await demo.run('sign-out --all')).code).toBe(0)
    expect(demo.awsFiles()).toEqual({ config: '', credentials: '' })
    expect((await checkAll(demo, 'role=CrossAccountCICD')).said).toEqual(
      allSaying(withRole(workloads, 'CrossAccountCICD'), 'sign-in-required'),
    )
  })
})
