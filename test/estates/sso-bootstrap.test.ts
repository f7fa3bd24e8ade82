// The bootstrap of a new account in sso-landing-zone: an hour from master, variables in a shell, Terraform, and its output as accounts.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { ssoLandingZone } from '../../main/demo/worlds/sso-landing-zone.ts'
import { whyNoAws } from '../support/aws-readers.ts'
import { type DemoTerminal, openDemoTerminal } from '../support/demo-terminal.ts'
import { beginWithFiles, writeAllAndStop } from '../support/earlier-files.ts'
import { allWays, takeEveryWay } from '../support/every-way.ts'
import { visitPortal } from '../support/portal-visit.ts'
import { openWorkspace, whyNoTerraform } from '../support/real-terraform.ts'
import { document } from '../support/run-cli.ts'
import { rolesOf, takeAll } from '../support/tour.ts'

const { accounts } = ssoLandingZone
const members = accounts
  .filter(({ key }) => key !== 'master')
  .map(account => ({ ...account, role: 'OrganizationAccountAccessRole' }))
const production = ['--reason', 'OPS-7 look', '--confirm', 'production']

/** What the team writes beside the accounts that Terraform names. */
const rolesOfLanding = `
switchyard: 1
name: landing
signIns:
  portal: { kind: identity-center, startUrl: "https://example-org.awsapps.com/start", region: eu-west-1 }
roles:
  - { name: DevOps, accounts: all, from: portal }
  - name: CrossAccountCICD
    accounts: { unit: "**", except: [master, shared-services, security] }
    from: shared-services/DevOps
    externalId: northwind-cicd-2026
`

let demo: DemoTerminal
beforeAll(async () => {
  demo = await openDemoTerminal('sso-landing-zone')
  beginWithFiles(demo)
  expect((await visitPortal(demo, 'portal --no-open', 'omar')).ended.code).toBe(0)
})
afterAll(() => demo.stop())

const bootstrapped = 'arn:aws:sts::666666666666:assumed-role/OrganizationAccountAccessRole/bootstrap'

test('bootstrap of a new account: an hour, the session name, every way, and every member', async () => {
  const uat = 'uat/OrganizationAccountAccessRole'
  expect(await demo.refused(`assume ${uat}`)).toMatchObject({ code: 4, missing: ['reason'] })
  const reason = ['--reason', 'OPS-31 bootstrap']
  const values = await demo.json(['env', uat, ...reason])
  const seconds = (Date.parse(String(values.AWS_CREDENTIAL_EXPIRATION)) - Date.now()) / 1_000
  expect(Math.round(seconds / 60)).toBe(60)
  expect(await takeEveryWay(demo, `sso-landing-zone:${uat}`)).toEqual(allWays(bootstrapped))
  const made = await demo.json<{ hcl: string }>(['terraform', uat, ...reason])
  expect(made.hcl).toContain('allowed_account_ids = ["666666666666"]')
  if (!whyNoAws()) {
    const said = await demo.aws(['--profile', 'uat-bootstrap', 'sts', 'get-caller-identity'])
    expect(document(said)).toMatchObject({ Arn: bootstrapped })
  }
  const all = await takeAll(demo, 'role=OrganizationAccountAccessRole', production)
  expect(all).toMatchObject({
    code: 0,
    arrivals: rolesOf(members, 'bootstrap'),
  })
  const rows = await demo.json<Record<string, unknown>[]>('activity')
  expect(rows.find(row => row.what === 'session-start' && row.breakGlass === true)).toMatchObject({
    target: `sso-landing-zone:${uat}`,
    reason: 'OPS-31 bootstrap',
    who: 'omar',
  })
  await writeAllAndStop(demo, 'role=OrganizationAccountAccessRole', 6)
})

/** What `terraform output -json account_ids` prints, before the newest account is there and after. */
const without = accounts.filter(({ key }) => key !== 'uat')
const idsOf = (places: typeof accounts) => Object.fromEntries(places.map(({ key, id }) => [key, id]))
const printed = { before: JSON.stringify(idsOf(without)), after: JSON.stringify(idsOf(accounts)) }

