// Catalogs at an https address, from a real TLS host on this machine.
import { describe, expect, it } from 'vitest'
import { acme, failure, text, value } from '../support/catalog-desk.ts'
import { remoteDesk, rowOf, sync } from '../support/catalog-desk-remote.ts'
import { newSigner } from '../support/signing.ts'
import { tlsHost } from '../support/tls-host.ts'

const path = '/team/switchyard.yaml'
const cosmetic = text.replace('1800 USD', '2100 USD')
const steering = cosmetic.replace('100000000101', '100000000999')

const hosted = async () => {
  const host = await tlsHost()
  host.serve({ [path]: text })
  return { host, address: `${host.address}${path}`, ...(await remoteDesk(host.env)) }
}

describe('a document at an https address', () => {
  it('is added, asked for only when it changed, and waits when it steers', async () => {
    const { host, address, store, again } = await hosted()
    expect(value(await store.add(address)).name).toBe('hub')
    expect(await rowOf(store)).toMatchObject({
      kind: 'https',
      source: address,
      state: 'current',
      approvedRef: expect.stringMatching(/^[0-9a-f]{12}$/),
      syncedAt: expect.stringMatching(/Z$/),
      copiedAt: expect.stringMatching(/Z$/),
    })
    expect(await sync(again())).toBeNull()
    expect(host.asked.map(({ status }) => status)).toEqual([200, 304])
    host.serve({ [path]: cosmetic })
    expect(await sync(store)).toBeNull()
    host.serve({ [path]: steering })
    expect(await sync(store)).toMatchObject({ kind: 'approval-needed', changes: 1 })
    expect(await acme(store)).toBe('100000000101')
    // Asked again, the host says 304 and the update still waits.
    expect(await sync(again())).toMatchObject({ kind: 'approval-needed' })
    expect(host.asked.at(-1)?.status).toBe(304)
    expect(value(await store.approve('hub')).map(change => change.path)).toEqual(['accounts.acme.id'])
    expect(await acme(store)).toBe('100000000999')
  })

  it.each([
    ['404', 404, 'text/plain', 'nothing', 'HTTP 404 instead of the document; check its address'],
    ['403', 403, 'application/json', '{}', 'take the repository by git'],
    ['500', 500, 'text/plain', 'oh', 'HTTP 500'],
    ['204', 204, 'text/plain', '', 'HTTP 204'],
    ['a web page', 200, 'text/html; charset=utf-8', '<!doctype html><title>Sign in</title>', 'web page'],
  ])('keeps the approved copy when the answer is %s', async (_what, status, type, body, words) => {
    const { host, address, store, again } = await hosted()
    value(await store.add(address))
    host.answer(
      (_, response) => void response.writeHead(status, { 'content-type': type }).end(body || undefined),
    )
    expect(await sync(store)).toMatchObject({ kind: 'unreachable' })
    for (const one of [store, again()]) {
      expect(await rowOf(one)).toMatchObject({ state: 'offline', problem: expect.stringContaining(words) })
      expect(await acme(one)).toBe('100000000101')
    }
    host.serve({ [path]: text })
    expect(await sync(again())).toBeNull()
    expect((await rowOf(store)).state).toBe('current')
  })

  it.each([
    ['empty', '', 'empty'],
    ['malformed', 'switchyard: [', ''],
    ['no catalog', '{"message":"ok"}', ''],
  ])('keeps the approved copy when the new one is %s', async (_what, body, words) => {
    const { host, address, store } = await hosted()
    value(await store.add(address))
    host.serve({ [path]: body })
    expect(await sync(store)).toMatchObject({ kind: 'catalog-invalid' })
    expect(await rowOf(store)).toMatchObject({ state: 'invalid', problem: expect.stringContaining(words) })
    expect(await acme(store)).toBe('100000000101')
  })

  it('does not go back: neither by date nor to a copy that was replaced', async () => {
    const { host, address, store } = await hosted()
    const on = (content: string, day: number) =>
      host.serve({ [path]: content }, { 'last-modified': `Mon, 0${day} Jun 2026 10:00:00 GMT` })
    on(text, 2)
    value(await store.add(address))
    on(cosmetic, 1)
    expect(await sync(store)).toMatchObject({ kind: 'catalog-untrusted', because: 'rollback' })
    expect(await rowOf(store)).toMatchObject({
      state: 'untrusted',
      problem: expect.stringContaining('older than the approved'),
    })
    on(cosmetic, 3)
    expect(await sync(store)).toBeNull()
    // Without a date, what was in force before is known by its content.
    host.serve({ [path]: text })
    expect(await sync(store)).toMatchObject({ because: 'rollback' })
    // With a later date it is a team that took a change back.
    on(text, 4)
    expect(await sync(store)).toBeNull()
  })

  it('is trusted by a signature beside it, fetched from the same host', async () => {
    const { host, address, store, home } = await hosted()
    const signer = await newSigner()
    const { writeFile, readFile } = await import('node:fs/promises')
    const signed = async (content: string): Promise<void> => {
      const file = `${home.folder}/signed.yaml`
      await writeFile(file, content)
      signer.sign(file)
      host.serve({ [path]: content, [`${path}.minisig`]: await readFile(`${file}.minisig`) })
    }
    expect(failure(await store.add(address, { key: signer.key }))).toMatchObject({
      kind: 'catalog-untrusted',
      because: 'unsigned',
    })
    await signed(text)
    value(await store.add(address, { key: signer.key }))
    expect((await rowOf(store)).signature).toBe('good')
    await signed(steering)
    expect(await sync(store)).toBeNull()
    expect(await acme(store)).toBe('100000000999')
    host.serve({ [path]: text.replace('100000000101', '666666666666') })
    expect(await sync(store)).toMatchObject({ because: 'unsigned' })
    expect(await acme(store)).toBe('100000000999')
  })
})

