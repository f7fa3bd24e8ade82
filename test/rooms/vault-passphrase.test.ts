// The vault behind a passphrase: from a file, the environment or a person, right or wrong.
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { createClock } from '../../main/clock.ts'
import { Secret } from '../../main/secret.ts'
import { createKeySource } from '../../main/vault/key-source.ts'
import { createVault } from '../../main/vault/vault.ts'
import { jsonKey } from '../../main/vault/vault-key.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { type TempHome, tempHome } from '../support/temp-home.ts'
import { openVault, testPassphrase } from '../support/temp-vault.ts'

const note = jsonKey<unknown>('note', 'a')
const done = { ok: true, value: undefined }

const vaultWith = (home: TempHome, env: NodeJS.ProcessEnv) => {
  const keySource = createKeySource({ env, home: home.paths.home })
  if (!keySource.ok) throw new Error(keySource.failure.kind)
  return createVault({ paths: home.paths, keySource: keySource.value, clock: createClock() })
}
const headerOf = async (home: TempHome): Promise<string> =>
  (await readFile(home.paths.vault, 'latin1')).slice(0, 300)

test('a file gives it, without its final newline', async () => {
  const home = await tempHome()
  const file = join(home.folder, 'passphrase')
  const env = () => ({ ...home.env, SWITCHYARD_KEYCHAIN: 'passphrase', SWITCHYARD_PASSPHRASE_FILE: file })
  await writeFile(file, `${testPassphrase}\n`, { mode: 0o600 })
  expect(await vaultWith(home, env()).write(note, 1)).toEqual(done)
  await writeFile(file, `${testPassphrase}\r\n`)
  expect(await vaultWith(home, env()).read(note)).toEqual({ ok: true, value: 1 })
  await writeFile(file, testPassphrase)
  expect(await vaultWith(home, env()).read(note)).toEqual({ ok: true, value: 1 })
  await writeFile(file, `${testPassphrase}\n\n`)
  expect(await vaultWith(home, env()).read(note)).toEqual({
    ok: false,
    failure: { kind: 'passphrase-wrong' },
  })
})

test('a file that others may read, an empty and a missing one are refused with a sentence', async () => {
  const home = await tempHome()
  const file = join(home.folder, 'passphrase')
  const write = () =>
    vaultWith(home, {
      ...home.env,
      SWITCHYARD_KEYCHAIN: 'passphrase',
      SWITCHYARD_PASSPHRASE_FILE: file,
    }).write(note, 1)
  const refused = (said: string) => ({
    ok: false,
    failure: { kind: 'file-unreadable', path: file, said: expect.stringContaining(said) },
  })
  expect(await write()).toMatchObject({ ok: false, failure: { kind: 'file-unreadable', path: file } })
  await writeFile(file, '\n', { mode: 0o600 })
  expect(await write()).toMatchObject(refused('empty'))
  await writeFile(file, testPassphrase)
  for (const mode of [0o640, 0o604, 0o644]) {
    await chmod(file, mode)
    expect(await write()).toMatchObject(refused(`mode ${mode.toString(8)}`))
  }
})

test('SWITCHYARD_PASSPHRASE is read once and taken out of the environment, in either mode', async () => {
  const home = await tempHome()
  const env: NodeJS.ProcessEnv = {
    ...home.env,
    SWITCHYARD_KEYCHAIN: 'passphrase',
    SWITCHYARD_PASSPHRASE: testPassphrase,
  }
  const vault = vaultWith(home, env)
  expect('SWITCHYARD_PASSPHRASE' in env).toBe(false)
  expect(await vault.write(note, 1)).toEqual(done)
  // Another room of this process that opens the vault has it too, until it is locked.
  expect(await vaultWith(home, env).read(note)).toEqual(ok(1))
  await vault.lock()
  expect(await vaultWith(home, env).unlock()).toEqual(
    failed({ kind: 'answer-needed', missing: ['passphrase'] }),
  )
  const os: NodeJS.ProcessEnv = { ...home.env, SWITCHYARD_PASSPHRASE: testPassphrase }
  createKeySource({ env: os, home: home.paths.home })
  expect('SWITCHYARD_PASSPHRASE' in os).toBe(false)
})

