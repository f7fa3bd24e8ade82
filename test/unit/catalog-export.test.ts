// What leaves a catalog for another tool comes back the same, and the real `aws` can read it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Expanded, expand } from '../../main/catalog/expand.ts'
import type { CatalogDocument } from '../../main/catalog/personal-shape.ts'
import { readCatalog } from '../../main/catalog/read-catalog.ts'
import { exportCatalog } from '../../main/catalog-import/export-catalog.ts'
import type { ExportForm, ExportInput } from '../../main/catalog-import/exported.ts'
import type { Target } from '../../shared/catalog.ts'
import { importPrinted } from '../support/import-sample.ts'

const examples = ['ops-hub', 'sso-landing-zone', 'uniform-roles', 'atmos', 'audit-hub'] as const

const read = (text: string): ExportInput => {
  const found = readCatalog(text, 'test', 'either')
  if (!found.ok) throw new Error(JSON.stringify(found.failure))
  const { document } = found.value
  return { document, expanded: expand(document, document.name), personal: new Map() }
}
const example = (name: string): ExportInput =>
  read(readFileSync(join(import.meta.dirname, '../../examples', name, 'switchyard.yaml'), 'utf8'))

const known = (document: CatalogDocument): Expanded => {
  // As printed: durations are read from text.
  const printed = readCatalog(JSON.stringify(document), 'test', 'either')
  if (!printed.ok) throw new Error(JSON.stringify(printed.failure))
  return expand(printed.value.document, document.name)
}

/** A target by what AWS knows of it, and the first way to it. */
const plain = (expanded: Expanded, target: Target) => {
  const [first] = target.from
  const before = first?.kind === 'target' ? expanded.targets.get(first.target) : undefined
  const signIn =
    first?.kind === 'sign-in'
      ? [...expanded.signIns.values()].find(one => one.id === first.signIn)
      : undefined
  const root =
    signIn?.kind === 'iam-user'
      ? { user: signIn.account }
      : signIn?.kind === 'identity-center'
        ? { portal: signIn.startUrl, region: signIn.region }
        : null
  return {
    arn: target.arn,
    kind: target.kind,
    from: before?.arn ?? root,
    externalId: target.externalId,
    region: target.region,
  }
}
const targetsOf = (expanded: Expanded, which: (target: Target) => boolean = () => true) =>
  [...expanded.targets.values()]
    .filter(which)
    .map(target => plain(expanded, target))
    .sort((a, b) => (a.arn < b.arn ? -1 : 1))

describe.each(examples)('%s', name => {
  const input = example(name)
  const out = (form: Exclude<ExportForm, 'yaml'>) => exportCatalog(form, input).text

  test('aws-config and back: the same accounts, roles, ways, external ids', () => {
    const { imported } = importPrinted('aws-config', out('aws-config'))
    expect(targetsOf(known(imported.catalog))).toEqual(targetsOf(input.expanded))
  })

  test('atmos and back: the same, regions of permission sets aside', () => {
    const users = [...input.expanded.signIns.values()].filter(one => one.kind === 'iam-user')
    const mfaSerial = (account: string): string => `arn:aws:iam::${account}:mfa/ana`
    const personal = new Map(
      users.map(one => [one.key, { userName: 'ana', mfaSerial: mfaSerial(one.account) }] as const),
    )
    const { imported } = importPrinted('atmos', exportCatalog('atmos', { ...input, personal }).text)
    const noRegion = (rows: ReturnType<typeof targetsOf>) => rows.map(({ region: _, ...row }) => row)
    expect(noRegion(targetsOf(known(imported.catalog)))).toEqual(noRegion(targetsOf(input.expanded)))
  })

  test('aesr and back: everything one switch away from a sign-in or a permission set', () => {
    const { imported, losses } = importPrinted('aesr', out('aesr'))
    const { targets } = input.expanded
    const oneSwitch = (target: Target): boolean => {
      const [first] = target.from
      if (target.kind === 'permission-set') return false
      return (
        first?.kind === 'sign-in' ||
        targets.get(first?.kind === 'target' ? first.target : '')?.kind === 'permission-set'
      )
    }
    const roles = targetsOf(known(imported.catalog), target => target.kind === 'role')
    const arns = roles.map(one => one.arn)
    const wanted = targetsOf(input.expanded, oneSwitch)
    expect(arns).toEqual(expect.arrayContaining(wanted.map(one => one.arn)))
    expect(losses.some(loss => loss.includes('neither'))).toBe(false)
  })

  test('nothing secret, and nothing that could leave its line', () => {
    for (const form of ['aws-config', 'aesr', 'atmos'] as const)
      expect(out(form)).not.toMatch(/secret_access_key|aws_access_key_id|\r|\t/)
  })
})

describe('what other tools cannot hold is said', () => {
  test('ops-hub to aws-config', () => {
    expect(exportCatalog('aws-config', example('ops-hub')).losses).toEqual([
      { where: 'ops', what: 'Its keys are not written: aws configure --profile ops asks for them.' },
      {
        where: 'root-admin',
        what: 'Its keys are not written: aws configure --profile root-admin asks for them.',
      },
      {
        where: 'environments production',
        what: 'Guards are not carried over: nobody asks for a reason, a name or a code there.',
      },
      { where: 'groups', what: 'Who may take which role is not carried over.' },
      {
        where: 'ops/OrganizationAccountAccessRole, staging/OrganizationAccountAccessRole and 14 more',
        what: 'It is for emergencies, and looks like any other role there.',
      },
      {
        where: 'acme/acme-production, globex/globex-production and 25 more',
        what: 'It asks for an MFA code: add mfa_serial, or export with --personal.',
      },
    ])
  })

  test('atmos to aesr: the third hop', () => {
    expect(exportCatalog('aesr', example('atmos')).losses).toContainEqual({
      where: 'backend/TerraformBackend',
      what: 'The console cannot switch to it in one step from a sign-in.',
    })
  })

  test('with what is personal the MFA device stands in it', () => {
    const serial = 'arn:aws:iam::300000000099:mfa/otto'
    const input = {
      ...example('atmos'),
      personal: new Map([['identity', { userName: 'otto', mfaSerial: serial }]]),
    }
    const { text, losses } = exportCatalog('aws-config', input)
    expect(text).toContain(
      `[profile prod-1-Operations]\nrole_arn = arn:aws:iam::300000000041:role/Operations\nsource_profile = identity\nmfa_serial = ${serial}\nregion = us-east-2\n`,
    )
    expect(losses.some(loss => loss.what.includes('mfa_serial'))).toBe(false)
    expect(importPrinted('aws-config', text).imported.catalog.signIns).toMatchObject({
      identity: { mfa: 'required' },
    })
  })

  test('a profile of two targets is written once, the other by its account', () => {
    const input = read(`
switchyard: 1
name: twice
defaults: { profile: same }
signIns: { ops: { kind: iam-user, account: ops } }
accounts: { ops: { id: "100000000002" }, a: { id: "100000000101" }, b: { id: "100000000102" } }
roles: [{ name: R, accounts: [a, b], from: ops, duration: 4h }]
`)
    const { text } = exportCatalog('aws-config', input)
    expect(text.match(/^\[profile .*\]$/gm)).toEqual(['[profile ops]', '[profile same]', '[profile b-R]'])
    expect(text.match(/^duration_seconds = 14400$/gm)).toHaveLength(2)
  })
})