const why = whyNoTerraform()
test.skipIf(why !== null)(
  why ?? 'then Terraform in a shell with these variables, and with those of no other account',
  async () => {
    const backend = `terraform {
  backend "s3" {
    bucket = "northwind-uat-tfstate"
    key    = "bootstrap/terraform.tfstate"
    region = "eu-west-1"
    use_lockfile = true
  }
}
`
    const there = openWorkspace(demo, 'bootstrap', backend)
    const shell = await demo.run(['env', 'uat/OrganizationAccountAccessRole', '--reason', 'OPS-31 bootstrap'])
    const lines = shell.stdout.replace(/^export /gm, '').replaceAll("'", '"')
    const variables = parseEnv(lines) as NodeJS.ProcessEnv
    const staging = await demo.json<Record<string, string>>('env staging/CrossAccountCICD')
    expect((await there.run(['init'], staging)).stderr).toContain('StatusCode: 403')
    await there.must(['init', '-reconfigure'], variables)
    const apply = async (places: typeof accounts): Promise<string> => {
      const ids = places.map(({ key, id }) => `    "${key}" = "${id}"\n`).join('')
      there.write('accounts.tf', `output "account_ids" {\n  value = {\n${ids}  }\n}\n`)
      await there.must(['apply', '-auto-approve'], variables)
      return there.must(['output', '-json', 'account_ids'], variables)
    }
    printed.before = await apply(without)
    printed.after = await apply(accounts)
    expect(JSON.parse(printed.after)).toEqual(idsOf(accounts))
  },
)

test('what Terraform puts out becomes accounts; a new one waits to be seen, and its roles are taken', async () => {
  const folder = join(demo.folder, 'landing')
  mkdirSync(folder)
  const ids = join(demo.folder, 'account-ids.json')
  const put = async (text: string): Promise<void> => {
    writeFileSync(ids, text)
    const imported = await demo.run(['catalog', 'import', 'terraform-output', ids, '--name', 'landing'])
    expect(imported.code).toBe(0)
    writeFileSync(join(folder, 'accounts.yaml'), imported.stdout)
  }
  writeFileSync(join(folder, 'roles.yaml'), rolesOfLanding)
  await put(printed.before)
  await demo.json(['catalog', 'add', folder, '--name', 'landing'])
  expect(await demo.refused('route landing:uat/CrossAccountCICD')).toMatchObject({ code: 6 })

  await put(printed.after)
  expect((await demo.run('catalog sync landing')).code).toBe(11)
  const { steering } = await demo.json<{ steering: { sentence: string }[] }>('catalog diff landing')
  expect(steering.map(each => each.sentence)).toEqual(['uat would be a new account.'])
  expect((await demo.run('catalog approve landing')).code).toBe(0)
  expect((await visitPortal(demo, 'landing:portal --no-open', 'omar')).ended.code).toBe(0)
  expect(await demo.json('assume landing:uat/CrossAccountCICD')).toMatchObject({
    assumedRoleArn: 'arn:aws:sts::666666666666:assumed-role/CrossAccountCICD/omar',
  })
  expect((await demo.run('catalog rm landing')).code).toBe(0)
})

test('the checklist and the budgets stand beside the accounts', async () => {
  const { text } = await demo.json<{ text: string }>('catalog export sso-landing-zone --as yaml')
  type Beside = { facts?: { budget?: string }; checklist?: { title: string; done: boolean }[] }
  const { accounts: beside } = parse(text) as { accounts: Record<string, Beside> }
  const budgets = { development: 200, staging: 400, uat: 300, production: 1800, 'shared-services': 100 }
  for (const [key, budget] of Object.entries({ ...budgets, security: 50 }))
    expect([key, beside[key]?.facts?.budget]).toEqual([key, `${budget} USD a month`])
  const steps = [
    ...['In its unit', 'Service control policies', 'State bucket', 'CloudTrail', 'Budgets'],
    ...['Cross-account roles', 'Single sign-on', 'ECR', 'KMS', 'Cost tags', 'Monitoring', 'Documentation'],
  ]
  expect(beside.uat?.checklist).toEqual(steps.map((title, index) => ({ title, done: index < 7 })))
  expect(beside.production?.checklist).toEqual(steps.map(title => ({ title, done: true })))
})
