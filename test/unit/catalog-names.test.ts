// Lengths of time, placeholders, selectors, and the names people type.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expand } from '../../main/catalog/expand.ts'
import { findSignIn, findTarget, signInName } from '../../main/catalog/find-target.ts'
import { mergeEstate } from '../../main/catalog/merge.ts'
import { checkTemplate, compileTemplate, fillProfile } from '../../main/catalog/placeholders.ts'
import { readCatalog } from '../../main/catalog/read-catalog.ts'
import { parseSelector, unitMatches } from '../../main/catalog/selectors.ts'
import { asSessionName, fill } from '../../main/routes/names.ts'
import type { CatalogRow, Estate } from '../../shared/catalog.ts'
import { formatDuration, parseDuration } from '../../shared/duration.ts'
import { profileNamePattern, sessionNamePattern } from '../../shared/names.ts'
import { nearest } from '../../shared/nearest.ts'

const estateOf = (...texts: readonly string[]): Estate =>
  mergeEstate({
    revision: 1,
    personal: null,
    listings: [],
    parts: texts.map(text => {
      const read = readCatalog(text, 'test')
      if (!read.ok) throw new Error(JSON.stringify(read.failure))
      const { document } = read.value
      const row: CatalogRow = {
        name: document.name,
        title: null,
        source: '',
        kind: 'file',
        state: 'current',
        approvedRef: null,
        fetchedRef: null,
        signature: 'none',
        targets: 0,
      }
      return { row, document, expanded: expand(document, document.name) }
    }),
  })

const ops = `switchyard: 1
name: ops-hub
signIns: { ops: { kind: iam-user, account: ops, mfa: required }, root: { kind: iam-user, account: ops } }
accounts:
  ops: { id: "100000000002", name: Operations, unit: Users }
  acme: { id: "100000000101", name: "Acme / Europe", unit: Envs/Production, environment: production, tags: { client: acme } }
  globex: { id: "100000000102", name: acme, unit: Envs/Production, environment: production }
  staging: { id: "100000000011", unit: Envs, environment: staging }
roles:
  - { name: "{account}-production", accounts: { unit: Envs/Production }, from: ops }
  - { name: Deploy, accounts: [staging], from: ops }
  - { name: Read, accounts: [staging], from: ops }
  - { name: Admin, accounts: { unit: Envs/** }, from: root, breakGlass: true }
`
const other = `switchyard: 1
name: other
signIns: { ops: { kind: iam-user, account: hub } }
accounts: { hub: { id: "200000000001" }, staging: { id: "200000000011" } }
roles: [{ name: Deploy, accounts: staging, from: ops }]
`
const estate = estateOf(ops, other)
const found = (name: string): string => {
  const result = findTarget(estate, name)
  if (result.ok) return result.value.id
  const { failure } = result
  if (failure.kind === 'ambiguous-name') return `ambiguous: ${failure.candidates.join(' ')}`
  return failure.kind === 'unknown-name' ? `unknown: ${failure.nearest.join(' ')}` : failure.kind
}

