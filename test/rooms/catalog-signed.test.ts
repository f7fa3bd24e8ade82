// Signed catalogs, by the real minisign: both of its formats, and everything that must not pass.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkSignature, readPublicKey } from '../../main/catalog/minisign.ts'
import { acme, desk, failure, text, value } from '../support/catalog-desk.ts'
import { rowOf, sync } from '../support/catalog-desk-remote.ts'
import { newRepository } from '../support/repository.ts'
import { newSigner } from '../support/signing.ts'
import { tempHome } from '../support/temp-home.ts'

const steering = text.replace('100000000101', '100000000999')

describe('what minisign signs', () => {
  it.each([true, false])('is read (legacy: %s), and nothing that differs by one byte', async legacy => {
    const { folder } = await tempHome()
    const signer = await newSigner()
    const key = value(readPublicKey(readFileSync(signer.keyFile, 'utf8')))
    expect(value(readPublicKey(signer.key)).id).toBe(key.id)
    // minisign prints the number without its leading zeros.
    expect(readFileSync(signer.keyFile, 'utf8')).toContain(`minisign public key ${key.id.replace(/^0+/, '')}`)
    const file = join(folder, 'switchyard.yaml')
    writeFileSync(file, text)
    signer.sign(file, { legacy, at: 1_790_000_000 })
    execFileSync('minisign', ['-V', '-q', '-m', file, '-P', signer.key])
    const [bytes, signature] = [readFileSync(file), readFileSync(`${file}.minisig`)]
    const check = (document: Uint8Array, by: Uint8Array) => checkSignature(document, by, key, file)
    expect(value(check(bytes, signature))).toEqual({ keyId: key.id, at: 1_790_000_000 })
    const changed = (from: Uint8Array, at: number): Uint8Array => {
      const copy = Uint8Array.from(from)
      copy[at] = (copy[at] ?? 0) ^ 1
      return copy
    }
    expect(failure(check(changed(bytes, 5), signature))?.kind).toBe('catalog-untrusted')
    expect(failure(check(Buffer.concat([bytes, Buffer.from('\n')]), signature))?.kind).toBe(
      'catalog-untrusted',
    )
    // All but the first line, which nobody signed, and the line break at the end.
    const start = signature.indexOf('\n') + 1
    for (let at = start; at < signature.length - 1; at++)
      expect([at, check(bytes, changed(signature, at)).ok]).toEqual([at, false])
  })

  it('is refused when it is by somebody else, is none, or is too long', async () => {
    const { folder } = await tempHome()
    const [mine, other] = [await newSigner(), await newSigner()]
    const key = value(readPublicKey(mine.key))
    const file = join(folder, 'switchyard.yaml')
    writeFileSync(file, text)
    other.sign(file)
    const signature = readFileSync(`${file}.minisig`)
    const said = (by: Uint8Array | null): string =>
      JSON.stringify(failure(checkSignature(Buffer.from(text), by, key, file)))
    expect(said(signature)).toContain('another key')
    expect(said(null)).toContain('not signed')
    for (const bad of ['', 'x', `${signature}\nmore`, 'a'.repeat(100_000), text])
      expect(said(Buffer.from(bad))).toContain('not one that minisign has made')
  })

  it.each([
    '',
    'RWQ',
    'x'.repeat(56),
    'untrusted comment: minisign public key\n',
    `RWQ${'A'.repeat(53)}\nRWQ${'A'.repeat(53)}`,
    '-----BEGIN PUBLIC KEY-----',
  ])('no key: %j', line => expect(failure(readPublicKey(line))?.kind).toBe('bad-input'))
})

