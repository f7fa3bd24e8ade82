// Folders of documents, several catalogs at once, and hosts that are asked by themselves.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { scheduleSync } from '../../main/catalog/sync-schedule.ts'
import { createClock } from '../../main/clock.ts'
import { acme, desk, estate, failure, text, value } from '../support/catalog-desk.ts'
import { remoteDesk, rowOf, sync } from '../support/catalog-desk-remote.ts'
import { newRepository } from '../support/repository.ts'
import { tlsHost } from '../support/tls-host.ts'

const parts = {
  '10-head.yaml': `# the head
switchyard: 1
name: hub
title: Northwind
environments:
  production: { mfa: required }
  sandbox: {}
signIns: { ops: { kind: iam-user, account: ops, mfa: required } }
`,
  '20-accounts.yml': `accounts:
  ops: { id: 100000000002 }
  acme: { id: "012345678901", environment: production, tags: { client: "true" } }
`,
  '30-roles.json': `{ "roles": [{ "name": "{account}-production", "accounts": "acme", "from": "ops", "mfa": "required" }] }`,
  '40-more.yaml': `name: hub
roles:
  - { name: Admin, accounts: acme, from: ops, breakGlass: true }
`,
}

const folderOf = async (files: Readonly<Record<string, string>>) => {
  const at = await desk()
  const folder = join(at.home.folder, 'parts')
  await mkdir(folder)
  const put = (name: string, content: string): Promise<void> => writeFile(join(folder, name), content)
  for (const [name, content] of Object.entries(files)) await put(name, content)
  return { ...at, folder, put }
}

describe('a folder', () => {
  it('is one catalog of its documents, in the order of their names', async () => {
    const { store, again, folder, put } = await folderOf({
      ...parts,
      'README.md': '# not a document',
      '.hidden.yaml': 'not: this',
      'switchyard.schema.json': '{}',
    })
    const added = value(await store.add(folder))
    expect(added.summary).toContain('Northwind: 2 accounts, 2 targets.')
    for (const one of [store, again()]) {
      expect(await rowOf(one)).toMatchObject({ kind: 'folder', source: folder, state: 'current', targets: 2 })
      const target = (await estate(one)).targets.get('hub:acme/Admin')
      expect(target).toMatchObject({
        breakGlass: true,
        account: { id: '012345678901', tags: { client: 'true' } },
      })
    }
    await put(
      '30-roles.json',
      parts['30-roles.json'].replace('"from": "ops"', '"from": "ops", "title": "Clients"'),
    )
    expect(await rowOf(store)).toMatchObject({ state: 'current' })
    await put('50-new.yaml', 'accounts: { globex: { id: "100000000102" } }\n')
    expect(await rowOf(again())).toMatchObject({ state: 'awaiting-approval' })
    expect(value(await store.difference('hub')).steering).toMatchObject([{ path: 'accounts.globex' }])
    value(await store.approve('hub'))
    expect(await rowOf(store)).toMatchObject({ state: 'current' })
  })

  it.each([
    [
      'an account twice',
      '50-x.yaml',
      'accounts:\n  acme: { id: "100000000102" }\n',
      '50-x.yaml: "acme" is in 20-accounts.yml already',
      2,
    ],
    [
      'another name',
      '50-x.yaml',
      '\nname: other\n',
      '50-x.yaml: "name" is said differently in 10-head.yaml',
      2,
    ],
    ['a wrong key', '50-x.yaml', 'accounts:\n  globex:\n    idd: "1"\n', '50-x.yaml:', 3],
    [
      'a wrong role',
      '50-x.yaml',
      'roles:\n  - { name: A, accounts: acme, from: ops }\n  - name: B\n    accounts: nothing\n    from: ops\n',
      '50-x.yaml:',
      4,
    ],
    ['no map', '50-x.yaml', '- a\n', '50-x.yaml: A catalog must be a map', 1],
    ['broken YAML', '50-x.yaml', 'a: [\n', '50-x.yaml: This [ is not closed', 1],
    ['an empty document', '50-x.yaml', '', '50-x.yaml: The file is empty', 1],
  ])('with %s says where', async (_what, name, content, words, line) => {
    const { store, folder, put } = await folderOf(parts)
    await put(name, content)
    const found = failure(await store.add(folder))
    expect(found).toMatchObject({ kind: 'catalog-invalid' })
    const [first] = found?.kind === 'catalog-invalid' ? found.problems : []
    expect(first?.message).toContain(words)
    expect(first?.line).toBe(line)
  })

  it('that is gone, or empty, leaves the approved copy', async () => {
    const { store, again, folder, put } = await folderOf(parts)
    value(await store.add(folder))
    for (const name of Object.keys(parts)) await rm(join(folder, name))
    expect(await rowOf(store)).toMatchObject({ state: 'invalid', targets: 2 })
    await rm(folder, { recursive: true })
    expect(await rowOf(again())).toMatchObject({ state: 'offline', targets: 2 })
    await mkdir(folder)
    for (const [name, content] of Object.entries(parts)) await put(name, content)
    expect(await rowOf(store)).toMatchObject({ state: 'current' })
  })
})

