// Catalogs from git, https and folders through the built command line: words, documents, exit codes, with and without the app.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { text } from '../support/catalog-desk.ts'
import { run, startApp, startWorld } from '../support/cli-world.ts'
import { newRepository } from '../support/repository.ts'
import { document, type Ended, startCli } from '../support/run-cli.ts'
import { newSigner } from '../support/signing.ts'
import { tlsHost } from '../support/tls-host.ts'

const cosmetic = text.replace('1800 USD', '2100 USD')
const steering = text.replace('100000000101', '100000000999')

type Row = Record<string, unknown>
const rows = (ended: Ended): readonly Row[] => document(ended) as readonly Row[]
const failureOf = (ended: Ended): Row => (document(ended) as { failure: Row }).failure

describe.each(['off', ''])('git, with SWITCHYARD_AGENT=%j', agent => {
  test('add, sync, diff, approve, and a host that is away', async () => {
    const world = await startWorld('ops-hub')
    const env = { ...world.env, ...(agent === '' ? {} : { SWITCHYARD_AGENT: agent }) }
    if (agent === '') await startApp(env, ['agent'])
    const repository = await newRepository()
    const first = await repository.push({ 'teams/hub.yaml': text }, 'First accounts')
    const json = (...args: string[]): Promise<Ended> => run(env, [...args, '--json'])
    const list = async (): Promise<Row | undefined> =>
      rows(await json('catalog', 'ls')).find(row => row.name === 'hub')

    const where = [repository.bare, '--ref', 'main', '--path', 'teams/hub.yaml']
    const added = await run(env, ['catalog', 'add', ...where])
    expect([added.code, added.stdout]).toEqual([
      0,
      expect.stringContaining(`Commit ${first.slice(0, 12)} by Ana Lindqvist: First accounts`),
    ])
    expect(await list()).toMatchObject({
      kind: 'git',
      source: repository.bare,
      ref: 'main',
      path: 'teams/hub.yaml',
      state: 'current',
      approvedRef: first,
      fetchedRef: first,
      signature: 'none',
    })
    const again = await json('catalog', 'add', ...where)
    expect([again.code, failureOf(again).kind]).toEqual([6, 'name-taken'])

    const second = await repository.push({ 'teams/hub.yaml': cosmetic }, 'Budget')
    const synced = await json('catalog', 'sync', 'hub')
    expect([synced.code, rows(synced)[0]]).toEqual([
      0,
      expect.objectContaining({ name: 'hub', approvedRef: second }),
    ])

    const third = await repository.push({ 'teams/hub.yaml': steering }, 'Move acme')
    const waits = await json('catalog', 'sync', 'hub')
    expect([waits.code, failureOf(waits)]).toEqual([
      11,
      expect.objectContaining({
        kind: 'approval-needed',
        remedy: 'See the difference: switchyard catalog diff hub',
      }),
    ])
    expect((await run(env, ['catalog', 'sync'])).code).toBe(11)
    expect(await list()).toMatchObject({ state: 'awaiting-approval', approvedRef: second, fetchedRef: third })
    expect(document(await json('catalog', 'diff', 'hub'))).toMatchObject({
      from: second,
      to: third,
      steering: [{ path: 'accounts.acme.id', before: '100000000101', after: '100000000999' }],
    })
    expect((await json('catalog', 'approve', 'hub', '--ref', second)).code).toBe(11)
    expect((await json('catalog', 'approve', 'hub', '--ref', third)).code).toBe(0)
    expect(await list()).toMatchObject({ state: 'current', approvedRef: third })

    repository.git('reset', '-q', '--hard', first)
    repository.force()
    expect((await json('catalog', 'sync', 'hub')).code).toBe(7)
    expect(await list()).toMatchObject({ state: 'untrusted', approvedRef: third })
    expect((await json('catalog', 'approve', 'hub')).code).toBe(7)

    renameSync(repository.bare, `${repository.bare}.away`)
    const silent = await json('catalog', 'sync', 'hub')
    expect([silent.code, failureOf(silent).kind]).toEqual([8, 'unreachable'])
    expect(await list()).toMatchObject({ state: 'offline', approvedRef: third, problem: expect.any(String) })
    expect((await json('ls', 'acme')).stdout).toContain('100000000999')

    const activity = rows(await json('activity')).map(row => row.detail)
    expect(activity).toEqual(expect.arrayContaining(['add hub', 'sync hub', 'approve hub']))
    expect((await json('catalog', 'rm', 'hub')).code).toBe(0)
    expect((await json('catalog', 'sync', 'hub')).code).toBe(6)
  })
})

