// What the agent's socket answers to those who are not the command line: HTTP statuses, before any room is asked.
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { askForProcessDocument } from '../../main/agent/process-request.ts'
import { type AgentSocket, openAgentSocket } from '../../main/agent/socket-server.ts'

let folder: string
let agent: AgentSocket
let accepted: number
let address: { socket: string; agentToken: string; agentPlace: string }

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sy-'))
  address = {
    socket: join(folder, 'agent.sock'),
    agentToken: join(folder, 'agent.token'),
    agentPlace: join(folder, 'agent.place'),
  }
  accepted = 0
  const opened = await openAgentSocket({
    ...address,
    accept: () => {
      accepted += 1
    },
    processDocument: async target => ({
      exit: target === 'acme/Admin' ? 0 : 6,
      body: `{"target":"${target}"}`,
    }),
  })
  if (!opened.ok) throw new Error(opened.failure.kind)
  agent = opened.value
})
afterEach(async () => {
  await agent.close()
  await rm(folder, { recursive: true })
})

const ask = async (method: string, path: string, body = '', token?: string) => {
  const authorization =
    token ?? (await readFile(address.agentToken, 'utf8')).trim().slice('Authorization: '.length)
  return await new Promise<{ status: number; exit: string | undefined; body: string }>((resolve, reject) => {
    const sent = request(
      { socketPath: address.socket, method, path, headers: { authorization } },
      response => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
        })
        const exit = response.headers['x-switchyard-exit']
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, exit: exit as string | undefined, body: text }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

test.each(['', 'Bearer ', `Bearer ${'0'.repeat(64)}`, 'Basic eDp5'])(
  'without the token nothing is answered: %j',
  async token => {
    expect(await ask('GET', '/credentials?target=acme/Admin', '', token)).toMatchObject({
      status: 401,
      body: '',
    })
    expect(
      await ask('POST', '/call', '{"type":"call","id":1,"name":"status","input":{}}', token),
    ).toMatchObject({ status: 401 })
    expect(accepted).toBe(0)
  },
)

test('socket and token are the person’s own', async () => {
  expect((await stat(address.socket)).mode & 0o777).toBe(0o600)
  expect((await stat(address.agentToken)).mode & 0o777).toBe(0o600)
})

test.each(['', 'not JSON', 'null', '[]', '{"type":"event","name":"x"}', '{"type":"call","name":"status"}'])(
  'a body that is no call is refused at once: %j',
  async body => {
    expect(await ask('POST', '/call', body)).toMatchObject({ status: 400 })
    expect(accepted).toBe(0)
  },
)

test('a body beyond 256 KB is refused', async () => {
  expect(await ask('POST', '/call', 'x'.repeat(257 * 1024))).toMatchObject({ status: 413 })
})

test.each([
  ['GET', '/'],
  ['GET', '/call'],
  ['POST', '/credentials?target=acme/Admin'],
])('there is nothing at %s %s', async (method, path) => {
  expect(await ask(method, path)).toMatchObject({ status: 404 })
})

test('a process document comes with its exit code', async () => {
  expect(await ask('GET', '/credentials?target=acme%2FAdmin')).toEqual({
    status: 200,
    exit: '0',
    body: '{"target":"acme/Admin"}',
  })
  expect(await ask('GET', '/credentials?target=nobody')).toMatchObject({ status: 422, exit: '6' })
})

test('a second agent of one home is refused, on another socket too; another home’s does not take this one', async () => {
  const second = { ...address, accept: () => undefined, processDocument: async () => ({ exit: 0, body: '' }) }
  const elsewhere = join(folder, 'other.sock')
  for (const socket of [address.socket, elsewhere])
    expect(await openAgentSocket({ ...second, socket })).toEqual({
      ok: false,
      failure: { kind: 'name-taken', what: 'command', name: address.socket },
    })
  expect(existsSync(elsewhere)).toBe(false)
  const otherHome = { agentToken: join(folder, 'b.token'), agentPlace: join(folder, 'b.place') }
  expect(await openAgentSocket({ ...second, ...otherHome })).toMatchObject({
    ok: false,
    failure: { kind: 'bad-input', path: 'SWITCHYARD_AGENT' },
  })
  expect(await ask('GET', '/credentials?target=acme%2FAdmin')).toMatchObject({ status: 200 })
})

test('an agent that is silent is waited for once, and then it is a 4', async () => {
  const silent = createServer(() => undefined).listen(join(folder, 'silent.sock'))
  const there = { socket: join(folder, 'silent.sock'), agentToken: address.agentToken }
  expect(await askForProcessDocument(there, 'acme/Admin', 200)).toEqual({
    exit: 4,
    body: 'switchyard: The running app did not answer in time.\n',
  })
  await new Promise(resolve => {
    silent.close(resolve)
    silent.closeAllConnections()
  })
  expect(await askForProcessDocument(there, 'acme/Admin', 200)).toBeNull()
})

test('a body of any size is refused, and the agent goes on', async () => {
  const huge = ask('POST', '/call', 'x'.repeat(8 * 1024 * 1024))
  // Whoever still sends when the answer comes may see the connection end instead.
  expect(await huge.catch((error: NodeJS.ErrnoException) => error.code)).toSatisfy(
    (seen: unknown) =>
      ['EPIPE', 'ECONNRESET'].includes(String(seen)) || (seen as { status: number }).status === 413,
  )
  expect(accepted).toBe(0)
  expect(await ask('GET', '/credentials?target=acme%2FAdmin')).toMatchObject({ status: 200 })
})

test('a caller who breaks off does not end the agent', async () => {
  for (const text of [
    'POST /call HTTP/1.1\r\nContent-Length: 10\r\n\r\nab',
    'nonsense\r\n\r\n',
    'GET /cred',
  ]) {
    const caller = connect(address.socket).on('error', () => undefined)
    await new Promise(resolve => caller.write(text, resolve))
    caller.destroy()
  }
  expect(await ask('GET', '/credentials?target=acme%2FAdmin')).toMatchObject({ status: 200 })
})
