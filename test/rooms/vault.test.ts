// What the vault keeps, how it is shared, locked and damaged; each `openVault` stands for a new process.
import { existsSync } from 'node:fs'
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Secret } from '../../main/secret.ts'
import { createSealer } from '../../main/vault/seal.ts'
import { iamKey, jsonKey, portalKey, sessionKey } from '../../main/vault/vault-key.ts'
import { runVault } from '../support/run-vault.ts'
import { tempHome } from '../support/temp-home.ts'
import { openVault, testPassphrase } from '../support/temp-vault.ts'

const key = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  addedAt: 1,
}
const note = jsonKey<unknown>('note', 'a')
const empty = { ok: true, value: null }
const done = { ok: true, value: undefined }
const locked = { ok: false, failure: { kind: 'vault-locked' } }

test('what one process keeps another reads, and the file shows none of it', async () => {
  const home = await tempHome()
  const vault = openVault(home)
  expect(await vault.read(iamKey('hub:ops'))).toEqual(empty)
  expect(existsSync(home.paths.vault)).toBe(false)
  expect(await vault.write(iamKey('hub:ops'), key)).toEqual(done)
  expect(await openVault(home).read(iamKey('hub:ops'))).toEqual({ ok: true, value: key })
  expect(await openVault(home).read(iamKey('hub:other'))).toEqual(empty)
  const file = await readFile(home.paths.vault, 'latin1')
  for (const secret of [key.secretAccessKey, key.accessKeyId, 'hub:ops', testPassphrase])
    expect(file).not.toContain(secret)
  expect((await stat(home.paths.vault)).mode & 0o777).toBe(0o600)
})

test('kinds are apart, lists are whole, and removing takes one', async () => {
  const home = await tempHome()
  const vault = openVault(home)
  await vault.update(draft => {
    for (const id of ['one', 'two', '__proto__']) {
      draft.set(sessionKey(id), { accessKeyId: id, secretAccessKey: 's', sessionToken: 't', expiresAt: 5 })
    }
    draft.set(jsonKey('other', 'one'), { text: 'é\n"' })
  })
  await vault.remove(sessionKey('two'))
  const again = openVault(home)
  const list = await again.list('session')
  expect(list.ok && list.value.map(entry => entry.key)).toEqual(['one', '__proto__'])
  expect(await again.read(jsonKey('other', 'one'))).toEqual({ ok: true, value: { text: 'é\n"' } })
  expect(await again.read(portalKey('one'))).toEqual(empty)
  expect(await again.list('nothing')).toEqual({ ok: true, value: [] })
})

test('values go in and out as copies, and what is no JSON is refused where it is put in', async () => {
  const home = await tempHome()
  const vault = openVault(home)
  const value = { list: [1] }
  await vault.write(note, value)
  value.list.push(2)
  const first = await vault.read(note)
  if (first.ok) (first.value as typeof value).list.push(3)
  expect(await vault.read(note)).toEqual({ ok: true, value: { list: [1] } })
  await expect(vault.write(note, { secret: new Secret('x') })).rejects.toThrow('cannot be written as JSON')
  await expect(vault.write(note, undefined)).rejects.toThrow('keeps JSON')
  await expect(vault.update(async () => {})).rejects.toThrow('must not wait')
  expect(await vault.read(note)).toEqual({ ok: true, value: { list: [1] } })
})

test('a change that changes nothing writes nothing', async () => {
  const home = await tempHome()
  const vault = openVault(home, { passphrase: null })
  expect(await vault.remove(note)).toEqual(done)
  expect(await vault.update(draft => draft.list('note').length)).toEqual({ ok: true, value: 0 })
  expect(existsSync(home.paths.vault)).toBe(false)
  const other = openVault(home)
  await other.write(note, 1)
  const before = (await stat(home.paths.vault)).mtimeMs
  await other.remove(jsonKey('note', 'b'))
  expect((await stat(home.paths.vault)).mtimeMs).toBe(before)
})

test('an open vault sees at once what another one wrote', async () => {
  const home = await tempHome()
  const [one, other] = [openVault(home), openVault(home)]
  for (let n = 0; n < 20; n++) {
    await one.write(note, n)
    expect(await other.read(note)).toEqual({ ok: true, value: n })
  }
})

test('processes and callers that count on one number lose none', async () => {
  const home = await tempHome({ SWITCHYARD_KEYCHAIN: 'passphrase', SWITCHYARD_PASSPHRASE: testPassphrase })
  const steps = [{ do: 'count', id: 'a', times: 15 }] as const
  const here = openVault(home)
  const counted = await Promise.all([
    ...[1, 2, 3].map(() => runVault(home.env, steps)),
    ...Array.from({ length: 15 }, () => here.update(draft => draft.set(note, Number(draft.get(note)) + 1))),
  ])
  expect(counted).toHaveLength(18)
  expect(await openVault(home).read(note)).toEqual({ ok: true, value: 60 })
})

