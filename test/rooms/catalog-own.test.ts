// A person's own accounts, roles and sign-ins: added, changed and taken away in the file they may also write by hand.
import { readFile, rm, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { desk, estate, failure, value } from '../support/catalog-desk.ts'

const account = { id: '100000000777', name: 'Side project', environment: 'sandbox' }

describe('what is a person’s own', () => {
  it('is added, changed field by field and taken away, and every comment stays', async () => {
    const { store, home } = await desk()
    await writeFile(home.paths.personal, '# Mine.\nswitchyard: 1\nname: personal\n')
    value(await store.setOwn({ kind: 'accounts', key: 'side', fields: account, fresh: true }))
    value(
      await store.setOwn({
        kind: 'signIns',
        key: 'work',
        fields: { kind: 'command', command: ['op', 'read', 'a b'] },
        fresh: true,
      }),
    )
    const role = { name: 'Admin', accounts: ['side'], from: 'work', externalId: null }
    value(await store.setOwnRole({ at: null, fields: role }))
    value(await store.setOwnRole({ at: null, fields: { ...role, name: 'Reader' } }))
    expect([...(await estate(store)).targets.keys()]).toEqual(['personal:side/Admin', 'personal:side/Reader'])
    expect(await readFile(home.paths.personal, 'utf8')).toBe(`# Mine.
switchyard: 1
name: personal
accounts:
  side: { id: 100000000777, name: Side project, environment: sandbox }
signIns:
  work: { kind: command, command: [ op, read, a b ] }
roles:
  - { name: Admin, accounts: [ side ], from: work }
  - { name: Reader, accounts: [ side ], from: work }
`)

    value(await store.setOwnRole({ at: 0, was: 'Admin', fields: { name: 'Owner', externalId: 'x-1' } }))
    value(await store.setOwn({ kind: 'accounts', key: 'side', fields: { name: null, unit: 'Own' } }))
    const view = value(await store.personal())
    expect(view.accounts).toEqual([
      { key: 'side', id: '100000000777', name: null, unit: 'Own', environment: 'sandbox', color: null },
    ])
    expect(view.roles.map(({ name, externalId, targets }) => [name, externalId, targets])).toEqual([
      ['Owner', 'x-1', 1],
      ['Reader', null, 1],
    ])
    expect(view.signIns).toEqual([{ key: 'work', kind: 'command', words: 'op and 2 words more' }])

    expect(failure(await store.setOwnRole({ at: 0, was: 'Admin', fields: null }))?.kind).toBe('file-changed')
    value(await store.setOwnRole({ at: 1, was: 'Reader', fields: null }))
    value(await store.setOwnRole({ at: 0, was: 'Owner', fields: null }))
    value(await store.setOwn({ kind: 'signIns', key: 'work', fields: null }))
    value(await store.setOwn({ kind: 'accounts', key: 'side', fields: null }))
    expect(await readFile(home.paths.personal, 'utf8')).toBe('# Mine.\nswitchyard: 1\nname: personal\n')
  })

  it('is refused where it does not fit, and nothing is written', async () => {
    const { store, home } = await desk()
    value(await store.setOwn({ kind: 'accounts', key: 'side', fields: account, fresh: true }))
    const before = await readFile(home.paths.personal, 'utf8')
    expect(
      failure(await store.setOwn({ kind: 'accounts', key: 'side', fields: account, fresh: true })),
    ).toEqual({ kind: 'name-taken', what: 'account', name: 'side' })
    for (const wish of [
      { kind: 'accounts', key: 'Side!', fields: account },
      { kind: 'accounts', key: 'other', fields: { id: '12' } },
      { kind: 'accounts', key: 'side', fields: { colour: 'red' } },
      {
        kind: 'signIns',
        key: 'p',
        fields: { kind: 'identity-center', startUrl: 'http://x/start', region: 'eu-west-1' },
      },
    ] as const)
      expect(failure(await store.setOwn(wish))?.kind).toBe('catalog-invalid')
    expect(
      failure(await store.setOwnRole({ at: null, fields: { name: 'A', accounts: 'side', from: 'nobody' } })),
    ).toMatchObject({
      kind: 'catalog-invalid',
      problems: expect.arrayContaining([
        expect.objectContaining({ path: 'roles[0].from', message: expect.stringContaining('nobody') }),
      ]),
    })
    expect(await readFile(home.paths.personal, 'utf8')).toBe(before)
  })

  it('is brought back by one step of undo, every byte, unless the file has another word since', async () => {
    const { store, home } = await desk()
    const mine =
      'switchyard: 1\nname: personal\naccounts: # here\n  a: { id: "100000000001", tags: { x: y } }\n  b: { id: "100000000002" }\n'
    await writeFile(home.paths.personal, mine)
    value(await store.setOwn({ kind: 'accounts', key: 'a', fields: null }))
    expect(value(await store.personal())).toMatchObject({ undo: true, accounts: [{ key: 'b' }] })
    value(await store.undoPersonal())
    expect(await readFile(home.paths.personal, 'utf8')).toBe(mine)
    expect(value(await store.personal())).toMatchObject({
      undo: false,
      accounts: [{ key: 'a' }, { key: 'b' }],
    })

    value(await store.setOwn({ kind: 'accounts', key: 'a', fields: null }))
    await writeFile(home.paths.personal, `${mine}# by hand\n`)
    expect(failure(await store.undoPersonal())).toEqual({ kind: 'file-changed', path: home.paths.personal })
    expect(await readFile(home.paths.personal, 'utf8')).toBe(`${mine}# by hand\n`)

    // All that is personal about a target goes and comes back in one step, also what was never said.
    const about = `${mine}catalogs:\n  team:\n    targets:\n      acme/Admin: { pin: prod, color: blue }\n`
    await writeFile(home.paths.personal, about)
    const nothing = { pin: null, profile: null, color: null, duration: null, hidden: null } as const
    value(await store.setTarget('team:acme/Admin', nothing))
    value(await store.setTarget('team:acme/Admin', nothing))
    expect(value(await store.personal())).toMatchObject({ undo: true, aboutTargets: [] })
    value(await store.undoPersonal())
    expect(await readFile(home.paths.personal, 'utf8')).toBe(about)

    await rm(home.paths.personal)
    value(await store.setOwn({ kind: 'accounts', key: 'a', fields: { id: '100000000001' }, fresh: true }))
    value(await store.undoPersonal())
    expect(value(await store.personal())).toMatchObject({ exists: false, accounts: [], problems: [] })
  })

  it('says line and column of what is broken while the last good copy holds', async () => {
    const { store, home } = await desk()
    value(await store.setOwn({ kind: 'accounts', key: 'side', fields: account, fresh: true }))
    await estate(store)
    await writeFile(home.paths.personal, 'switchyard: 1\nname: personal\naccount: {}\n')
    const view = value(await store.personal())
    expect(view.problems).toMatchObject([
      { line: 3, column: 1, message: expect.stringContaining('"accounts"') },
    ])
    expect(view.accounts.map(({ key }) => key)).toEqual(['side'])
  })
})
