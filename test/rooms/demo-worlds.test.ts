// The five organizations of the demo AWS, each taken along its routes with the real SDK.
import { GetRoleCredentialsCommand, ListAccountRolesCommand, ListAccountsCommand } from '@aws-sdk/client-sso'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { describe, expect, test } from 'vitest'
import { knownOrganizations } from '../../main/demo/organizations-known.ts'
import { brokenMembers } from '../../main/demo/worlds/audit-hub.ts'
import {
  assume,
  type Credentials,
  deviceSignIn,
  mfaSession,
  type OpenDemo,
  openDemo,
  refusal,
} from '../support/demo.ts'

const arnOf = (demo: OpenDemo, account: string, role: string): string =>
  `arn:aws:iam::${demo.demo.world.account(account)?.id}:role/${role}`
const take = (demo: OpenDemo, from: Credentials, account: string, role: string) =>
  assume(demo, from, { RoleArn: arnOf(demo, account, role) })
const refused = async (demo: OpenDemo, from: Credentials, account: string, role: string): Promise<void> => {
  expect(await refusal(take(demo, from, account, role))).toMatchObject({ name: 'AccessDenied' })
}

test('every organization is whole: ids, units and names are AWS’s kind, and nothing points nowhere', () => {
  for (const organization of Object.values(knownOrganizations)) {
    const ids = organization.accounts.map(account => account.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^\d{12}$/)
    const keys = new Set(organization.accounts.map(account => account.key))
    expect(keys.has(organization.management)).toBe(true)
    for (const thing of [...organization.users, ...organization.groups, ...organization.roles])
      expect(keys.has(thing.account)).toBe(true)
    for (const user of organization.users)
      for (const name of user.groups)
        expect(organization.groups.some(group => group.account === user.account && group.name === name)).toBe(
          true,
        )
    for (const portal of organization.portals)
      for (const assignment of portal.assignments) {
        expect(portal.people.some(person => person.name === assignment.person)).toBe(true)
        for (const key of assignment.accounts) expect(keys.has(key)).toBe(true)
      }
  }
})

describe('ops-hub', () => {
  test('the production group reaches every client, developers the team’s own environments, nobody else', async () => {
    const demo = await openDemo()
    const session = await mfaSession(demo, 'ben')
    for (const account of demo.demo.world.organization.accounts.filter(
      each => each.unit === 'Envs/Production',
    )) {
      const role = await take(demo, session, account.key, `${account.key}-production`)
      expect((await demo.sts(role).send(new GetCallerIdentityCommand({}))).Account).toBe(account.id)
    }
    await refused(demo, session, 'staging', 'staging-environment')
    await refused(demo, session, 'acme', 'OrganizationAccountAccessRole')
    await take(demo, await mfaSession(demo, 'dora'), 'staging', 'staging-environment')
  })

  test('break-glass leads from the management account into every member', async () => {
    const demo = await openDemo()
    const ada = await mfaSession(demo, 'root-ada')
    for (const account of ['ops', 'qa', 'wonka'])
      await take(demo, ada, account, 'OrganizationAccountAccessRole')
  })
})

