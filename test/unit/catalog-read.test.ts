// A catalog's text becomes a document, or problems that say where and why.
import { describe, expect, it } from 'vitest'
import { readCatalog } from '../../main/catalog/read-catalog.ts'
import type { Problem } from '../../shared/failure.ts'

const small = `switchyard: 1
name: small
signIns:
  ops: { kind: iam-user, account: ops, mfa: required }
accounts:
  ops: { id: 012345678901 }
  acme: { id: "100000000101", name: Acme }
roles:
  - name: "{account}-production"
    accounts: acme
    from: ops
`

const problemsOf = (text: string | Uint8Array, kind: 'team' | 'personal' = 'team'): readonly Problem[] => {
  const read = readCatalog(text, 'switchyard.yaml', kind)
  if (read.ok) return read.value.warnings
  expect(read.failure.kind).toBe('catalog-invalid')
  return read.failure.kind === 'catalog-invalid' ? read.failure.problems : []
}
const first = (text: string): Problem => problemsOf(text)[0] as Problem

describe('reading', () => {
  it('reads YAML, and keeps the leading zero of an unquoted id', () => {
    const read = readCatalog(small, 'x')
    if (!read.ok) throw new Error(JSON.stringify(read.failure))
    expect(read.value.document.accounts?.ops?.id).toBe('012345678901')
    expect(read.value.warnings).toEqual([])
  })

  it('reads JSON alike', () => {
    const json = {
      switchyard: 1,
      name: 'small',
      signIns: { ops: { kind: 'iam-user', account: 'ops' } },
      accounts: { ops: { id: '100000000002', checklist: [{ title: 'CloudTrail', done: true }] } },
      roles: [{ name: 'Reader', accounts: 'ops', from: 'ops', duration: '4h', breakGlass: false }],
    }
    const read = readCatalog(JSON.stringify(json, null, 2), 'x')
    if (!read.ok) throw new Error(JSON.stringify(read.failure))
    expect(read.value.document.roles?.[0]?.duration).toBe(14_400)
    expect(read.value.document.accounts?.ops?.checklist).toEqual([{ title: 'CloudTrail', done: true }])
  })

  it('takes aliases within reason', () => {
    const text = small
      .replace('{ id: 012345678901 }', '{ id: 012345678901, tags: &tags { team: ops } }')
      .replace('name: Acme }', 'name: Acme, tags: *tags }')
    const read = readCatalog(text, 'x')
    expect(read.ok && read.value.document.accounts?.acme?.tags).toEqual({ team: 'ops' })
  })

  it('takes a policy as JSON text and as a map, and keeps what JSON would', () => {
    const role = (policy: string): string => `${small}    policy: ${policy}\n`
    const map = readCatalog(
      role(
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "Bool": { "x": false } } }] }',
      ),
      'x',
    )
    expect(map.ok && JSON.parse(map.value.document.roles?.[0]?.policy ?? '')).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: { x: false } } }],
    })
    expect(first(role("'not json'")).message).toContain('policy in JSON')
  })
})

