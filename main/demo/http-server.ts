// Serves the demo AWS over HTTP on loopback: reads requests, applies faults, logs calls, tells the true time.
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Aws, answer, answerFault, answerThrottle } from './answer.ts'
import type { Calls } from './calls.ts'
import type { Effect, Faults } from './faults.ts'
import { type Routed, routeRequest } from './route-request.ts'
import type { Incoming, Reply } from './wire.ts'

/** STS takes no body above ten million bytes. */
const largestBody = 10_000_000

const readBody = (message: IncomingMessage): Promise<Buffer | null> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    message.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= largestBody) chunks.push(chunk)
    })
    message.on('end', () => resolve(size > largestBody ? null : Buffer.concat(chunks)))
    message.on('error', reject)
    message.on('close', () => reject(new Error('The request was cut off.')))
  })

const read = (message: IncomingMessage, body: Buffer): Incoming => {
  const written = message.url ?? '/'
  const at = written.indexOf('?')
  const rawQuery = at < 0 ? '' : written.slice(at + 1)
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  )
  return {
    method: message.method ?? 'GET',
    path: at < 0 ? written : written.slice(0, at),
    rawQuery,
    query: new URLSearchParams(rawQuery),
    headers,
    body,
  }
}

export type Served = {
  readonly aws: Aws
  readonly faults: Faults
  readonly calls: Calls
  readonly control: (request: Incoming) => Reply | Promise<Reply>
}

const wait = (milliseconds: number): Promise<void> =>
  new Promise(resolve => setTimeout(resolve, milliseconds))

const replyTo = async (
  served: Served,
  routed: Routed | null,
  effect: Effect,
  request: Incoming,
  requestId: string,
): Promise<Reply | 'drop'> => {
  if (routed?.service === 'control') return served.control(request)
  if (effect.delay > 0) await wait(effect.delay)
  if (effect.end === 'drop') return 'drop'
  const service = routed?.service ?? 'pages'
  if (effect.end === 'throttle') return answerThrottle(service, requestId)
  if (effect.end) return answerFault(service, effect.end.code, effect.end.status, requestId)
  return answer(served.aws, routed, request, requestId)
}

const keyOf = (request: Incoming): string | undefined =>
  /Credential=([A-Z0-9]+)\//.exec(request.headers.authorization ?? '')?.[1]

const send = (served: Served, response: ServerResponse, reply: Reply, requestId: string): void => {
  response.statusCode = reply.status
  // The SDK corrects its clock by this header: it must say the demo's own time.
  response.sendDate = false
  response.setHeader('date', new Date(served.aws.world.now()).toUTCString())
  response.setHeader('x-amzn-requestid', requestId)
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value)
  response.end(reply.body ?? '')
}

/** Only under its own address: a web page that rebinds its name to loopback gets nothing. */
const isOurs = (served: Served, host: string | undefined): boolean => {
  const { port } = new URL(served.aws.url())
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`
}

const take = async (served: Served, message: IncomingMessage, response: ServerResponse): Promise<void> => {
  const requestId = randomUUID()
  const body = await readBody(message)
  if (!isOurs(served, message.headers.host))
    return send(served, response, { status: 403, body: 'Forbidden' }, requestId)
  if (body === null)
    return send(
      served,
      response,
      { status: 413, headers: { connection: 'close' }, body: 'Request entity too large' },
      requestId,
    )
  const request = read(message, body)
  const routed = routeRequest(request)
  const service = routed?.service ?? 'pages'
  const effect: Effect =
    service === 'control' ? { delay: 0, end: null } : served.faults.effectOn(service, routed?.operation ?? '')
  const done = served.calls.begin(service)
  const reply = await replyTo(served, routed, effect, request, requestId)
  const accessKeyId = keyOf(request)
  const status = reply === 'drop' ? 0 : reply.status
  done({
    service,
    operation: routed?.operation ?? request.path,
    at: served.aws.world.now(),
    status,
    ...(accessKeyId && { accessKeyId }),
  })
  if (reply === 'drop') message.socket.destroy()
  else send(served, response, reply, requestId)
}

/** Listens on 127.0.0.1; port 0 takes any free one. Rejects when the port is taken. */
export const listen = (
  served: Served,
  port: number,
): Promise<{ readonly server: Server; readonly url: string }> =>
  new Promise((resolve, reject) => {
    const server = createServer((message, response) => {
      take(served, message, response).catch(() => message.socket.destroy())
    })
    server.keepAliveTimeout = 30_000
    server.on('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address() as AddressInfo
      resolve({ server, url: `http://127.0.0.1:${taken}` })
    })
  })
