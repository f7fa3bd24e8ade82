// The store on a real disk: first approval, updates that wait, the last good copy.
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { acme, desk, estate, failure, row, text, value } from '../support/catalog-desk.ts'

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
        copiedAt: expect.stringMatching(/Z$/),
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

  it('refuses what is no source, and what is no catalog', async () => {
    const { store, file, home, write } = await desk()
    expect(failure(await store.add('http://example.com/switchyard.yaml'))?.kind).toBe('usage')
    expect(failure(await store.add(''))?.kind).toBe('usage')
    expect(failure(await store.add(join(home.folder, 'nothing.yaml')))).toMatchObject({
      kind: 'file-unreadable',
      said: 'There is no such file.',
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
