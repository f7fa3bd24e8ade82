// The personal layer on a real disk: edited with its comments kept, and its last good copy.
import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { desk, estate, failure, value } from '../support/catalog-desk.ts'

describe('the personal layer', () => {
  it('keeps every comment while pins and wishes come and go', async () => {
    const { store, file, home } = await desk()
    value(await store.add(file))
    const mine = `# Mine, by hand.
switchyard: 1
name: personal # never another

catalogs:
  hub:
    # The user I am.
    signIns:
      ops: { userName: ana }
`
    await writeFile(home.paths.personal, mine)
    expect((await estate(store)).signIns.get('hub:ops')).toMatchObject({ userName: 'ana' })
    value(await store.setPin('hub:acme/acme-production', 'prod'))
    value(
      await store.setTarget('hub:acme/acme-production', {
        profile: 'acme',
        duration: 5400,
        color: 'blue',
        hidden: true,
      }),
    )
    value(
      await store.setSignIn('hub:ops', {
        mfaSerial: 'arn:aws:iam::100000000002:mfa/ana',
        groups: ['production'],
      }),
    )
    const written = await readFile(home.paths.personal, 'utf8')
    for (const comment of ['# Mine, by hand.', '# never another', '# The user I am.'])
      expect(written).toContain(comment)
    const now = await estate(store)
    expect(now.pins.get('prod')).toBe('hub:acme/acme-production')
    expect(now.targets.get('hub:acme/acme-production')).toMatchObject({
      profile: 'acme',
      duration: 5400,
      personal: { hidden: true, color: 'blue' },
    })
    expect(now.signIns.get('hub:ops')).toMatchObject({
      userName: 'ana',
      mfaSerial: 'arn:aws:iam::100000000002:mfa/ana',
      groups: ['production'],
    })

    value(
      await store.setTarget('hub:acme/acme-production', {
        profile: null,
        duration: null,
        color: null,
        hidden: false,
      }),
    )
    value(await store.setSignIn('hub:ops', { mfaSerial: null, groups: null }))
    value(await store.removePin('@prod'))
    expect(await readFile(home.paths.personal, 'utf8')).toBe(mine)
  })

  it('is made by the first pin, and a pin names one target', async () => {
    const { store, file, home } = await desk()
    value(await store.add(file))
    expect(value(await store.setPin('hub:acme/Admin', 'glass'))).toEqual({
      pin: 'glass',
      target: 'hub:acme/Admin',
    })
    expect(failure(await store.setPin('hub:acme/acme-production', 'glass'))).toEqual({
      kind: 'name-taken',
      what: 'pin',
      name: 'glass',
    })
    value(await store.setPin('hub:acme/Admin', 'glass2'))
    expect([...(await estate(store)).pins.keys()]).toEqual(['glass2'])
    for (const name of ['a b', '', '-x', 'a\nb', 'x'.repeat(41)])
      expect(failure(await store.setPin('hub:acme/Admin', name))?.kind).toBe('bad-input')
    expect(failure(await store.removePin('glas2'))).toMatchObject({
      kind: 'unknown-name',
      what: 'pin',
      nearest: ['glass2'],
    })
    expect((await stat(home.paths.personal)).mode & 0o777).toBe(0o600)
    expect(value(await store.list()).map(one => [one.name, one.kind])).toEqual([
      ['hub', 'file'],
      ['personal', 'personal'],
    ])
  })

  it('that is broken stays as it was, also on disk, and says so', async () => {
    const { store, again, file, home } = await desk()
    value(await store.add(file))
    value(await store.setPin('hub:acme/Admin', 'glass'))
    await writeFile(home.paths.personal, 'switchyard: 1\nname: personal\ncatalog: {}\n')
    for (const one of [store, again()]) {
      expect((await estate(one)).pins.get('glass')).toBe('hub:acme/Admin')
      expect(value(await one.list())[1]).toMatchObject({
        name: 'personal',
        state: 'invalid',
        problem: expect.stringContaining('Did you mean "catalogs"'),
      })
      expect(failure(await one.setPin('hub:acme/Admin', 'other'))?.kind).toBe('catalog-invalid')
    }
    expect(await readFile(home.paths.personal, 'utf8')).toBe('switchyard: 1\nname: personal\ncatalog: {}\n')
    await rm(home.paths.personal)
    expect((await estate(store)).pins.size).toBe(0)
  })

  it.each([
    ['catalogs:\n  hub: &all\n    targets: { acme/X: { hidden: true } }\n  other: *all\n', 5, 5, '*all too'],
    ['catalogs:\n  other: &all\n    targets: { acme/X: { hidden: true } }\n  hub: *all\n', 6, 8, '&all'],
    ['catalogs: &one hub: { targets: { acme/X: { hidden: true } } }\n', 3, 11, 'not be changed from here'],
  ])('%j is read, and not changed from here', async (catalogs, line, column, words) => {
    const { store, file, home } = await desk()
    value(await store.add(file))
    const written = `switchyard: 1\nname: personal\n${catalogs}`
    await writeFile(home.paths.personal, written)
    expect(value(await store.list())[1]).toMatchObject({ name: 'personal', state: 'current' })
    expect(failure(await store.setPin('hub:acme/Admin', 'glass'))).toMatchObject({
      kind: 'catalog-invalid',
      problems: [{ line, column, message: expect.stringContaining(words) }],
    })
    expect(await readFile(home.paths.personal, 'utf8')).toBe(written)
  })
})
