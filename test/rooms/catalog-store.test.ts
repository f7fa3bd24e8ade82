// The store on a real disk: first approval, updates that wait, the last good copy, the personal layer.
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type CatalogStore, createCatalogStore } from '../../main/catalog/store.ts'
import { createClock } from '../../main/clock.ts'
import type { CatalogRow, Estate } from '../../shared/catalog.ts'
import type { Result } from '../../shared/result.ts'
import { type TempHome, tempHome } from '../support/temp-home.ts'

const text = `switchyard: 1
name: hub
title: Northwind
signIns: { ops: { kind: iam-user, account: ops, mfa: required } }
environments: { production: { mfa: required } }
accounts:
  ops: { id: "100000000002" }
  acme: { id: "100000000101", environment: production, facts: { budget: 1800 USD } }
roles:
  - { name: "{account}-production", accounts: acme, from: ops, mfa: required }
  - { name: Admin, accounts: acme, from: ops, breakGlass: true }
`
type Desk = {
  readonly home: TempHome
  readonly file: string
  readonly store: CatalogStore
  readonly again: () => CatalogStore
  readonly write: (content: string) => Promise<void>
}

const desk = async (content = text): Promise<Desk> => {
  const home = await tempHome()
  const file = join(home.folder, 'team', 'switchyard.yaml')
  await mkdir(join(home.folder, 'team'))
  const write = (now: string): Promise<void> => writeFile(file, now)
  await write(content)
  const again = (): CatalogStore => createCatalogStore({ paths: home.paths, clock: createClock() })
  return { home, file, store: again(), again, write }
}
const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
const failure = (result: Result<unknown>) => (result.ok ? null : result.failure)
const row = async (store: CatalogStore): Promise<CatalogRow> => value(await store.list())[0] as CatalogRow
const estate = async (store: CatalogStore): Promise<Estate> => value(await store.estate())
const acme = async (store: CatalogStore): Promise<string | undefined> =>
  (await estate(store)).targets.get('hub:acme/acme-production')?.account.id

describe('adding', () => {
  it('approves the file as it is, tells what it holds, and is there after a restart', async () => {
    const { store, again, file, home } = await desk()
    expect(value(await store.add(file))).toEqual({
      name: 'hub',
      summary: [
        'Northwind: 2 accounts, 2 targets.',
        'Sign-in ops: an IAM user in ops (100000000002), with MFA.',
        'production asks for MFA.',
        '1 target for emergencies only.',
      ],
    })
    for (const one of [store, again()]) {
      expect(await row(one)).toEqual({
        name: 'hub',
        title: 'Northwind',
        source: file,
        kind: 'file',
        state: 'current',
        approvedRef: expect.stringMatching(/^[0-9a-f]{12}$/),
        fetchedRef: (await row(one)).approvedRef,
        signature: 'none',
        targets: 2,
      })
      expect(await acme(one)).toBe('100000000101')
    }
    const folder = join(home.paths.catalogs, 'hub')
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect((await stat(join(folder, 'approved.yaml'))).mode & 0o777).toBe(0o600)
  })

  it('takes another name, and refuses one that is taken or cannot be', async () => {
    const { store, file } = await desk()
    expect(value(await store.add(file, { name: 'team-a' })).name).toBe('team-a')
    expect([...(await estate(store)).targets.keys()]).toContain('team-a:acme/acme-production')
    expect(failure(await store.add(file, { name: 'team-a' }))).toEqual({
      kind: 'name-taken',
      what: 'catalog',
      name: 'team-a',
    })
    expect(failure(await store.add(file, { name: 'personal' }))?.kind).toBe('name-taken')
    expect(failure(await store.add(file, { name: 'Team A' }))?.kind).toBe('bad-input')
    expect(failure(await store.add(file, { name: '../x' }))?.kind).toBe('bad-input')
  })

  it('refuses what is no local file, and what is no catalog', async () => {
    const { store, file, home, write } = await desk()
    expect(failure(await store.add('https://example.com/switchyard.yaml'))?.kind).toBe('usage')
    expect(failure(await store.add('git@example.com:team/catalog.git'))?.kind).toBe('usage')
    expect(failure(await store.add(''))?.kind).toBe('usage')
    expect(failure(await store.add(join(home.folder, 'nothing.yaml')))).toMatchObject({
      kind: 'file-unreadable',
      said: 'There is no such file.',
    })
    expect(failure(await store.add(join(home.folder, 'team')))).toMatchObject({
      kind: 'file-unreadable',
      said: expect.stringContaining('switchyard.yaml'),
    })
    await write(text.replace('100000000101', '1'))
    expect(failure(await store.add(file))).toMatchObject({
      kind: 'catalog-invalid',
      problems: [{ line: 8, path: 'accounts.acme.id' }],
    })
    expect(value(await store.list())).toEqual([])
    await write(text)
    expect((await store.add(`file://${file}`)).ok).toBe(true)
  })
})