describe('on the way', () => {
  it('follows https only, a few times', async () => {
    const { host, address, store } = await hosted()
    const to = (location: string) =>
      host.answer((request, response) => {
        if (request.url === '/real.yaml') return void response.writeHead(200).end(text)
        response.writeHead(302, { location }).end()
      })
    to('/real.yaml')
    value(await store.add(address, { name: 'moved' }))
    for (const [location, words] of [
      [host.address.replace('https', 'http'), 'only https'],
      ['file:///etc/passwd', 'only https'],
      [`https://user:secret@localhost/`, 'only https'],
      [path, 'too often'],
      ['http://[', 'without saying where'],
    ] as const) {
      to(location)
      const said = failure(await store.add(address))
      expect([location, said?.kind, JSON.stringify(said)]).toEqual([
        location,
        'unreachable',
        expect.stringContaining(words),
      ])
      expect(JSON.stringify(said)).not.toContain('secret')
    }
  })

  it('refuses a host whose certificate nobody here trusts, and one that is not there', async () => {
    const { address, host } = await hosted()
    const { store } = await remoteDesk()
    expect(failure(await store.add(address))).toMatchObject({
      kind: 'unreachable',
      said: expect.stringContaining('AWS_CA_BUNDLE'),
    })
    expect(host.asked).toEqual([])
    expect(failure(await store.add('https://localhost:1/switchyard.yaml'))?.kind).toBe('unreachable')
  })

  it('stops at 8 MB, said or not', async () => {
    const { host, address, store } = await hosted()
    for (const size of [9, 30]) {
      host.answer((_, response) => {
        response.writeHead(200, { 'content-type': 'text/plain' })
        const part = Buffer.alloc(1_000_000, 'x')
        let left = size
        const more = (): void => {
          if (left-- > 0 && !response.destroyed) response.write(part, more)
          else response.end()
        }
        more()
      })
      expect(failure(await store.add(address))).toMatchObject({
        kind: 'catalog-invalid',
        problems: [{ message: expect.stringContaining('8 MB') }],
      })
    }
  })
})
