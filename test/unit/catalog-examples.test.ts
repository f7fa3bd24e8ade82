// The five organizations as catalogs: valid, in step with the demo's worlds, and with the schema that lies beside them.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Expanded, expand } from '../../main/catalog/expand.ts'
import { catalogJsonSchema, personalJsonSchema } from '../../main/catalog/json-schema.ts'
import { readCatalog } from '../../main/catalog/read-catalog.ts'
import type { JsonSchema } from '../../main/catalog/shape.ts'
import { validateCatalog } from '../../main/catalog/validate.ts'
import type { Organization } from '../../main/demo/description.ts'
import { atmos } from '../../main/demo/worlds/atmos.ts'
import { auditHub, brokenMembers } from '../../main/demo/worlds/audit-hub.ts'
import { opsHub } from '../../main/demo/worlds/ops-hub.ts'
import { ssoLandingZone } from '../../main/demo/worlds/sso-landing-zone.ts'
import { uniformRoles } from '../../main/demo/worlds/uniform-roles.ts'

const examples = join(import.meta.dirname, '../../examples')
const worlds: readonly Organization[] = [opsHub, ssoLandingZone, uniformRoles, atmos, auditHub]
const bytesOf = (...path: readonly string[]): Buffer => readFileSync(join(examples, ...path))
const expanded = (name: string): Expanded => {
  const read = readCatalog(bytesOf(name, 'switchyard.yaml'), name)
  if (!read.ok) throw new Error(JSON.stringify(read.failure))
  return expand(read.value.document, name)
}
const schema = (json: JsonSchema) => z.fromJSONSchema(json as Parameters<typeof z.fromJSONSchema>[0])

it('has an example for each organization and nothing else', () => {
  const folders = readdirSync(examples, { withFileTypes: true }).filter(entry => entry.isDirectory())
  expect(new Set(folders.map(folder => folder.name))).toEqual(new Set(worlds.map(world => world.name)))
})

describe.each(worlds.map(world => [world.name, world] as const))('%s', (name, world) => {
  it('is valid without a warning, by the reader and by the schema', () => {
    expect(validateCatalog(bytesOf(name, 'switchyard.yaml'))).toEqual([])
    const result = schema(catalogJsonSchema()).safeParse(parse(bytesOf(name, 'switchyard.yaml').toString()))
    expect(result.error?.issues).toBeUndefined()
  })

  it('describes the accounts of the demo', () => {
    const inCatalog = [...expanded(name).accounts.values()].map(
      ({ key, id, unit }) => `${key} ${id} ${unit ?? ''}`,
    )
    expect(new Set(inCatalog)).toEqual(
      new Set(world.accounts.map(({ key, id, unit }) => `${key} ${id} ${unit}`)),
    )
  })

  it('describes roles and permission sets that are there, but for those broken on purpose', () => {
    const missing = new Set(
      brokenMembers.filter(({ cause }) => cause === 'role-missing').map(({ key }) => `${key}/Headroom`),
    )
    for (const { account, role, kind } of expanded(name).targets.values()) {
      if (name === 'audit-hub' && missing.has(`${account.key}/${role}`)) continue
      const there =
        kind === 'role'
          ? world.roles.some(one => one.account === account.key && one.name === role)
          : world.portals.some(portal => portal.permissionSets.some(set => set.name === role))
      expect(there ? 'there' : `${account.key}/${role} is not in the demo`).toBe('there')
    }
  })

  it('names sign-ins and groups that are there', () => {
    const { signIns } = expanded(name)
    for (const signIn of signIns.values()) {
      if (signIn.kind === 'identity-center')
        expect(world.portals.map(portal => portal.startUrl)).toContain(signIn.startUrl)
      else if (signIn.kind === 'iam-user')
        expect(world.users.map(user => user.account)).toContain(signIn.accountKey)
      else throw new Error('A shared catalog has no other sign-ins.')
    }
    const read = readCatalog(bytesOf(name, 'switchyard.yaml'), name)
    const groups = read.ok ? Object.entries(read.value.document.groups ?? {}) : []
    const inWorld = world.groups.map(group => group.name.toLowerCase())
    for (const [key, group] of groups) expect(inWorld).toContain((group.name ?? key).toLowerCase())
  })
})