describe('an update', () => {
  it('that steers nothing is in force at once', async () => {
    const { store, file, write } = await desk()
    value(await store.add(file))
    const before = await row(store)
    await write(text.replace('1800 USD', '2100 USD').replace('Northwind', 'Southwind'))
    expect(await row(store)).toMatchObject({ state: 'current', title: 'Southwind' })
    expect((await row(store)).approvedRef).not.toBe(before.approvedRef)
    expect((await estate(store)).targets.get('hub:acme/Admin')?.account.facts).toEqual({ budget: '2100 USD' })
  })

  it('that steers waits for approval, also after a restart, and takes its other changes with it', async () => {
    const { store, again, file, write } = await desk()
    value(await store.add(file))
    await write(text.replace('100000000101', '100000000999').replace('Northwind', 'Southwind'))
    for (const one of [store, again()]) {
      expect(await row(one)).toMatchObject({ state: 'awaiting-approval', title: 'Northwind' })
      expect(await acme(one)).toBe('100000000101')
    }
    const difference = value(await store.difference('hub'))
    expect(difference).toMatchObject({
      name: 'hub',
      from: (await row(store)).approvedRef,
      to: (await row(store)).fetchedRef,
      steering: [
        {
          path: 'accounts.acme.id',
          before: '100000000101',
          after: '100000000999',
          sentence: 'acme would be a different account.',
        },
      ],
      cosmetic: [{ path: 'title' }],
    })
    expect(value(await store.approve('hub')).map(change => change.path)).toEqual([
      'accounts.acme.id',
      'title',
    ])
    for (const one of [store, again()]) {
      expect(await row(one)).toMatchObject({ state: 'current', title: 'Southwind' })
      expect(await acme(one)).toBe('100000000999')
    }
    expect(value(await store.approve('hub'))).toEqual([])
    expect(value(await store.difference('hub'))).toMatchObject({ steering: [], cosmetic: [] })
  })

  it('is approved as it was seen, not as the file became meanwhile', async () => {
    const { store, file, write } = await desk()
    value(await store.add(file))
    await write(text.replace('100000000101', '100000000999'))
    const seen = value(await store.difference('hub'))
    await write(text.replace('100000000101', '666666666666'))
    value(await store.approve('hub', { ref: seen.to as string }))
    expect(await acme(store)).toBe('100000000999')
    expect((await row(store)).state).toBe('awaiting-approval')
    // Another look replaced the copy that was seen: then nothing is approved.
    await write(text.replace('100000000101', '777777777777'))
    await estate(store)
    expect(failure(await store.approve('hub', { ref: seen.to as string }))).toMatchObject({
      kind: 'approval-needed',
      catalog: 'hub',
    })
    expect(await acme(store)).toBe('100000000999')
  })

  it('that is taken back needs no approval any more', async () => {
    const { store, file, write } = await desk()
    value(await store.add(file))
    await write(text.replace('from: ops, breakGlass', 'from: ops, externalId: xx, breakGlass'))
    expect((await row(store)).state).toBe('awaiting-approval')
    await write(text)
    expect((await row(store)).state).toBe('current')
    expect(value(await store.difference('hub')).steering).toEqual([])
  })

  it('that is broken leaves the last good copy, is never approved, and mends', async () => {
    const { store, again, file, write } = await desk()
    value(await store.add(file))
    await write(text.replace('accounts: acme', 'acounts: acme'))
    for (const one of [store, again()]) {
      expect(await row(one)).toMatchObject({
        state: 'invalid',
        problem: expect.stringContaining('Did you mean "accounts"'),
      })
      expect(await acme(one)).toBe('100000000101')
      expect(failure(await one.difference('hub'))).toMatchObject({
        kind: 'catalog-invalid',
        problems: [{ line: 10 }],
      })
      expect(failure(await one.approve('hub'))?.kind).toBe('catalog-invalid')
    }
    await write('')
    expect((await row(store)).state).toBe('invalid')
    await write(text)
    expect(await row(store)).toMatchObject({ state: 'current' })
    expect(await row(store)).not.toHaveProperty('problem')
  })

  it('cannot bring a command or a profile', async () => {
    const { store, file, write } = await desk()
    value(await store.add(file))
    await write(
      text.replace('kind: iam-user, account: ops, mfa: required', 'kind: command, command: [touch, /tmp/x]'),
    )
    expect(await row(store)).toMatchObject({
      state: 'invalid',
      problem: expect.stringContaining('cannot run commands'),
    })
  })

  it('whose file is gone leaves the last good copy', async () => {
    const { store, again, file, write } = await desk()
    value(await store.add(file))
    await rm(file)
    for (const one of [store, again()]) {
      expect(await row(one)).toMatchObject({
        state: 'offline',
        problem: `${file} cannot be read: There is no such file.`,
      })
      expect(await acme(one)).toBe('100000000101')
    }
    await write(text)
    expect((await row(store)).state).toBe('current')
  })
})