test('sso-landing-zone: everyone has exactly what is assigned, and bootstrap and costs go through it', async () => {
  const demo = await openDemo('sso-landing-zone', { portalRate: 0 })
  const rights = async (person: string): Promise<Record<string, readonly string[]>> => {
    const { accessToken } = await deviceSignIn(demo, person)
    const accounts = (await demo.portal().send(new ListAccountsCommand({ accessToken }))).accountList ?? []
    const rows = accounts.map(async account => {
      const roles = await demo
        .portal()
        .send(new ListAccountRolesCommand({ accessToken, accountId: account.accountId }))
      return [account.accountName ?? '', (roles.roleList ?? []).map(role => role.roleName ?? '')] as const
    })
    return Object.fromEntries(await Promise.all(rows))
  }
  expect(await rights('dana')).toEqual({
    Development: ['Developer'],
    Staging: ['Developer'],
    UAT: ['Developer'],
  })
  expect(await rights('bill')).toEqual({ Master: ['Billing'] })
  expect(Object.keys(await rights('aud'))).toHaveLength(7)
  expect(await rights('newt')).toEqual({})
  expect((await rights('ines')).Master).toEqual(['Auditor', 'Billing', 'DevOps'])

  const portalRole = async (person: string, account: string, roleName: string): Promise<Credentials> => {
    const { accessToken } = await deviceSignIn(demo, person)
    const accountId = demo.demo.world.account(account)?.id
    const { roleCredentials } = await demo
      .portal()
      .send(new GetRoleCredentialsCommand({ accessToken, accountId, roleName }))
    const { accessKeyId = '', secretAccessKey = '', sessionToken = '' } = roleCredentials ?? {}
    return { accessKeyId, secretAccessKey, sessionToken }
  }
  const master = await portalRole('omar', 'master', 'DevOps')
  await take(demo, master, 'uat', 'OrganizationAccountAccessRole')
  await refused(
    demo,
    await portalRole('omar', 'shared-services', 'DevOps'),
    'uat',
    'OrganizationAccountAccessRole',
  )
  await take(demo, await portalRole('bill', 'master', 'Billing'), 'master', 'CostExplorerAccess')
})

test('uniform-roles: people by their groups with MFA, the non-production machine nowhere near production', async () => {
  const demo = await openDemo('uniform-roles')
  const roles = [
    'PlatformAdmin',
    'PlatformBuild',
    'NetworkOperator',
    'ObservabilityReader',
    'CustomerSupport',
  ]
  const [nonprod, prod] = [demo.keyOf('machine-nonprod'), demo.keyOf('machine-prod')]
  for (const role of roles) {
    await take(demo, nonprod, 'nonprod', role)
    await refused(demo, nonprod, 'prod', role)
    for (const account of ['sandbox', 'nonprod', 'prod']) await take(demo, prod, account, role)
  }
  await refused(demo, demo.keyOf('petra'), 'prod', 'PlatformAdmin')
  await take(demo, await mfaSession(demo, 'petra'), 'prod', 'PlatformAdmin')
  const suki = await mfaSession(demo, 'suki')
  await take(demo, suki, 'prod', 'CustomerSupport')
  await refused(demo, suki, 'prod', 'PlatformAdmin')
})

test('atmos: three hops to the backend, and production wants an MFA of the last quarter of an hour', async () => {
  const demo = await openDemo('atmos')
  const otto = await mfaSession(demo, 'otto')
  const hop = await take(demo, otto, 'prod-1', 'Operations')
  const backend = await take(demo, hop, 'backend', 'TerraformBackend')
  expect((await demo.sts(backend).send(new GetCallerIdentityCommand({}))).Arn).toBe(
    'arn:aws:sts::300000000013:assumed-role/TerraformBackend/tester',
  )
  await refused(demo, otto, 'backend', 'TerraformBackend')
  demo.advance(14 * 60_000)
  await take(demo, otto, 'prod-1', 'Operations')
  demo.advance(60_000)
  await refused(demo, otto, 'prod-1', 'Operations')
  await take(demo, otto, 'staging-1', 'Operations')
  const devi = await mfaSession(demo, 'devi')
  await take(demo, await take(demo, devi, 'dev-2', 'Developer'), 'backend', 'TerraformBackend')
  await refused(demo, devi, 'staging-1', 'Operations')
  await take(demo, await mfaSession(demo, 'ada'), 'management', 'Administrator')
})

test('audit-hub: a sweep finds exactly the members that are broken', async () => {
  const demo = await openDemo('audit-hub')
  const scanner = demo.keyOf('scanner')
  const members = demo.demo.world.organization.accounts.filter(account => account.key.startsWith('member-'))
  const failed: string[] = []
  for (const member of members) {
    const answer = await take(demo, scanner, member.key, 'Headroom').then(
      () => null,
      (error: Error) => error.name,
    )
    if (answer !== null) failed.push(member.key)
  }
  expect(members).toHaveLength(40)
  expect(failed).toEqual(brokenMembers.map(broken => broken.key))
  // The management account works as a starting point too.
  await take(
    demo,
    await take(demo, await mfaSession(demo, 'mona'), 'management', 'OrgAndAccountInfoReader'),
    'member-001',
    'Headroom',
  )
})
