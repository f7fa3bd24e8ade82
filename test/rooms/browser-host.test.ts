// The browser host against pages and programs that are not its window: hosts, origins, keys, links, paths and frames.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type BrowserHost, openBrowserHost } from '../../main/browser-host/index.ts'
import { Secret } from '../../main/secret.ts'
import type { Pipe } from '../../shared/wire.ts'

let folder: string
let host: BrowserHost
let pipes: Pipe[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchyard-host-'))
  await mkdir(join(folder, 'window', 'assets'), { recursive: true })
  await writeFile(join(folder, 'window', 'index.html'), '<!doctype html><title>the window</title>')
  await writeFile(join(folder, 'window', 'assets', 'app.js'), 'export {}')
  await writeFile(join(folder, 'window-secret.txt'), 'beside the window')
  await writeFile(join(folder, 'secret.txt'), 'above the window')
  pipes = []
  const opened = await openBrowserHost({
    folder: join(folder, 'window'),
    port: 0,
    accept: pipe => void pipes.push(pipe),
  })
  if (!opened.ok) throw new Error(opened.failure.kind)
  host = opened.value
})
afterEach(async () => {
  await host.close()
  await rm(folder, { recursive: true })
})

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string }

/** Sends the path as it is, which `fetch` would tidy up. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: host.port, path, method, headers }, response => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    sent.on('error', reject)
    sent.end()
  })

const enter = async (): Promise<string> => {
  const { search } = new URL(host.freshUrl())
  const entered = await ask(`/${search}`)
  return entered.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

/** How an upgrade ends: opened, or the status of its refusal. */
const upgrade = (path: string, headers: Record<string, string>): Promise<WebSocket | number> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers })
    socket.once('open', () => resolve(socket))
    socket.once('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
    socket.once('error', error => reject(error))
  })
const own = (): string => `http://127.0.0.1:${host.port}`