describe('removing', () => {
  it('forgets a catalog, and names the nearest when there is none', async () => {
    const { store, file } = await desk()
    value(await store.add(file))
    for (const call of [store.remove('hab'), store.approve('hab'), store.difference('hab')])
      expect(failure(await call)).toEqual({
        kind: 'unknown-name',
        what: 'catalog',
        name: 'hab',
        nearest: ['hub'],
      })
    value(await store.remove('hub'))
    expect(value(await store.list())).toEqual([])
    expect((await store.add(file)).ok).toBe(true)
  })
})

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
})

describe('the estate', () => {
  it('is the very same value while nothing changed, and tells when something did', async () => {
    const { store, file, write } = await desk()
    value(await store.add(file))
    const first = await estate(store)
    let told = 0
    const stop = store.onChange(() => told++)
    expect(await estate(store)).toBe(first)
    await Promise.all(Array.from({ length: 20 }, () => store.estate()))
    expect(told).toBe(0)
    await write(text.replace('1800 USD', '1900 USD'))
    const second = await estate(store)
    expect(second.revision).toBeGreaterThan(first.revision)
    expect(told).toBeGreaterThan(0)
    stop()
    const before = told
    await store.setListings([])
    expect(told).toBe(before)
  })

  it('follows files of a process that stays', async () => {
    const { store, file, write } = await desk()
    value(await store.add(file))
    const stop = store.watch()
    const changed = new Promise<void>(resolve => store.onChange(resolve))
    await write(text.replace('100000000101', '100000000999'))
    await changed
    stop()
    expect((await row(store)).state).toBe('awaiting-approval')
  })

  it('is shared by two processes without a word between them', async () => {
    const { store, again, file } = await desk()
    const other = again()
    expect((await estate(other)).targets.size).toBe(0)
    value(await store.add(file))
    expect((await estate(other)).targets.size).toBe(2)
    value(await other.setPin('hub:acme/Admin', 'glass'))
    expect((await estate(store)).pins.size).toBe(1)
    value(await other.remove('hub'))
    expect((await estate(store)).targets.size).toBe(0)
  })

  it('is the same from the fast form and from the text', async () => {
    const { store, again, file, home } = await desk()
    value(await store.add(file))
    const fast = [...(await estate(again())).targets.values()]
    await rm(join(home.paths.catalogs, 'hub', 'compiled.json'))
    expect([...(await estate(again())).targets.values()]).toEqual(fast)
    // A fast form of another text is not believed.
    const compiled = join(home.paths.catalogs, 'hub', 'compiled.json')
    await writeFile(
      compiled,
      (await readFile(compiled, 'utf8'))
        .replace(/"hash":"[0-9a-f]+"/, '"hash":"00"')
        .replace('100000000101', '999999999999'),
    )
    expect(await acme(again())).toBe('100000000101')
    await writeFile(compiled, '{')
    expect(await acme(again())).toBe('100000000101')
  })
})