test('https and a folder, beside each other; one end for each, 1 for a mix', async () => {
  const host = await tlsHost()
  const { env, folder } = await startWorld('ops-hub', {
    AWS_CA_BUNDLE: host.certificate,
    SWITCHYARD_AGENT: 'off',
  })
  host.serve({ '/hub.yaml': text })
  const parts = join(folder, 'parts')
  mkdirSync(parts)
  const [head = '', tail = ''] = text.replace('name: hub', 'name: parts').split('roles:')
  writeFileSync(join(parts, '1.yaml'), head)
  writeFileSync(join(parts, '2.yaml'), `roles:${tail}`)
  const add = (source: string): Promise<Ended> =>
    startCli(['catalog', 'add', source], env, { cwd: folder }).ended
  expect((await add(`${host.address}/hub.yaml`)).code).toBe(0)
  expect((await add('parts')).code).toBe(0)
  expect(
    rows(await run(env, ['catalog', 'ls', '--json'])).map(({ name, kind, source }) => [name, kind, source]),
  ).toEqual([
    ['hub', 'https', `${host.address}/hub.yaml`],
    ['parts', 'folder', parts],
  ])
  expect((await run(env, ['catalog', 'sync'])).code).toBe(0)
  host.answer((_, response) => void response.writeHead(404).end())
  writeFileSync(join(parts, '1.yaml'), head.replace('100000000101', '100000000999'))
  const mixed = await run(env, ['catalog', 'sync', '--json'])
  expect([mixed.code, failureOf(mixed)]).toEqual([
    1,
    expect.objectContaining({ kind: 'some-failed', failed: 2 }),
  ])
  expect((await run(env, ['catalog', 'sync', 'hub'])).code).toBe(8)
  const words = await run(env, ['catalog', 'sync', 'parts'])
  expect([words.code, words.stdout]).toEqual([11, expect.stringContaining('awaiting-approval')])
  host.serve({ '/hub.yaml': 'nothing' })
  expect((await run(env, ['catalog', 'sync', 'hub'])).code).toBe(7)
})

test('a key as a line and as a file; unsigned and badly signed end with 7 and are never approvable', async () => {
  const { env, folder } = await startWorld('ops-hub', { SWITCHYARD_AGENT: 'off' })
  const signer = await newSigner()
  const file = join(folder, 'switchyard.yaml')
  writeFileSync(file, text)
  const add = (...more: string[]): Promise<Ended> =>
    startCli(['catalog', 'add', 'switchyard.yaml', '--json', ...more], env, { cwd: folder }).ended
  const unsigned = await add('--key', signer.key)
  expect([unsigned.code, failureOf(unsigned)]).toEqual([
    7,
    expect.objectContaining({ kind: 'catalog-untrusted', because: 'unsigned' }),
  ])
  signer.sign(file)
  writeFileSync(join(folder, 'team.pub'), readFileSync(signer.keyFile))
  expect((await add('--key', 'team.pub')).code).toBe(0)
  expect((await add('--key', signer.key, '--name', 'second')).code).toBe(0)
  expect((await add('--key', 'nothing.pub', '--name', 'third')).code).toBe(12)
  expect((await add('--key', file, '--name', 'third')).code).toBe(2)
  writeFileSync(file, steering)
  expect((await run(env, ['catalog', 'sync', 'hub'])).code).toBe(7)
  expect((await run(env, ['catalog', 'approve', 'hub'])).code).toBe(7)
  expect((await run(env, ['catalog', 'diff', 'hub'])).code).toBe(7)
  expect(rows(await run(env, ['catalog', 'ls', '--json']))[0]).toMatchObject({
    state: 'untrusted',
    signature: 'bad',
    problem: expect.any(String),
  })
  signer.sign(file)
  expect((await run(env, ['catalog', 'sync', 'hub'])).code).toBe(0)
  expect(rows(await run(env, ['catalog', 'ls', '--json']))[0]).toMatchObject({
    state: 'current',
    signature: 'good',
  })
  const next = await newSigner()
  next.sign(file)
  expect((await run(env, ['catalog', 'sync', 'hub', '--key', next.keyFile])).code).toBe(11)
  expect((await run(env, ['catalog', 'diff', 'hub'])).stdout).toContain('signed by a different key')
  expect((await run(env, ['catalog', 'approve', 'hub'])).code).toBe(0)
  expect((await run(env, ['catalog', 'sync', 'hub'])).code).toBe(0)
})

test.each([
  [['ext::sh -c "touch x"']],
  [['ssh://-oProxyCommand=touch%20x/repo.git']],
  [['git@-oProxyCommand=touch:repo.git']],
  [['http://example.com/x.yaml']],
  [['https://example.com/x.git', '--ref', '--upload-pack=x']],
  [['https://example.com/x.git', '--ref=--upload-pack=x']],
  [['https://example.com/x.git', '--path=../../etc/passwd']],
  [['https://ana:secret@example.com/x.git']],
])('%j is no way to add a catalog', async args => {
  const { env } = await startWorld('ops-hub', { SWITCHYARD_AGENT: 'off' })
  const ended = await run(env, ['catalog', 'add', ...args])
  expect(ended.code).toBe(2)
  expect(ended.stderr).not.toContain('secret')
})