test('a key opens the window once, and its cookie is for this host alone', async () => {
  const { search } = new URL(host.freshUrl())
  const first = await ask(`/${search}`)
  expect(first).toMatchObject({ status: 200, body: expect.stringContaining('<title>the window') })
  const [cookie = ''] = first.headers['set-cookie'] ?? []
  expect(cookie).toMatch(
    new RegExp(`^switchyard-${host.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
  )
  const second = await ask(`/${search}`)
  expect(second.status).toBe(403)
  expect(second.headers['set-cookie']).toBeUndefined()
  expect(second.body).not.toContain('<title>the window')
  const admitted = { cookie: cookie.split(';')[0] ?? '' }
  expect(await ask('/', admitted)).toMatchObject({ status: 200 })
  // The page that a used key opened may be loaded again; a fresh key is used up even by one who is in already.
  const again = await ask(`/${search}`, admitted)
  expect(again).toMatchObject({ status: 200, body: expect.stringContaining('<title>the window') })
  expect(again.headers['set-cookie']).toBeUndefined()
  const fresh = new URL(host.freshUrl()).search
  expect(await ask(`/${fresh}`, admitted)).toMatchObject({ status: 200 })
  expect(await ask(`/${fresh}`)).toMatchObject({ status: 403 })
})

test('who comes from another page goes on by itself once, and no further without the cookie', async () => {
  const cookie = await enter()
  const kept = await ask('/')
  expect(kept.status).toBe(403)
  const [, next = ''] = /<meta http-equiv="refresh" content="0;url=([^"]+)">/.exec(kept.body) ?? []
  expect(next).toBe('/?again')
  expect(await ask(next, { cookie })).toMatchObject({
    status: 200,
    body: expect.stringContaining('<title>the window'),
  })
  const refused = await ask(next)
  expect(refused.status).toBe(403)
  expect(refused.body).not.toContain('http-equiv')
})

test.each(['', 'x', 'A'.repeat(43), '%00', '__proto__'])('the key %j opens nothing', async key => {
  const answer = await ask(`/?key=${key}`)
  expect(answer.status).toBe(403)
  expect(answer.headers['set-cookie']).toBeUndefined()
})

test('without the cookie nothing is shown, not even whether a file exists', async () => {
  for (const path of ['/', '/index.html', '/assets/app.js', '/nothing', '/go/x'])
    expect(await ask(path)).toMatchObject({ status: 403 })
  const others = ['switchyard-1=x', `switchyard-${host.port}=`, `switchyard-${host.port}=${'A'.repeat(43)}`]
  for (const cookie of others) expect(await ask('/', { cookie })).toMatchObject({ status: 403 })
})

test('a name that leads to 127.0.0.1 is not served, whatever it brings along', async () => {
  const cookie = await enter()
  const names = [`localhost:${host.port}`, 'evil.example', `127.0.0.1.evil.example:${host.port}`, '127.0.0.1']
  for (const name of names) {
    expect(await ask('/', { host: name, cookie })).toMatchObject({ status: 403 })
    const { search } = new URL(host.freshUrl())
    const entered = await ask(`/${search}`, { host: name })
    expect(entered).toMatchObject({ status: 403 })
    expect(entered.headers['set-cookie']).toBeUndefined()
  }
})

test('every answer forbids foreign scripts, frames, guessing of types and keeping', async () => {
  const cookie = await enter()
  const link = host.linkTo('https://example.com/')
  for (const answer of [
    await ask('/', { cookie }),
    await ask('/assets/app.js', { cookie }),
    await ask('/none', { cookie }),
    await ask('/'),
    await ask(link, { cookie }),
  ]) {
    const policy = String(answer.headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
    })
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  }
})

test('a link leads to its address once, and only for the window', async () => {
  const cookie = await enter()
  const address = 'https://signin.aws.amazon.com/federation?Action=login&SigninToken=secret'
  const link = host.linkTo(new Secret(address))
  expect(link).toMatch(/^\/go\/[\w-]{43}$/)
  expect(await ask(link)).toMatchObject({ status: 403 })
  const first = await ask(link, { cookie })
  expect(first).toMatchObject({ status: 303, headers: { location: address } })
  const second = await ask(link, { cookie })
  expect(second.status).toBe(410)
  expect(second.headers.location).toBeUndefined()
  expect(await ask('/go/', { cookie })).toMatchObject({ status: 410 })
})

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/..\\secret.txt',
  '/assets/../../secret.txt',
  '/../window-secret.txt',
  '/..%5csecret.txt',
  '/%00',
  '/index.html%00.js',
  '/%',
  '/%E0%A4%A',
  '//etc/passwd',
  '/assets',
])('the path %s leads to no file', async path => {
  const answer = await ask(path, { cookie: await enter() })
  expect([400, 403, 404]).toContain(answer.status)
  expect(answer.body).not.toMatch(/above the window|beside the window|root:/)
})

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is refused', async method => {
  expect(await ask('/', { cookie: await enter() }, method)).toMatchObject({ status: 405 })
})

test('a WebSocket opens for the cookie, the exact Origin and the exact Host together', async () => {
  const cookie = await enter()
  const origin = own()
  const refused: Record<string, string>[] = [
    {},
    { cookie },
    { origin },
    { cookie, origin: 'https://evil.example' },
    { cookie, origin: `http://localhost:${host.port}` },
    { cookie, origin: 'null' },
    { cookie, origin, host: 'evil.example' },
    { cookie: `switchyard-${host.port}=${'A'.repeat(43)}`, origin },
  ]
  for (const headers of refused) expect(await upgrade('/desk', headers)).toBe(403)
  expect(await upgrade('/other', { cookie, origin })).toBe(403)
  expect(pipes).toHaveLength(0)
  const socket = await upgrade('/desk', { cookie, origin })
  expect(socket).toBeInstanceOf(WebSocket)
  expect(pipes).toHaveLength(1)
  if (socket instanceof WebSocket) socket.terminate()
})

test('a frame beyond 256 KB closes its window, and the host goes on', async () => {
  const cookie = await enter()
  const socket = await upgrade('/desk', { cookie, origin: own() })
  if (!(socket instanceof WebSocket)) throw new Error('refused')
  let taken = 0
  let closed = 0
  pipes[0]?.onFrame(() => {
    taken += 1
  })
  pipes[0]?.onClose(() => {
    closed += 1
  })
  const code = new Promise(resolve => socket.once('close', resolve))
  socket.send('x'.repeat(257 * 1024))
  // 1009: the message is too big (RFC 6455, section 7.4.1).
  expect(await code).toBe(1009)
  await expect.poll(() => closed).toBe(1)
  expect(taken).toBe(0)
  pipes[0]?.send({ type: 'event', name: 'snapshot', value: null })
  expect(await ask('/', { cookie })).toMatchObject({ status: 200 })
})

test('a stranger who breaks off in the middle of anything does not end the host', async () => {
  const cookie = await enter()
  const breaks = [
    'GET /desk HTTP/1.1\r\nHost: evil\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    'GET /assets/app.js HTTP/1.1\r\nHost: x\r\n',
    'nonsense\r\n\r\n',
    `GET /desk HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nOrigin: ${own()}\r\nCookie: ${cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  ]
  for (const text of [...breaks, ...breaks, ...breaks]) {
    const socket = connect(host.port, '127.0.0.1').on('error', () => undefined)
    await new Promise(resolve => socket.write(text, resolve))
    socket.resetAndDestroy()
  }
  const socket = await upgrade('/desk', { cookie, origin: own() })
  if (!(socket instanceof WebSocket))
    throw new Error('refused')
    // A frame with reserved bits set, which no WebSocket may send.
  ;(socket as unknown as { _socket: { write(bytes: Buffer): void } })._socket.write(Buffer.from([0xff, 0xff]))
  await new Promise(resolve => socket.once('close', resolve))
  await new Promise(resume => setTimeout(resume, 50))
  expect(await ask('/', { cookie })).toMatchObject({ status: 200 })
})

test('a taken port is said, not thrown', async () => {
  const second = await openBrowserHost({ folder, port: host.port, accept: () => undefined })
  expect(second).toMatchObject({ ok: false, failure: { kind: 'bad-input', path: 'port' } })
})

test('it listens on 127.0.0.1 alone', async () => {
  const elsewhere = connect(host.port, '127.0.0.2')
  const ended = await new Promise(resolve => {
    elsewhere.once('connect', () => resolve('connected'))
    elsewhere.once('error', () => resolve('refused'))
  })
  elsewhere.destroy()
  expect(ended).toBe('refused')
})
