// Catalogs in git, by the real git and bare repositories: who committed it, what waits, what went back.
import { execFileSync } from 'node:child_process'
import { chmod, mkdir, readdir, rename, rm, stat, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { acme, failure, text, value } from '../support/catalog-desk.ts'
import { remoteDesk, rowOf, sync } from '../support/catalog-desk-remote.ts'
import { newRepository } from '../support/repository.ts'

const cosmetic = text.replace('1800 USD', '2100 USD')
const steering = text.replace('100000000101', '100000000999')

const pushed = async (content = text) => {
  const repository = await newRepository()
  const first = await repository.push({ 'switchyard.yaml': content }, 'First accounts')
  return { ...(await remoteDesk()), repository, first }
}

const modes = async (folder: string): Promise<readonly (readonly [string, number])[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.map(entry => join(entry.parentPath, entry.name))
  return Promise.all(paths.map(async path => [path, (await stat(path)).mode] as const))
}

describe('adding', () => {
  it('approves the newest commit, and says whose it is', async () => {
    const { store, again, repository, first, home } = await pushed()
    const added = value(await store.add(repository.bare))
    expect(added.name).toBe('hub')
    expect(added.summary[0]).toBe(`Commit ${first.slice(0, 12)} by Ana Lindqvist: First accounts`)
    for (const one of [store, again()]) {
      expect(await rowOf(one)).toMatchObject({
        kind: 'git',
        source: repository.bare,
        state: 'current',
        approvedRef: first,
        fetchedRef: first,
        signature: 'none',
        targets: 2,
        approvedCommit: { id: first, author: 'Ana Lindqvist', subject: 'First accounts' },
      })
      expect(await acme(one)).toBe('100000000101')
    }
    expect((await readdir(home.paths.catalogs)).sort()).toEqual(['hub'])
    // The bare repository is as private as all else in the home, whatever the umask.
    for (const [path, mode] of await modes(home.paths.catalogs))
      expect([path, mode & 0o077]).toEqual([path, 0])
  })

  it('closes a copy that an earlier version left open to others, and what it fetches into it', async () => {
    const { store, repository, home } = await pushed()
    value(await store.add(repository.bare))
    const copy = join(home.paths.catalogs, 'hub', 'repository.git')
    execFileSync('git', ['--git-dir', copy, 'config', '--unset', 'core.sharedRepository'])
    for (const [path, mode] of await modes(copy)) await chmod(path, mode | (mode & 0o100 ? 0o055 : 0o044))
    await chmod(copy, 0o755)
    await repository.push({ 'switchyard.yaml': cosmetic }, 'Budget')
    expect(await sync(store)).toBeNull()
    for (const [path, mode] of [...(await modes(copy)), [copy, (await stat(copy)).mode] as const])
      expect([path, mode & 0o077]).toEqual([path, 0])
  })

  it('takes a file:// address, and the same repository under two names', async () => {
    const { store, repository } = await pushed()
    const url = pathToFileURL(repository.bare).href
    expect((await store.add(url)).ok).toBe(true)
    expect(value(await store.add(repository.bare, { name: 'second' })).name).toBe('second')
    expect(failure(await store.add(url))?.kind).toBe('name-taken')
    expect((await rowOf(store, 'second')).kind).toBe('git')
  })

  it('follows a branch, a tag, or a commit, and a document or folder in it', async () => {
    const { store, repository, first } = await pushed()
    repository.git('tag', '-a', 'v1', '-m', 'Version 1')
    repository.git('push', '-q', 'origin', 'v1')
    repository.git('checkout', '-q', '-b', 'team/ops')
    const [head, ...roles] = text.split('roles:')
    const second = await repository.push({
      'teams/ops.yaml': text.replace('name: hub', 'name: ops-hub'),
      'teams/parts/10-accounts.yaml': head ?? '',
      'teams/parts/20-roles.yaml': `roles:${roles.join('roles:')}`,
    })
    const add = (name: string, wish: { ref?: string; path?: string }) =>
      store.add(repository.bare, { name, ...wish })
    expect((await add('branch', { ref: 'team/ops', path: 'teams/ops.yaml' })).ok).toBe(true)
    expect((await add('folder', { ref: 'team/ops', path: 'teams/parts/' })).ok).toBe(true)
    expect((await add('tag', { ref: 'v1' })).ok).toBe(true)
    expect(await rowOf(store, 'branch')).toMatchObject({
      approvedRef: second,
      ref: 'team/ops',
      path: 'teams/ops.yaml',
    })
    expect(await rowOf(store, 'folder')).toMatchObject({ approvedRef: second, targets: 2 })
    expect(await rowOf(store, 'tag')).toMatchObject({ approvedRef: first })
    for (const wish of [{ ref: 'nothing' }, { path: 'nothing.yaml' }, { ref: 'team/ops', path: 'teams' }])
      expect([wish, failure(await add('other', wish))?.kind]).toEqual([
        wish,
        wish.path === 'teams' ? undefined : 'catalog-invalid',
      ])
  })

  it('prefers a branch to a tag of the same name', async () => {
    const { store, repository, first } = await pushed()
    repository.git('tag', 'main')
    const second = await repository.push({ 'switchyard.yaml': cosmetic })
    repository.git('push', '-q', 'origin', 'refs/tags/main')
    expect(first).not.toBe(second)
    value(await store.add(repository.bare, { ref: 'main' }))
    expect((await rowOf(store)).approvedRef).toBe(second)
  })
})

describe('syncing', () => {
  it('takes cosmetic changes over, keeps steering ones waiting, and names the commits', async () => {
    const { store, again, repository, first } = await pushed()
    value(await store.add(repository.bare))
    expect(await sync(store)).toBeNull()
    const second = await repository.push({ 'switchyard.yaml': cosmetic }, 'Budget')
    // A host is asked by a sync, not by a look at the list.
    expect((await rowOf(store)).approvedRef).toBe(first)
    expect(await sync(again())).toBeNull()
    expect(await rowOf(store)).toMatchObject({ state: 'current', approvedRef: second })
    const third = await repository.push({ 'switchyard.yaml': steering }, 'Move acme')
    expect(await sync(store)).toMatchObject({ kind: 'approval-needed', catalog: 'hub', changes: 1 })
    for (const one of [store, again()]) {
      expect(await rowOf(one)).toMatchObject({
        state: 'awaiting-approval',
        approvedRef: second,
        fetchedRef: third,
        approvedCommit: { subject: 'Budget' },
        fetchedCommit: { subject: 'Move acme', author: 'Ana Lindqvist' },
      })
      expect(await acme(one)).toBe('100000000101')
    }
    expect(value(await store.difference('hub'))).toMatchObject({
      from: second,
      to: third,
      steering: [{ path: 'accounts.acme.id' }],
    })
    expect(failure(await store.approve('hub', { ref: second }))?.kind).toBe('approval-needed')
    expect((await store.approve('hub', { ref: third })).ok).toBe(true)
    expect(await acme(store)).toBe('100000000999')
    expect(await sync(again())).toBeNull()
    expect(await rowOf(store)).toMatchObject({ state: 'current', approvedRef: third })
  })

  it('asks the host when a difference is wanted and nothing waits', async () => {
    const { store, repository } = await pushed()
    value(await store.add(repository.bare))
    await repository.push({ 'switchyard.yaml': steering })
    // What nobody has seen is not approved: approving asks no host.
    expect(value(await store.approve('hub'))).toEqual([])
    expect(value(await store.difference('hub')).steering).toHaveLength(1)
  })

  it('goes on with later commits that leave the document alone', async () => {
    const { store, repository } = await pushed()
    value(await store.add(repository.bare))
    const later = await repository.push({ 'README.md': 'words' })
    expect(await sync(store)).toBeNull()
    expect(await rowOf(store)).toMatchObject({ state: 'current', approvedRef: later })
  })

  it('keeps the approved copy while the host is silent, and says so until it speaks', async () => {
    const { store, again, repository } = await pushed()
    value(await store.add(repository.bare))
    await rename(repository.bare, `${repository.bare}.away`)
    expect(await sync(store)).toMatchObject({ kind: 'unreachable' })
    for (const one of [store, again()]) {
      expect(await rowOf(one)).toMatchObject({ state: 'offline', problem: expect.stringContaining('not') })
      expect(await acme(one)).toBe('100000000101')
    }
    await rename(`${repository.bare}.away`, repository.bare)
    expect(await sync(again())).toBeNull()
    expect(await rowOf(store)).toMatchObject({ state: 'current' })
    expect(await rowOf(store)).not.toHaveProperty('problem')
  })

  it.each([
    ['malformed', { 'switchyard.yaml': text.replace('accounts: acme', 'acounts: acme') }, 'Did you mean'],
    ['empty', { 'switchyard.yaml': '' }, 'empty'],
    ['gone', { 'switchyard.yaml': null, 'README.md': 'words' }, 'no document'],
  ])('keeps the approved copy when the new one is %s', async (_what, files, words) => {
    const { store, repository } = await pushed()
    value(await store.add(repository.bare))
    await repository.push(files)
    expect(await sync(store)).toMatchObject({ kind: 'catalog-invalid' })
    expect(await rowOf(store)).toMatchObject({ state: 'invalid', problem: expect.stringContaining(words) })
    expect(await acme(store)).toBe('100000000101')
    expect(failure(await store.approve('hub'))?.kind).toBe('catalog-invalid')
    await repository.push({ 'switchyard.yaml': text })
    expect(await sync(store)).toBeNull()
    expect((await rowOf(store)).state).toBe('current')
  })

  it('deletes only by an approval', async () => {
    const { store, repository } = await pushed()
    value(await store.add(repository.bare))
    await repository.push({
      'switchyard.yaml': text.replace(/ {2}acme:.*\n/, '').replace(/roles:[\s\S]*/, ''),
    })
    expect(await sync(store)).toMatchObject({ kind: 'approval-needed' })
    expect(await acme(store)).toBe('100000000101')
    value(await store.approve('hub'))
    expect(await acme(store)).toBeUndefined()
  })
})

describe('going back', () => {
  it('is refused: an older commit, and a rewritten history', async () => {
    const { store, repository, first } = await pushed()
    const second = await repository.push({ 'switchyard.yaml': cosmetic })
    value(await store.add(repository.bare))
    repository.git('reset', '-q', '--hard', first)
    repository.force()
    expect(await sync(store)).toMatchObject({ kind: 'catalog-untrusted', because: 'rollback' })
    expect(await rowOf(store)).toMatchObject({
      state: 'untrusted',
      approvedRef: second,
      problem: expect.stringContaining('does not follow'),
    })
    expect(failure(await store.approve('hub'))?.kind).toBe('catalog-untrusted')
    expect(failure(await store.difference('hub'))?.kind).toBe('catalog-untrusted')
    await repository.push({ 'switchyard.yaml': steering })
    repository.force()
    expect(await sync(store)).toMatchObject({ because: 'rollback' })
    repository.git('reset', '-q', '--hard', second)
    await repository.push({ 'switchyard.yaml': steering }).catch(() => repository.force())
    expect(await sync(store)).toMatchObject({ kind: 'approval-needed' })
  })

  it('is noticed also when our copy of the repository was lost', async () => {
    const { store, home, repository, first } = await pushed()
    await repository.push({ 'switchyard.yaml': cosmetic })
    value(await store.add(repository.bare))
    const ours = join(home.paths.catalogs, 'hub', 'repository.git')
    await rm(ours, { recursive: true })
    const third = await repository.push({ 'switchyard.yaml': text })
    expect(await sync(store)).toBeNull()
    expect((await rowOf(store)).approvedRef).toBe(third)
    await rm(ours, { recursive: true })
    repository.git('reset', '-q', '--hard', first)
    repository.force()
    expect(await sync(store)).toMatchObject({ because: 'rollback' })
  })
})

describe('a work tree beside', () => {
  it('is a folder like any other, and links out of it are refused', async () => {
    const { store, repository, home } = await pushed()
    expect((await store.add(repository.work)).ok).toBe(true)
    expect((await rowOf(store)).kind).toBe('folder')
    value(await store.remove('hub'))
    // Unless a branch of it is asked for.
    value(await store.add(repository.work, { ref: 'main' }))
    expect((await rowOf(store)).kind).toBe('git')
    const folder = join(home.folder, 'links')
    await mkdir(folder)
    await symlink(join(repository.work, 'switchyard.yaml'), join(folder, 'out.yaml'))
    expect(failure(await store.add(folder, { name: 'links' }))).toMatchObject({
      kind: 'catalog-invalid',
      problems: [{ message: expect.stringContaining('leads out of the folder') }],
    })
  })
})