describe('what each one shows', () => {
  it('ops-hub: one role per client, and the way around it for emergencies only', () => {
    const { targets, environments } = expanded('ops-hub')
    expect(targets.get('ops-hub:acme/acme-production')).toMatchObject({
      profile: 'acme-production',
      mfa: true,
      breakGlass: false,
    })
    expect(
      [...targets.values()]
        .filter(target => target.role === 'OrganizationAccountAccessRole')
        .every(target => target.breakGlass),
    ).toBe(true)
    expect(environments.get('production')).toMatchObject({ mfa: true, reason: false, confirm: false })
  })
  it('sso-landing-zone: guarded production, an external id, a bootstrap of one hour', () => {
    const { targets, environments } = expanded('sso-landing-zone')
    expect(environments.get('production')).toMatchObject({ confirm: true, reason: true, maxDuration: 3600 })
    expect(targets.get('sso-landing-zone:production/CrossAccountCICD')).toMatchObject({
      externalId: 'northwind-cicd-2026',
      from: [{ target: 'sso-landing-zone:shared-services/DevOps' }],
    })
    expect(targets.get('sso-landing-zone:uat/OrganizationAccountAccessRole')).toMatchObject({
      sessionName: 'bootstrap',
      duration: 3600,
    })
    expect(targets.has('sso-landing-zone:production/Developer')).toBe(false)
  })
  it('uniform-roles: five roles, each written once, in each of four accounts', () => {
    const { targets, environments } = expanded('uniform-roles')
    expect(targets.size).toBe(20)
    expect([environments.get('prod')?.reason, environments.get('nonprod')?.reason]).toEqual([true, true])
  })
  it('atmos: three hops to the backend', () => {
    const { targets, environments } = expanded('atmos')
    expect(targets.get('atmos:backend/TerraformBackend')?.from[0]).toEqual({
      kind: 'target',
      target: 'atmos:prod-1/Operations',
    })
    expect(targets.get('atmos:prod-1/Operations')?.from).toEqual([
      { kind: 'sign-in', signIn: 'atmos:identity' },
    ])
    expect(environments.get('production')?.mfa).toBe(true)
  })
  it('audit-hub: forty members and no guards', () => {
    const { targets, environments } = expanded('audit-hub')
    expect([...targets.values()].filter(target => target.role === 'Headroom')).toHaveLength(40)
    for (const { mfa, reason, confirm, maxDuration } of environments.values())
      expect([mfa, reason, confirm, maxDuration]).toEqual([false, false, false, null])
  })
})

it('has a personal layer beside uniform-roles', () => {
  expect(validateCatalog(bytesOf('uniform-roles', 'personal.yaml'))).toEqual([])
  const result = schema(personalJsonSchema()).safeParse(
    parse(bytesOf('uniform-roles', 'personal.yaml').toString()),
  )
  expect(result.error?.issues).toBeUndefined()
})

describe('the schema', () => {
  it('lies beside the examples as it is now', () => {
    expect(JSON.parse(bytesOf('switchyard.schema.json').toString())).toEqual(catalogJsonSchema())
  })
  it('is of 2020-12, and describes every key', () => {
    const json = catalogJsonSchema()
    expect(json.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
    const properties = json.properties as Record<string, { description?: string }>
    expect(Object.values(properties).every(property => (property.description ?? '').length > 5)).toBe(true)
  })
  it('refuses what the reader refuses', () => {
    const check = schema(catalogJsonSchema())
    const good = { switchyard: 1, name: 'x', accounts: { a: { id: '100000000001' } } }
    expect(check.safeParse(good).success).toBe(true)
    for (const bad of [
      { ...good, bogus: 1 },
      { name: 'x' },
      { ...good, name: 'X' },
      { ...good, accounts: { a: { id: '1' } } },
      { ...good, signIns: { s: { kind: 'command', command: ['x'] } } },
    ])
      expect(check.safeParse(bad).success).toBe(false)
  })
})

it('makes a new client of ops-hub one entry, with the guards and the group of all others', () => {
  const entry =
    'accounts:\n  vandelay: { id: "100000000113", name: Vandelay, unit: Envs/Production, environment: production }'
  const text = bytesOf('ops-hub', 'switchyard.yaml').toString().replace('\naccounts:', `\n${entry}`)
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