describe('finding a target', () => {
  it.each([
    ['acme/acme-production', 'ops-hub:acme/acme-production'],
    ['ops-hub:acme/acme-production', 'ops-hub:acme/acme-production'],
    ['acme/ACME-production', 'ops-hub:acme/acme-production'],
    ['100000000101/acme-production', 'ops-hub:acme/acme-production'],
    ['Acme / Europe/acme-production', 'ops-hub:acme/acme-production'],
    ['acme', 'ops-hub:acme/acme-production'],
    ['ops-hub:acme', 'ops-hub:acme/acme-production'],
    ['100000000102', 'ops-hub:globex/globex-production'],
    ['acme / europe', 'ops-hub:acme/acme-production'],
    ['acme/Admin', 'ops-hub:acme/Admin'],
    ['other:staging', 'other:staging/Deploy'],
    ['staging/Deploy', 'ambiguous: ops-hub:staging/Deploy other:staging/Deploy'],
    ['staging', 'ambiguous: ops-hub:staging/Deploy staging/Read other:staging/Deploy'],
    ['ops-hub:staging', 'ambiguous: ops-hub:staging/Deploy staging/Read'],
    ['acme/acme-prodction', 'unknown: acme/acme-production'],
    ['acne', 'unknown: acme'],
    ['@prod', 'unknown: '],
    ['', 'unknown: '],
    ['/', 'unknown: '],
  ])('%s', (typed, expected) => {
    expect(found(typed)).toBe(expected)
  })

  it('never takes a break-glass role for an account alone', () => {
    const only = estateOf(ops.replace(/ {2}- \{ name: "\{account\}.*\n/, ''))
    const result = findTarget(only, 'acme')
    expect(result).toMatchObject({
      ok: false,
      failure: { kind: 'ambiguous-name', candidates: ['acme/Admin'] },
    })
  })

  it('leaves out what is known not to be granted', () => {
    const result = findTarget(estate, 'ops-hub:staging', { fits: target => target.role === 'Read' })
    expect(result.ok && result.value.role).toBe('Read')
  })

  it('finds sign-ins by key and in full', () => {
    expect(findSignIn(estate, 'root')).toMatchObject({ ok: true, value: { id: 'ops-hub:root' } })
    expect(findSignIn(estate, 'other:ops')).toMatchObject({ ok: true, value: { id: 'other:ops' } })
    expect(findSignIn(estate, 'ops')).toMatchObject({
      ok: false,
      failure: { candidates: ['ops-hub:ops', 'other:ops'] },
    })
    expect(findSignIn(estate, 'rot')).toMatchObject({
      ok: false,
      failure: { kind: 'unknown-name', nearest: ['root'] },
    })
    expect([signInName(estate, 'ops-hub:root'), signInName(estate, 'other:ops')]).toEqual([
      'root',
      'other:ops',
    ])
  })
})

describe('selectors', () => {
  const select = (text: string): string[] | string => {
    const result = parseSelector(text)
    return result.ok
      ? [...estate.targets.values()].filter(result.value).map(target => target.id)
      : result.failure.kind
  }
  it.each([
    ['environment=production role=Admin', ['ops-hub:acme/Admin', 'ops-hub:globex/Admin']],
    ['tag:client=acme', ['ops-hub:acme/acme-production', 'ops-hub:acme/Admin']],
    ['unit=Envs/** role=Deploy,Read', ['ops-hub:staging/Deploy', 'ops-hub:staging/Read']],
    ['unit=Envs', ['ops-hub:staging/Deploy', 'ops-hub:staging/Read', 'ops-hub:staging/Admin']],
    ['catalog=other', ['other:staging/Deploy']],
    ['environment=nowhere', []],
    ['enviroment=production', 'usage'],
    ['', 'usage'],
    ['role=', 'usage'],
  ])('%s', (text, expected) => {
    expect(select(text)).toEqual(expected)
  })
  it('takes all', () => expect(select('all')).toHaveLength(estate.targets.size))

  it.each([
    ['Envs/**', 'Envs', true],
    ['Envs/**', 'Envs/Production/EU', true],
    ['Envs/**', 'Envshop', false],
    ['Envs/*', 'Envs/Production', true],
    ['Envs/*', 'Envs', false],
    ['Envs/*', 'Envs/Production/EU', false],
    ['Envs', 'Envs/Production', false],
    ['**', null, true],
    ['*', 'Envs', true],
    ['*', null, false],
  ])('%s and %s: %s', (pattern, unit, expected) => {
    expect(unitMatches(pattern, unit)).toBe(expected)
  })
})

describe('placeholders', () => {
  const account = { key: 'acme', id: '100000000101', name: 'Acme', tags: { client: 'acme corp' } }
  it('fills in what the account says, and leaves the person for later', () => {
    expect(
      compileTemplate('{account}-{account.id}-{account.name}-{tag:client}-{user}-{role}')(account, 'Reader'),
    ).toEqual({
      text: 'acme-100000000101-Acme-acme corp-{user}-Reader',
      missing: null,
    })
    expect(compileTemplate('{tag:team}')(account).missing).toBe('team')
  })
  it('says what is wrong with a template', () => {
    expect(checkTemplate('{account}-{tag:x}', false)).toBeNull()
    expect(checkTemplate('{user}-{ticket}-{role}', true)).toBeNull()
    expect(checkTemplate('{user}', false)).toContain('before a session starts')
    expect(checkTemplate('{usr}', true)).toContain('Did you mean "user"')
    expect(checkTemplate('a}', true)).toContain('brace')
  })
  it('fills in the person, and drops the joint of a ticket that is not there', () => {
    const sessionName = (template: string, user: string, ticket: string | null) =>
      asSessionName(fill(template, { user, ticket }))
    expect(sessionName('{user}-{ticket}', 'ana', 'OPS-12')).toBe('ana-OPS-12')
    expect(sessionName('{user}-{ticket}', 'ana', null)).toBe('ana')
    expect(sessionName('{user}', 'ana maría/ops', null)).toBe('ana-mar-a-ops')
    expect(sessionName('{user}', 'a', null)).toBe('a-')
    expect(sessionName('{ticket}', 'ana', null)).toBe('switchyard')
    // What a text means to a program's replacing is a letter like any other here.
    expect(sessionName('{user}-{ticket}', 'ana', 'A$&B')).toBe('ana-A-B')
    expect(fillProfile('{user} x', { user: 'ana' })).toBe('ana-x')
  })
  it('yields what AWS and the profile files take, whatever the person is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (user, ticket) => {
        expect(asSessionName(fill('{user}-{ticket}', { user, ticket }))).toMatch(sessionNamePattern)
        expect(fillProfile('{user}{ticket}', { user, ticket })).toMatch(profileNamePattern)
      }),
    )
  })
})

describe('lengths of time', () => {
  it.each([
    ['1h', 3600],
    ['15m', 900],
    ['90s', 90],
    ['1h30m', 5400],
    ['3600', 3600],
    ['1d', 86_400],
    ['', null],
    ['1', 1],
    ['-1h', null],
    ['1 h', null],
    ['1.5h', null],
    ['h', null],
  ])('%s', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds)
  })
  it('writes what it reads', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999 }),
        seconds => parseDuration(formatDuration(seconds)) === seconds,
      ),
    )
  })
})

describe('nearest', () => {
  it.each([
    ['enviroment', 'environment'],
    ['frmo', 'from'],
    ['prod', 'production'],
    ['zzz', undefined],
  ])('%s', (typed, expected) => {
    expect(nearest(typed, ['environment', 'from', 'production', 'accounts'])[0]).toBe(expected)
  })
})