describe('problems', () => {
  it.each([
    [
      'an unknown key, with the nearest known one',
      small.replace('from: ops', 'form: ops'),
      11,
      5,
      'roles[0].form',
      'Did you mean "from"',
    ],
    ['a key that is missing', small.replace('    from: ops\n', ''), 9, 5, 'roles[0]', '"from" is missing'],
    [
      'an id that is not 12 digits',
      small.replace('"100000000101"', '"10000000010"'),
      7,
      15,
      'accounts.acme.id',
      '12 digits',
    ],
    ['a duplicate key', small.replace('  acme:', '  ops:'), 7, 3, 'accounts.ops', 'written twice'],
    ['a key that is no key', small.replace('  acme:', '  Acme!:'), 7, 3, 'accounts.Acme!', 'a key'],
    [
      '__proto__',
      small.replace('  acme:', '  __proto__:'),
      7,
      3,
      'accounts.__proto__',
      'cannot be used as a key',
    ],
    [
      'constructor',
      small.replace('name: Acme }', 'tags: { constructor: x } }'),
      7,
      39,
      'accounts.acme.tags.constructor',
      'cannot be used',
    ],
    [
      'a merge key',
      small.replace('name: Acme }', '<<: { name: x } }'),
      7,
      31,
      'accounts.acme.<<',
      'Merge keys',
    ],
    [
      'a tag',
      small.replace('name: Acme', 'name: !!js/function x'),
      7,
      51,
      'accounts.acme.name',
      'Tags are not known',
    ],
    ['a second document', `${small}---\nswitchyard: 1\n`, 12, 1, '(document)', 'one catalog'],
    ['a % line', `%YAML 1.1\n---\n${small}`, 1, 1, '(document)', '% lines'],
    [
      'a tag of another kind',
      small.replace('name: Acme', 'name: !!map Acme'),
      7,
      43,
      'accounts.acme.name',
      'Tags',
    ],
    ['a key that is a list', small.replace('  acme:', '  [acme]:'), 7, 3, 'accounts', 'plain word'],
    ['no key', small.replace('name: Acme', ': Acme'), 7, 9, 'accounts.acme', 'plain word'],
    ['an empty file', '# nothing\n', 1, 1, '(document)', 'empty'],
    ['a list', '- a\n', 1, 1, '(document)', 'must be a map'],
    ['broken YAML', `${small}   x: [\n`, 12, 4, '(document)', 'indented unlike'],
    [
      'a version of another day',
      small.replace('switchyard: 1', 'switchyard: 2'),
      1,
      13,
      'switchyard',
      'one of: 1',
    ],
    [
      'a wrong kind of value',
      small.replace('accounts: acme', 'accounts: 5x5 !'),
      10,
      15,
      'roles[0].accounts',
      'a key',
    ],
    [
      'an alias to nothing',
      small.replace('name: Acme', 'name: *gone'),
      7,
      37,
      'accounts.acme.name',
      'No anchor',
    ],
    [
      'an alias to itself',
      small.replace('tags: x', '').replace('name: Acme', 'tags: &a { x: *a }'),
      7,
      45,
      'accounts.acme.tags.x',
      'contains itself',
    ],
    ['a quoted true', `${small}    breakGlass: "true"\n`, 12, 17, 'roles[0].breakGlass', 'without quotes'],
  ])('%s', (_what, text, line, column, path, words) => {
    const problem = first(text)
    expect({ line: problem.line, column: problem.column, path: problem.path }).toEqual({ line, column, path })
    expect(problem.message).toContain(words)
    expect(problem.message).toMatch(/[.?]$/)
  })

  it('tells every problem of a file at once, in its order', () => {
    const text = small
      .replace('id: 012345678901', 'id: 12')
      .replace('kind: iam-user', 'kind: iam-usr')
      .replace('from: ops', 'frm: ops')
    expect(problemsOf(text).map(problem => problem.line)).toEqual([4, 6, 11])
  })

  it('stops at a hundred', () => {
    const accounts = Array.from({ length: 500 }, (_, index) => `  a${index}: { id: x }`).join('\n')
    expect(problemsOf(`switchyard: 1\nname: x\naccounts:\n${accounts}\n`)).toHaveLength(100)
  })

  it('keeps what is personal out of a shared catalog, and in the personal layer', () => {
    expect(first(small.replace('mfa: required }', 'userName: ana }')).message).toContain('personal layer')
    expect(
      first(
        small.replace('kind: iam-user, account: ops, mfa: required', 'kind: command, command: [rm, -rf, /]'),
      ).message,
    ).toContain('cannot run commands')
    expect(
      first(small.replace('kind: iam-user, account: ops, mfa: required', 'kind: profile, profile: work'))
        .message,
    ).toContain('personal layer')
    expect(first(`${small}catalogs: {}\n`).message).toContain('personal layer')
    const personal = `switchyard: 1
name: personal
signIns:
  machine: { kind: command, command: [op, read, "op://vault/key"] }
  work: { kind: profile, profile: work }
catalogs:
  ops-hub:
    signIns: { ops: { userName: ana, mfaSerial: "arn:aws:iam::100000000002:mfa/ana" } }
    targets: { acme/acme-production: { pin: prod, profile: acme, color: blue, duration: 4h, hidden: false } }
`
    expect(problemsOf(personal, 'personal')).toEqual([])
    expect(problemsOf(personal.replace('acme/acme-production', 'acme'), 'personal')[0]?.message).toContain(
      'account/Role',
    )
    expect(problemsOf(personal.replace('mfa/ana', 'u2f/user/ana/x'), 'personal')[0]?.message).toContain(
      'security key',
    )
  })
})