describe('a state that was written before there were other sources', () => {
  it('goes on as it was', async () => {
    const { store, again, file, home, write } = await desk()
    value(await store.add(file))
    const path = join(home.paths.catalogs, 'hub', 'state.json')
    const { version, kind, source, approved, fetched, invalid } = JSON.parse(await readFile(path, 'utf8'))
    const { hash, at } = approved
    await writeFile(path, JSON.stringify({ version, kind, source, approved: { hash, at }, fetched, invalid }))
    expect(await rowOf(again())).toMatchObject({ state: 'current', signature: 'none', targets: 2 })
    await write(text.replace('100000000101', '100000000999'))
    expect((await rowOf(again())).state).toBe('awaiting-approval')
    value(await again().approve('hub'))
    expect(await acme(again())).toBe('100000000999')
  })
})

describe('several catalogs', () => {
  it('are synced together, each with its own end', async () => {
    const host = await tlsHost()
    const { store, home } = await remoteDesk(host.env)
    const [one, two] = [await newRepository(), await newRepository()]
    await one.push({ 'switchyard.yaml': text.replace('name: hub', 'name: one') })
    await two.push({ 'switchyard.yaml': text.replace('name: hub', 'name: two') })
    host.serve({ '/three.yaml': text.replace('name: hub', 'name: three') })
    await mkdir(join(home.folder, 'four'))
    await writeFile(join(home.folder, 'four', 'a.yaml'), text.replace('name: hub', 'name: four'))
    for (const source of [one.bare, two.bare, `${host.address}/three.yaml`, join(home.folder, 'four')])
      value(await store.add(source))
    await two.push({
      'switchyard.yaml': text.replace('name: hub', 'name: two').replace('100000000101', '100000000999'),
    })
    host.answer((_, response) => void response.writeHead(503).end())
    const ends = value(await store.syncAll()).map(({ name, failure: why }) => [name, why?.kind ?? null])
    expect(ends).toEqual([
      ['four', null],
      ['one', null],
      ['three', 'unreachable'],
      ['two', 'approval-needed'],
    ])
    expect(value(await store.syncAll({ only: 'hosts' })).map(({ name }) => name)).toEqual([
      'one',
      'three',
      'two',
    ])
    expect((await estate(store)).targets.size).toBe(8)
  })

  it('share one look per catalog, in one process and across', async () => {
    const repository = await newRepository()
    await repository.push({ 'switchyard.yaml': text })
    const { store, again } = await remoteDesk()
    value(await store.add(repository.bare))
    const commit = await repository.push({ 'switchyard.yaml': text.replace('1800', '1900') })
    const other = again()
    const ends = await Promise.all([store, store, other, other, again()].map(one => sync(one)))
    expect(ends).toEqual([null, null, null, null, null])
    expect(await rowOf(store)).toMatchObject({ state: 'current', approvedRef: commit })
  })
})

describe('by itself', () => {
  it('asks soon after the start, then in half hours, sooner after a silent host, until it is stopped', async () => {
    const clock = createClock()
    const at: number[] = []
    const start = clock.now()
    let all = true
    const settle = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 5))
    const stop = scheduleSync({
      clock,
      random: () => 0.5,
      sync: () => {
        at.push(Math.round((clock.now() - start) / 1000))
        return Promise.resolve(all)
      },
    })
    const until = async (minutes: number): Promise<void> => {
      for (let now = clock.offset(); now <= minutes * 60_000; now += 1_250) {
        clock.move(now)
        if (now % 60_000 < 1_250) await settle()
      }
    }
    await until(40)
    all = false
    await until(100)
    stop()
    await until(200)
    expect(at[0]).toBeLessThanOrEqual(10)
    const gaps = at.slice(1).map((one, index) => one - (at[index] ?? 0))
    expect(gaps[0]).toBeGreaterThanOrEqual(30 * 60)
    expect(gaps[0]).toBeLessThanOrEqual(46 * 60)
    for (const gap of gaps.slice(2)) {
      expect(gap).toBeGreaterThanOrEqual(5 * 60)
      expect(gap).toBeLessThanOrEqual(10 * 60)
    }
    expect(at.length).toBeGreaterThan(4)
    expect(at.at(-1)).toBeLessThanOrEqual(100 * 60)
  })

  it('is part of watching, tells of what it took over, and leaves what steers waiting', async () => {
    const repository = await newRepository()
    await repository.push({ 'switchyard.yaml': text })
    const { home, clock } = await remoteDesk()
    const { createCatalogStore } = await import('../../main/catalog/store.ts')
    const taken: string[] = []
    const store = createCatalogStore({
      paths: home.paths,
      clock,
      env: home.env,
      onTaken: name => taken.push(name),
    })
    value(await store.add(repository.bare))
    const stop = store.watch()
    const changed = (): Promise<void> =>
      new Promise(resolve => {
        const off = store.onChange(() => {
          off()
          resolve()
        })
      })
    await repository.push({ 'switchyard.yaml': text.replace('1800 USD', '2100 USD') })
    let next = changed()
    clock.move(10_000)
    await next
    await expect.poll(() => taken).toEqual(['hub'])
    await repository.push({ 'switchyard.yaml': text.replace('100000000101', '100000000999') })
    next = changed()
    clock.move(60 * 60_000)
    await next
    await expect.poll(async () => (await rowOf(store)).state).toBe('awaiting-approval')
    expect(await acme(store)).toBe('100000000101')
    expect(taken).toEqual(['hub'])
    stop()
    store.close()
  })
})
