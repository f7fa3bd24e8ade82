// Git over ssh, by a real sshd: both forms of address, a key in the agent, and a clear sentence where the host does not let in.
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createGit } from '../../main/catalog/sources/git-command.ts'
import { readGitSource } from '../../main/catalog/sources/git-source.ts'
import { acme, failure, text, value } from '../support/catalog-desk.ts'
import { remoteDesk, rowOf, sync } from '../support/catalog-desk-remote.ts'
import { newRepository } from '../support/repository.ts'
import { type SshHost, sshHost, whyNoSsh } from '../support/ssh-host.ts'

const why = whyNoSsh()

const open = async (person: Parameters<SshHost['env']>[0]) => {
  const host = await sshHost()
  const repository = await newRepository()
  const first = await repository.push({ 'switchyard.yaml': text })
  const long = `ssh://${host.user}@127.0.0.1:${host.port}${repository.bare}`
  return { host, repository, first, long, ...(await remoteDesk(await host.env(person))) }
}

describe.skipIf(why !== null)(`over ssh ${why ?? ''}`, () => {
  test('a repository is added by a key of the agent, followed, and an older commit refused', async () => {
    const { store, again, repository, first, long } = await open({ known: true, keys: true })
    value(await store.add(long, { ref: 'main' }))
    expect(await rowOf(store)).toMatchObject({ kind: 'git', source: long, approvedRef: first })
    const second = await repository.push({ 'switchyard.yaml': text.replace('100000000101', '100000000999') })
    expect(await sync(again())).toMatchObject({ kind: 'approval-needed' })
    value(await store.approve('hub', { ref: second }))
    expect(await acme(store)).toBe('100000000999')
    repository.git('reset', '-q', '--hard', first)
    repository.force()
    expect(await sync(again())).toMatchObject({ because: 'rollback' })
  })

  test('the short form goes by the person’s own configuration', async () => {
    const { store, repository, first } = await open({ known: true, keys: true })
    const short = `codehost:${repository.bare}`
    value(await store.add(short))
    expect(await rowOf(store)).toMatchObject({ kind: 'git', source: short, approvedRef: first })
    expect(await sync(store)).toBeNull()
  })

  test('a host that takes none of the keys: what to do, and nothing is asked', async () => {
    const { store, host, long } = await open({ known: true, keys: false })
    expect(failure(await store.add(long))).toEqual({
      kind: 'unreachable',
      host: `127.0.0.1:${host.port}`,
      said: `it takes none of your keys; put the right one into your agent (ssh-add), or ask for access, and try: ssh -T -p ${host.port} ${host.user}@127.0.0.1`,
    })
  })

  test('an unknown host key is not accepted for the person, unless their configuration says so', async () => {
    const { store, host, repository, long } = await open({ known: false, keys: true })
    const refused = {
      kind: 'unreachable',
      said: expect.stringContaining('compare the key with what its owner says, and accept it: ssh '),
    }
    expect(failure(await store.add(long))).toMatchObject(refused)
    expect(failure(await store.add(`codehost:${repository.bare}`))).toMatchObject({
      ...refused,
      host: 'codehost',
      said: expect.stringMatching(/accept it: ssh codehost$/),
    })
    const more = 'Host *\n  StrictHostKeyChecking accept-new'
    const { store: trusting } = await remoteDesk(await host.env({ known: false, keys: true, more }))
    value(await trusting.add(long))
  })

  test('another host key than before is said to be dangerous; the copy in force stays', async () => {
    const { store, host, long } = await open({ known: true, keys: true })
    value(await store.add(long))
    await host.changeHostKey()
    expect(await sync(store)).toMatchObject({
      kind: 'unreachable',
      said: expect.stringContaining('it shows another host key than the one you know it by'),
    })
    expect(await rowOf(store)).toMatchObject({ state: 'offline', targets: expect.any(Number) })
    expect(await acme(store)).toBe('100000000101')
  })

  test('a host that takes the call and says nothing is given up, with ssh', async () => {
    const { host, home } = await open({ known: true, keys: true })
    const held = createServer(() => undefined)
    await new Promise<void>(resolve => held.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void held.close())
    const address = held.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const source = `ssh://git@127.0.0.1:${port}/accounts.git`
    const found = await readGitSource(
      { kind: 'git', source, ref: null, path: null },
      {
        git: createGit({ ...home.env, ...(await host.env({ known: true, keys: true })) }, 1_500),
        folder: join(home.folder, 'copy.git'),
        known: { commit: null, etag: null },
        signed: false,
      },
    )
    expect(failure(found)).toEqual({
      kind: 'unreachable',
      host: `127.0.0.1:${port}`,
      said: `it does not answer (it took longer than 1.5 s); check whether you are in its network, and try: ssh -T -p ${port} git@127.0.0.1`,
    })
  })

  test('a host that is not there, and a name nobody knows', async () => {
    const { store } = await open({ known: true, keys: true })
    expect(failure(await store.add('ssh://git@127.0.0.1:1/accounts.git'))).toMatchObject({
      said: expect.stringContaining('Connection refused'),
    })
    expect(failure(await store.add('git@nowhere.invalid:team/accounts.git'))).toMatchObject({
      host: 'nowhere.invalid',
      said: expect.stringContaining('nobody knows this host'),
    })
  })
})