describe('a signed file', () => {
  const signed = async () => {
    const at = await desk()
    const signer = await newSigner()
    let moment = 1_790_000_000
    const write = async (content: string, by = signer): Promise<void> => {
      await at.write(content)
      moment += 60
      by.sign(at.file, { at: moment })
    }
    await write(text)
    value(await at.store.add(at.file, { key: signer.key }))
    return { ...at, signer, write, writeOnly: at.write }
  }

  it('takes steering changes over at once, after a restart too', async () => {
    const { store, again, write, signer } = await signed()
    expect(await rowOf(store)).toMatchObject({
      state: 'current',
      signature: 'good',
      key: value(readPublicKey(signer.key)).id,
    })
    await write(steering)
    for (const one of [again(), store]) {
      expect(await acme(one)).toBe('100000000999')
      expect(await rowOf(one)).toMatchObject({ state: 'current', signature: 'good' })
    }
  })

  it('stays as it was when a change is not signed, or by another, and mends', async () => {
    const { store, again, file, write, writeOnly } = await signed()
    await writeOnly(steering)
    for (const one of [store, again()])
      expect(await rowOf(one)).toMatchObject({ state: 'untrusted', signature: 'bad' })
    await write(steering, await newSigner())
    expect(await rowOf(store)).toMatchObject({ state: 'untrusted', signature: 'bad' })
    expect((await rowOf(store)).problem).toContain('another key')
    await rm(`${file}.minisig`)
    expect(await rowOf(store)).toMatchObject({ state: 'untrusted', signature: 'none' })
    for (const call of [store.approve('hub'), store.difference('hub')])
      expect(failure(await call)?.kind).toBe('catalog-untrusted')
    expect(await acme(again())).toBe('100000000101')
    await write(steering)
    expect(await rowOf(store)).toMatchObject({ state: 'current', signature: 'good' })
    expect(await acme(again())).toBe('100000000999')
  })

  it('does not go back to what was signed before', async () => {
    const { store, signer, file, writeOnly, write } = await signed()
    await write(steering)
    expect(await acme(store)).toBe('100000000999')
    await writeOnly(text)
    signer.sign(file, { at: 1_790_000_000 })
    expect(await rowOf(store)).toMatchObject({
      state: 'untrusted',
      problem: expect.stringContaining('before the approved copy'),
    })
    expect(await acme(store)).toBe('100000000999')
  })

  it('under another name, or in a folder from which a document is gone, waits for a person', async () => {
    const { store, write } = await signed()
    await write(steering.replace('name: hub', 'name: other'))
    expect(await rowOf(store)).toMatchObject({ state: 'awaiting-approval', signature: 'good' })
    expect(await acme(store)).toBe('100000000101')
  })

  it('changes its key by an approval', async () => {
    const { store, again, write, signer } = await signed()
    const next = await newSigner()
    await write(text, next)
    expect((await rowOf(store)).state).toBe('untrusted')
    const synced = value(await store.sync('hub', { key: readFileSync(next.keyFile, 'utf8') }))
    expect(synced.failure).toMatchObject({ kind: 'approval-needed', changes: 1 })
    expect((await rowOf(again())).state).toBe('awaiting-approval')
    expect(value(await store.difference('hub')).steering).toEqual([
      {
        path: '(key)',
        before: value(readPublicKey(signer.key)).id,
        after: value(readPublicKey(next.key)).id,
        sentence: 'hub would be signed by a different key.',
      },
    ])
    expect((await rowOf(store)).key).toBe(value(readPublicKey(signer.key)).id)
    value(await store.approve('hub'))
    expect(await rowOf(again())).toMatchObject({
      state: 'current',
      signature: 'good',
      key: value(readPublicKey(next.key)).id,
    })
    await write(steering, next)
    expect(await acme(store)).toBe('100000000999')
  })

  it('keeps its key when nothing is signed by the other, and takes a wish back', async () => {
    const { store, again, write, signer } = await signed()
    const next = await newSigner()
    expect(value(await store.sync('hub', { key: next.key })).failure?.kind).toBe('catalog-untrusted')
    expect(await rowOf(again())).toMatchObject({ state: 'current', signature: 'good' })
    expect(failure(await store.sync('hub', { key: 'x' }))?.kind).toBe('bad-input')
    await write(steering, next)
    expect(value(await store.sync('hub', { key: next.key })).failure?.kind).toBe('approval-needed')
    await write(text, signer)
    expect(value(await store.sync('hub', { key: signer.key })).failure).toBeNull()
    expect(await rowOf(again())).toMatchObject({ state: 'current', signature: 'good' })
    expect(await acme(store)).toBe('100000000101')
  })
})

describe('signed documents elsewhere', () => {
  it('in a folder are checked one by one; one that vanishes waits for a person', async () => {
    const { home, store } = await desk()
    const signer = await newSigner()
    const folder = join(home.folder, 'parts')
    const { mkdir } = await import('node:fs/promises')
    await mkdir(folder)
    const [head = '', tail = ''] = text.split('roles:')
    const put = async (name: string, content: string, at: number): Promise<void> => {
      await writeFile(join(folder, name), content)
      signer.sign(join(folder, name), { at })
    }
    await put('10-accounts.yaml', head, 1)
    await put('20-roles.yaml', `roles:${tail}`, 1)
    value(await store.add(folder, { key: signer.key }))
    expect(await rowOf(store)).toMatchObject({ kind: 'folder', signature: 'good', targets: 2 })
    await put('10-accounts.yaml', head.replace('100000000101', '100000000999'), 2)
    expect(await acme(store)).toBe('100000000999')
    await rm(join(folder, '20-roles.yaml'))
    expect(await rowOf(store)).toMatchObject({ state: 'awaiting-approval', targets: 2 })
    await writeFile(join(folder, '20-roles.yaml'), `roles:${tail}\n`)
    expect(await rowOf(store)).toMatchObject({
      state: 'untrusted',
      targets: 2,
      problem: expect.stringMatching(/^20-roles\.yaml: /),
    })
  })

  it('in git take effect when they are signed, and not when they are only committed', async () => {
    const { store } = await desk()
    const repository = await newRepository()
    const signer = await newSigner()
    const file = join(repository.work, 'switchyard.yaml')
    writeFileSync(file, text)
    signer.sign(file)
    await repository.push({})
    value(await store.add(repository.bare, { key: signer.key }))
    expect((await rowOf(store)).signature).toBe('good')
    await repository.push({ 'switchyard.yaml': steering })
    expect(await sync(store)).toMatchObject({ kind: 'catalog-untrusted', because: 'signature' })
    expect(await acme(store)).toBe('100000000101')
    signer.sign(file)
    const commit = await repository.push({})
    expect(await sync(store)).toBeNull()
    expect(await rowOf(store)).toMatchObject({ state: 'current', approvedRef: commit })
    expect(await acme(store)).toBe('100000000999')
  })
})