test('locking reaches every process and stays until the right passphrase was given', async () => {
  const home = await tempHome()
  const [one, other] = [openVault(home), openVault(home)]
  await one.write(note, 'kept')
  await other.read(note)
  expect([one.locked(), one.ready(), other.ready()]).toEqual([false, true, true])
  expect(await one.lock()).toEqual(done)
  expect([one.locked(), other.locked(), other.ready()]).toEqual([true, true, false])
  for (const vault of [one, other, openVault(home)]) {
    expect(await vault.read(note)).toEqual(locked)
    expect(await vault.write(note, 'new')).toEqual(locked)
    expect(await createSealer(vault).seal(Buffer.from('x'))).toEqual(locked)
  }
  expect(await openVault(home, { passphrase: 'wrong' }).unlock()).toEqual({
    ok: false,
    failure: { kind: 'passphrase-wrong' },
  })
  expect(await one.unlock()).toMatchObject({
    ok: false,
    failure: { kind: 'answer-needed', missing: ['passphrase'] },
  })
  expect(other.locked()).toBe(true)
  expect(await openVault(home).unlock()).toEqual(done)
  expect(await openVault(home).read(note)).toEqual({ ok: true, value: 'kept' })
})

test('a file that was changed anywhere is kept aside, said, and never written over', async () => {
  const home = await tempHome()
  await openVault(home).write(note, 'kept')
  const whole = await readFile(home.paths.vault)
  const headerEnd = whole.indexOf('}', whole.indexOf('keyId'))
  for (const damage of [
    whole.subarray(0, 0),
    whole.subarray(0, 30),
    whole.subarray(0, whole.length - 1),
    Buffer.concat([whole, Buffer.from([0])]),
    ...[0, headerEnd + 2, headerEnd + 14, headerEnd + 30, whole.length - 1].map(at => {
      const copy = Buffer.from(whole)
      copy.writeUInt8(copy.readUInt8(at) ^ 1, at)
      return copy
    }),
  ]) {
    await writeFile(home.paths.vault, damage)
    const vault = openVault(home)
    expect(vault.problem()).toBeNull()
    const answer = await vault.read(note)
    if (answer.ok || answer.failure.kind !== 'vault-damaged')
      throw new Error(`not seen: ${JSON.stringify(answer)}`)
    expect(await readFile(answer.failure.path)).toEqual(damage)
    expect(answer.failure.path).not.toBe(home.paths.vault)
    expect(vault.problem()).toContain(answer.failure.path)
    // The next command begins anew and works.
    expect(await openVault(home).read(note)).toEqual(empty)
    expect(await openVault(home).write(note, 'new')).toEqual(done)
  }
})

test('two files damaged in the same second are both kept', async () => {
  const home = await tempHome()
  for (const text of ['first', 'second']) {
    await writeFile(home.paths.vault, text)
    await openVault(home).read(note)
  }
  const kept = (await readdir(home.paths.home)).filter(name => name.startsWith('vault.damaged-'))
  expect(await Promise.all(kept.map(name => readFile(join(home.paths.home, name), 'utf8')))).toEqual(
    expect.arrayContaining(['first', 'second']),
  )
})

test('the key survives damage of the contents, so what was sealed with it still opens', async () => {
  const home = await tempHome()
  const vault = openVault(home)
  const sealed = await createSealer(vault).seal(Buffer.from('earlier state'))
  const file = await readFile(home.paths.vault)
  await writeFile(home.paths.vault, file.subarray(0, file.length - 1))
  expect(await openVault(home).read(note)).toMatchObject({ ok: false, failure: { kind: 'vault-damaged' } })
  const opened = await createSealer(openVault(home)).open(sealed.ok ? sealed.value : Buffer.alloc(0))
  expect(opened.ok && opened.value.toString()).toBe('earlier state')
})

test('neither the version nor the kind of key can be changed unseen; a newer form is left alone', async () => {
  const home = await tempHome()
  await openVault(home).write(note, 'kept')
  const whole = await readFile(home.paths.vault)
  const newer = Buffer.from(whole)
  newer.writeUInt8(2, 8)
  await writeFile(home.paths.vault, newer)
  const answer = await openVault(home).read(note)
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'vault-damaged', path: home.paths.vault } })
  expect(await readFile(home.paths.vault)).toEqual(newer)
  const cheaper = Buffer.from(whole.toString('latin1').replace('"n":64', '"n":32'), 'latin1')
  await writeFile(home.paths.vault, cheaper)
  expect(await openVault(home).read(note)).toMatchObject({ ok: false })
})

test('sealed bytes open only unchanged, for the same use, with the same vault', async () => {
  const home = await tempHome()
  const vault = openVault(home)
  const sealer = createSealer(vault, 'one use')
  expect(sealer.ready()).toBe(false)
  const sealed = await sealer.seal(Buffer.from('text'))
  if (!sealed.ok) throw new Error('not sealed')
  expect(sealer.ready()).toBe(true)
  expect(sealed.value.includes('text')).toBe(false)
  const opened = await createSealer(openVault(home), 'one use').open(sealed.value)
  expect(opened.ok && opened.value.toString()).toBe('text')
  const damaged = { ok: false, failure: { kind: 'vault-damaged' } }
  expect(await createSealer(vault, 'another use').open(sealed.value)).toMatchObject(damaged)
  for (const at of [0, 7, 9, 20, sealed.value.length - 1]) {
    const copy = Buffer.from(sealed.value)
    copy.writeUInt8(copy.readUInt8(at) ^ 1, at)
    expect(await sealer.open(copy)).toMatchObject(damaged)
  }
  expect(await createSealer(openVault(await tempHome()), 'one use').open(sealed.value)).toMatchObject(damaged)
})

test('an unreadable vault is a failure, not an empty one', async () => {
  const home = await tempHome()
  await openVault(home).write(note, 1)
  const vault = openVault({ ...home, paths: { ...home.paths, vault: join(home.paths.vault, 'below') } })
  await chmod(home.paths.vault, 0o600)
  expect(await vault.read(note)).toMatchObject({ ok: false, failure: { kind: 'file-unreadable' } })
})
