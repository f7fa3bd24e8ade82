// Sources made to do harm: repositories with hooks, links and pointers, hosts that never answer.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createGit } from '../../main/catalog/sources/git-command.ts'
import { acme, failure, text, value } from '../support/catalog-desk.ts'
import { remoteDesk, rowOf, sync } from '../support/catalog-desk-remote.ts'
import { newRepository } from '../support/repository.ts'
import { tempHome } from '../support/temp-home.ts'

/** A program that leaves a mark when it runs. */
const trap = (folder: string): { script: string; sprung: () => boolean } => {
  const [script, mark] = [join(folder, 'trap.sh'), join(folder, 'sprung')]
  writeFileSync(script, `#!/bin/sh\ntouch '${mark}'\nexit 0\n`)
  chmodSync(script, 0o755)
  return { script, sprung: () => existsSync(mark) }
}

describe('a repository that wants to run something', () => {
  it('runs no hook, filter, helper of a file, submodule or template', async () => {
    const repository = await newRepository()
    await repository.push({
      'switchyard.yaml': text,
      '.gitattributes': '*.yaml filter=lfs diff=lfs\n',
      '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = ext::x\n',
    })
    const { script, sprung } = trap(repository.folder)
    const hooks = join(repository.folder, 'hooks')
    mkdirSync(hooks)
    for (const hook of [
      'post-checkout',
      'post-merge',
      'reference-transaction',
      'pre-auto-gc',
      'update',
      'post-update',
    ])
      symlinkSync(script, join(hooks, hook))
    const template = join(repository.folder, 'template', 'hooks')
    mkdirSync(template, { recursive: true })
    symlinkSync(script, join(template, 'reference-transaction'))
    await writeFile(
      join(repository.folder, '.gitconfig'),
      `[core]
\thooksPath = ${hooks}
\tfsmonitor = ${script}
[init]
\ttemplateDir = ${join(repository.folder, 'template')}
[filter "lfs"]
\tsmudge = ${script}
\tprocess = ${script}
\trequired = true
[protocol "ext"]
\tallow = always
[log]
\tshowSignature = true
[gpg]
\tprogram = ${script}
[url "ext::${script} "]
\tinsteadOf = https://rewritten.example/
`,
    )
    const { store } = await remoteDesk({ HOME: repository.folder })
    value(await store.add(repository.bare))
    expect(await sync(store)).toBeNull()
    expect(failure(await store.add('https://rewritten.example/x.git', { name: 'rewritten' }))).toMatchObject({
      kind: 'unreachable',
      said: expect.stringContaining("'ext' not allowed"),
    })
    expect(sprung()).toBe(false)
  })

  it('is not led elsewhere by variables of git', async () => {
    const repository = await newRepository()
    await repository.push({ 'switchyard.yaml': text })
    const { script, sprung } = trap(repository.folder)
    const { store } = await remoteDesk({
      GIT_DIR: join(repository.work, '.git'),
      GIT_WORK_TREE: repository.work,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: script,
      GIT_ALLOW_PROTOCOL: 'ext:file:https',
      GIT_TEMPLATE_DIR: repository.work,
    })
    value(await store.add(repository.bare))
    expect(await sync(store)).toBeNull()
    expect(sprung()).toBe(false)
  })
})