test('a person is asked once for any number of callers, and told whether it is chosen or repeated', async () => {
  const home = await tempHome()
  const ask = vi.fn(
    async (_why: 'open' | 'create'): Promise<Result<Secret>> => ok(new Secret('correct horse')),
  )
  expect(await openVault(home, { passphrase: null, ask }).write(note, 1)).toEqual(done)
  expect(ask.mock.calls).toEqual([['create']])
  ask.mockClear()
  const vault = openVault(home, { passphrase: null, ask })
  const answers = await Promise.all(Array.from({ length: 20 }, () => vault.read(note)))
  expect(answers).toEqual(Array.from({ length: 20 }, () => ({ ok: true, value: 1 })))
  expect(ask.mock.calls).toEqual([['open']])
})

test('a wrong answer, none, an empty one and a cancelled question', async () => {
  const home = await tempHome()
  const cancelled = failed({ kind: 'cancelled', what: 'passphrase' })
  const asking = (answer: Result<Secret>) => openVault(home, { passphrase: null, ask: async () => answer })
  expect(await asking(ok(new Secret(''))).write(note, 1)).toMatchObject({
    ok: false,
    failure: { kind: 'answer-refused' },
  })
  expect(await asking(cancelled).write(note, 1)).toEqual(cancelled)
  expect(await asking(ok(new Secret('right'))).write(note, 1)).toEqual(done)
  expect(await asking(ok(new Secret('Right'))).read(note)).toEqual(failed({ kind: 'passphrase-wrong' }))
  expect(await asking(cancelled).read(note)).toEqual(cancelled)
  const nobody = openVault(home, { passphrase: null })
  expect(await nobody.read(note)).toEqual(failed({ kind: 'answer-needed', missing: ['passphrase'] }))
})

test('after a wrong answer the same vault may be asked for again', async () => {
  const home = await tempHome()
  await openVault(home, { passphrase: 'right' }).write(note, 1)
  const answers = ['wrong', 'right']
  const vault = openVault(home, { passphrase: null, ask: async () => ok(new Secret(answers.shift() ?? '')) })
  expect(await vault.read(note)).toEqual(failed({ kind: 'passphrase-wrong' }))
  expect(await vault.read(note)).toEqual(ok(1))
})

test('the same letters typed on another keyboard open it', async () => {
  const home = await tempHome()
  await openVault(home, { passphrase: 'Jose\u0301 und Zo\u00eb' }).write(note, 1)
  expect(await openVault(home, { passphrase: 'Jos\u00e9 und Zoe\u0308' }).read(note)).toEqual(ok(1))
})

test('what people remember is derived at full cost; a key in all but name need not be', async () => {
  const cheap = '"n":64,'
  for (const [passphrase, isCheap] of [
    ['correct horse battery staple is long enough to look like a key', false],
    ['a'.repeat(64), false],
    ['MyVeryLongSentenceWithoutSpacesAboutTheQuickBrownFoxJumps2026', false],
    ['abcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabc', false],
    [testPassphrase, true],
    ['3f8a1c0d9e2b7465f1a0c3d8e7b2946583fa1c0d9e2b7465f1a0c3d8e7b29465', true],
  ] as const) {
    const home = await tempHome()
    await openVault(home, { passphrase }).write(note, 1)
    expect([passphrase, (await headerOf(home)).includes(cheap)]).toEqual([passphrase, isCheap])
    if (!isCheap) expect(await headerOf(home)).toContain('"n":65536')
  }
})

test('a vault made in one mode says so in the other, and an unknown mode is a usage failure', async () => {
  const home = await tempHome()
  await openVault(home).write(note, 1)
  expect(await vaultWith(home, { ...home.env, SWITCHYARD_KEYCHAIN: 'os' }).read(note)).toEqual(
    failed({
      kind: 'keychain-unavailable',
      said: 'This vault was made with SWITCHYARD_KEYCHAIN=passphrase; set it so again.',
    }),
  )
  expect(createKeySource({ env: { SWITCHYARD_KEYCHAIN: 'pass' }, home: '/' })).toMatchObject({
    ok: false,
    failure: { kind: 'usage' },
  })
})
