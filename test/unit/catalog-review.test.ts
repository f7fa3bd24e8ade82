// Holds what a review says beside each steering change: which targets it touches, their way today and after, and what is loud.
import { describe, expect, it } from 'vitest'
import { findChanges } from '../../main/catalog/difference.ts'
import { noteChanges } from '../../main/catalog/difference-notes.ts'
import type { CatalogDocument } from '../../main/catalog/personal-shape.ts'
import { readCatalog } from '../../main/catalog/read-catalog.ts'

const base = `switchyard: 1
name: hub
environments: { production: { reason: required, color: red }, staging: {} }
signIns:
  ops: { kind: iam-user, account: ops, mfa: required }
  portal: { kind: identity-center, startUrl: "https://example-org.awsapps.com/start", region: eu-west-1 }
accounts:
  ops: { id: "100000000002" }
  a.b: { id: "100000000102", environment: production }
  a: { id: "100000000103", environment: staging }
  acme: { id: "100000000101", environment: production }
roles:
  - { name: "{account}-production", accounts: [acme, a.b], from: ops }
  - { name: Operator, accounts: a, from: ops }
  - { name: Auditor, accounts: acme, from: portal }
`
const read = (text: string): CatalogDocument => {
  const result = readCatalog(text, 'test')
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value.document
}
const review = (edit: (text: string) => string) => {
  const [before, after] = [read(base), read(edit(base))]
  return noteChanges(before, after, findChanges(before, after).steering, 'hub').map(
    ({ change: { path, detail, loud, routes }, targets }) => ({
      path,
      detail,
      loud,
      way:
        routes &&
        [routes.before, routes.after].map(way => way.map(stop => (stop.fresh ? `*${stop.name}` : stop.name))),
      targets: [...targets].sort(),
    }),
  )
}

describe('a review', () => {
  it('draws the way today and after where a hop comes in between', () => {
    expect(review(text => text.replace('[acme, a.b], from: ops', '[acme, a.b], from: a/Operator'))).toEqual([
      {
        path: 'roles[0].from',
        detail: 'Through a from ops instead of straight from ops.',
        loud: false,
        way: [
          ['ops', 'acme-production'],
          ['ops', '*a', 'acme-production'],
        ],
        targets: ['hub:a.b/a.b-production', 'hub:acme/acme-production'],
      },
    ])
  })

  it('finds the targets of an account whose key holds a dot, and not those of the one that is its beginning', () => {
    expect(review(text => text.replace('100000000102', '100000000999'))).toEqual([
      {
        path: 'accounts.a.b.id',
        detail: 'Same name, other account id: credentials for a.b would open it.',
        loud: false,
        way: null,
        targets: ['hub:a.b/a.b-production'],
      },
    ])
  })

  it('counts who loses a guard', () => {
    expect(review(text => text.replace('reason: required, ', ''))).toMatchObject([
      { path: 'environments.production.reason', detail: '3 targets lose a guard.', loud: false },
    ])
  })

  it('is loud when people would sign in at another host, and not when only the path differs', () => {
    expect(review(text => text.replace('example-org.awsapps', 'example-0rg.awsapps'))).toMatchObject([
      {
        path: 'signIns.portal.startUrl',
        detail:
          'People would sign in at example-0rg.awsapps.com instead of example-org.awsapps.com. Ask whoever runs the portal before you approve.',
        loud: true,
        targets: ['hub:acme/Auditor'],
      },
    ])
    expect(review(text => text.replace('.com/start', '.com/start/'))).toMatchObject([{ loud: false }])
  })

  it('is loud when a user would be one of another account', () => {
    expect(review(text => text.replace('account: ops, mfa', 'account: acme, mfa'))).toMatchObject([
      {
        loud: true,
        targets: ['hub:a.b/a.b-production', 'hub:a/Operator', 'hub:acme/acme-production'],
      },
    ])
  })

  it('tells of a role that goes by the place it had', () => {
    expect(review(text => text.replace(/ {2}- \{ name: Operator.*\n/, ''))).toMatchObject([
      { path: 'roles[1]', targets: ['hub:a/Operator'], way: null },
    ])
  })

  it('tells of accounts that a role leaves', () => {
    expect(review(text => text.replace('[acme, a.b]', '[acme]'))).toMatchObject([
      { path: 'roles[0].accounts', targets: ['hub:a.b/a.b-production'] },
    ])
  })
})
