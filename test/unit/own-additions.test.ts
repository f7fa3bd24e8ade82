// Holds what adding documents to a personal layer writes: nothing twice, no key of another thing, references that still lead there.
import { describe, expect, test } from 'vitest'
import { ownAdditions, type WrittenDocument } from '../../main/catalog/own-additions.ts'
import type { CatalogDocument } from '../../main/catalog/personal-shape.ts'
import { readCatalog } from '../../main/catalog/read-catalog.ts'
import { good } from '../support/sign-in-room.ts'

const own = (text: string): CatalogDocument =>
  good(readCatalog(`switchyard: 1\nname: personal\n${text}`, 'personal.yaml', 'personal')).document
const portal = {
  kind: 'identity-center',
  startUrl: 'https://example-org.awsapps.com/start',
  region: 'eu-west-1',
}
const added: WrittenDocument = {
  defaults: { region: 'eu-west-1' },
  accounts: { ops: { id: '100000000002' }, acme: { id: '100000000101' } },
  signIns: { org: portal, me: { kind: 'iam-user', account: 'ops' } },
  roles: [
    { name: 'Reader', accounts: ['acme', 'ops'], from: 'org' },
    { name: 'Admin', accounts: 'acme', from: ['me', 'ops/Reader'], region: 'us-east-1' },
  ],
}
const pathsOf = (document: CatalogDocument | null, ...more: WrittenDocument[]) =>
  good(ownAdditions(document, more)).map(({ path, value }) => [path.join('.'), value])

describe('into an empty layer', () => {
  test('all goes in, and what the document says of all roles each says for itself', () => {
    expect(pathsOf(null, added)).toEqual([
      ['accounts.ops', { id: '100000000002' }],
      ['accounts.acme', { id: '100000000101' }],
      ['signIns.org', portal],
      ['signIns.me', { kind: 'iam-user', account: 'ops' }],
      ['roles.0', { name: 'Reader', accounts: ['acme', 'ops'], from: 'org', region: 'eu-west-1' }],
      ['roles.1', { name: 'Admin', accounts: 'acme', from: ['me', 'ops/Reader'], region: 'us-east-1' }],
    ])
  })

  test('the same twice is there once', () => {
    expect(pathsOf(null, added, added)).toEqual(pathsOf(null, added))
  })
})

describe('into a layer that holds something', () => {
  const layer = own(
    `signIns: { org: { kind: profile, profile: work }, portal: { kind: identity-center, startUrl: "${portal.startUrl}", region: eu-west-1 } }
accounts: { acme: { id: "999999999999" }, hub: { id: "100000000002" } }
roles: [{ name: Reader, accounts: hub, from: portal }]
`,
  )

  test('an account or portal that is there under another key is used, a taken key gets a number, references follow', () => {
    expect(pathsOf(layer, added)).toEqual([
      ['accounts.acme-2', { id: '100000000101' }],
      ['signIns.me', { kind: 'iam-user', account: 'hub' }],
      ['roles.1', { name: 'Reader', accounts: 'acme-2', from: 'portal', region: 'eu-west-1' }],
      ['roles.2', { name: 'Admin', accounts: 'acme-2', from: ['me', 'hub/Reader'], region: 'us-east-1' }],
    ])
  })

  test('another partition is refused, because a layer has one', () => {
    expect(ownAdditions(layer, [{ ...added, partition: 'aws-cn' }])).toMatchObject({
      ok: false,
      failure: { kind: 'bad-input', path: 'partition' },
    })
    expect(pathsOf(null, { ...added, partition: 'aws-cn' })[0]).toEqual(['partition', 'aws-cn'])
  })
})