describe('a repository that holds what it should not', () => {
  it.each([
    ['a link', async (work: string) => symlink('/etc/passwd', join(work, 'switchyard.yaml')), 'is a link'],
    [
      'a pointer of Git LFS',
      async (work: string) =>
        writeFile(
          join(work, 'switchyard.yaml'),
          `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12\n`,
        ),
      'Git LFS',
    ],
    [
      '9 MB',
      async (work: string) => writeFile(join(work, 'switchyard.yaml'), 'x'.repeat(9 * 1024 * 1024)),
      '8 MB',
    ],
    [
      '9 MB in parts',
      async (work: string) => {
        for (const part of [1, 2, 3]) await writeFile(join(work, `${part}.yaml`), 'x'.repeat(3 * 1024 * 1024))
      },
      '8 MB',
    ],
    [
      'a thousand documents and more',
      async (work: string) => {
        for (let part = 0; part < 1_001; part++) await writeFile(join(work, `${part}.yaml`), 'x: 1\n')
      },
      'more than 1000',
    ],
  ])('%s', async (_what, spoil, words) => {
    const repository = await newRepository()
    await spoil(repository.work)
    await repository.push({})
    const { store } = await remoteDesk()
    const found = failure(await store.add(repository.bare))
    expect(found?.kind).toBe('catalog-invalid')
    expect(JSON.stringify(found)).toContain(words)
    expect(value(await store.list())).toEqual([])
  })

  it('a folder that is a link, and a submodule in the place of one', async () => {
    const repository = await newRepository()
    const commit = await repository.push({ 'real/a.yaml': text })
    await symlink('real', join(repository.work, 'linked'))
    repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},module`)
    await repository.push({})
    const { store } = await remoteDesk()
    for (const path of ['linked', 'linked/a.yaml', 'module'])
      expect([path, failure(await store.add(repository.bare, { path }))?.kind]).toEqual([
        path,
        'catalog-invalid',
      ])
    value(await store.add(repository.bare, { path: 'real' }))
  })

  it('words of an author that would move a terminal', async () => {
    const repository = await newRepository()
    repository.git('config', 'user.name', 'x')
    await writeFile(join(repository.work, 'switchyard.yaml'), text)
    repository.git('add', '-A')
    repository.git(
      'commit',
      '-q',
      '--author',
      'Eve\u001b[2J\u202E evil <e@example.com>',
      '-m',
      `a\u001b]0;x\u0007${'b'.repeat(900)}`,
    )
    repository.git('push', '-q', 'origin', 'HEAD')
    const { store } = await remoteDesk()
    value(await store.add(repository.bare))
    const { approvedCommit } = await rowOf(store)
    expect(approvedCommit?.author).toBe('Eve[2J evil')
    expect(approvedCommit?.subject.length).toBeLessThanOrEqual(200)
    expect(JSON.stringify(approvedCommit)).not.toMatch(/\\u001b|\\u0007|\u202E/)
  })
})

describe('a host that does not answer as it should', () => {
  it('is given up, with all that was started for it', async () => {
    const held = createServer(() => undefined)
    await new Promise<void>(resolve => held.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void held.close())
    const address = held.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { folder, env } = await tempHome()
    const git = createGit(env, 1_500)
    const start = performance.now()
    const ended = await git.run({
      args: ['ls-remote', '--', `https://127.0.0.1:${port}/x.git`],
      protocol: 'https',
    })
    expect(failure(ended)).toMatchObject({
      kind: 'unreachable',
      said: expect.stringContaining('longer than 1.5 s'),
    })
    expect(performance.now() - start).toBeLessThan(8_000)
    const stopped = new AbortController()
    setTimeout(() => stopped.abort(), 300)
    const again = await createGit(env, 30_000).run({
      args: ['ls-remote', '--', `https://127.0.0.1:${port}/x.git`],
      protocol: 'https',
      signal: stopped.signal,
    })
    expect(failure(again)).toMatchObject({ said: 'it was interrupted' })
    expect(existsSync(folder)).toBe(true)
  })

  it('ssh never asks, and its words are told', async () => {
    const { folder, env } = await tempHome()
    const ssh = join(folder, 'ssh')
    writeFileSync(
      ssh,
      '#!/bin/sh\necho "ssh: connect to host $2: \u001b[31mConnection refused" >&2\nexit 255\n',
    )
    chmodSync(ssh, 0o755)
    const { store } = await remoteDesk({ ...env, GIT_SSH: ssh, GIT_SSH_VARIANT: 'simple' })
    const found = failure(await store.add('ssh://git@example.com/team/accounts.git'))
    expect(found).toMatchObject({ kind: 'unreachable', host: 'example.com' })
    expect(JSON.stringify(found)).toContain('Connection refused')
    expect(JSON.stringify(found)).not.toContain('\\u001b')
  })

  it('without git, repositories are out of reach and everything else works', async () => {
    const repository = await newRepository()
    await repository.push({ 'switchyard.yaml': text })
    const { store, home } = await remoteDesk({ PATH: '/nonexistent' })
    expect(failure(await store.add(repository.bare))).toEqual({ kind: 'command-missing', command: 'git' })
    await writeFile(join(home.folder, 'x.yaml'), text)
    expect((await store.add(join(home.folder, 'x.yaml'))).ok).toBe(true)
  })
})

describe('what is left behind', () => {
  it('nothing of a catalog that could not be added', async () => {
    const repository = await newRepository()
    await repository.push({ 'switchyard.yaml': 'nothing: here' })
    const { store, home } = await remoteDesk()
    expect(failure(await store.add(repository.bare))?.kind).toBe('catalog-invalid')
    expect(await readdir(home.paths.catalogs)).toEqual([])
  })

  it('nothing of a process that was killed while it added one', async () => {
    const repository = await newRepository()
    await repository.push({ 'switchyard.yaml': text })
    const { store, home } = await remoteDesk()
    const ended = spawnSync(process.execPath, ['-e', ''])
    const [left, used] = [`.adding-${ended.pid}-1`, `.adding-${process.ppid}-1`]
    for (const name of [left, used]) await mkdir(join(home.paths.catalogs, name), { recursive: true })
    value(await store.add(repository.bare))
    expect((await readdir(home.paths.catalogs)).sort()).toEqual([used, 'hub'])
  })

  it('a damaged copy of a repository is said, and mended by removing it', async () => {
    const repository = await newRepository()
    await repository.push({ 'switchyard.yaml': text })
    const { store, home } = await remoteDesk()
    value(await store.add(repository.bare))
    const ours = join(home.paths.catalogs, 'hub', 'repository.git')
    await rm(ours, { recursive: true })
    await mkdir(ours)
    await writeFile(join(ours, 'HEAD'), 'rubbish')
    expect(await sync(store)).not.toBeNull()
    expect(await acme(store)).toBe('100000000101')
    await rm(ours, { recursive: true })
    expect(await sync(store)).toBeNull()
  })
})
