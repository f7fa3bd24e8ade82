// The agent's end of the local socket: HTTP, so that curl can ask it too; every request carries the token of a 0600 file.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect as connectSocket } from 'node:net'
import type { Failure } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { type Pipe, readFrame } from '../../shared/wire.ts'
import { writeAtomic } from '../disk/atomic-write.ts'
import { unwritable } from '../disk/disk-failure.ts'
import { withLock } from '../disk/lock.ts'
import { type AgentWhereabouts, findAgent } from './running-agent.ts'
import type { Asks } from './socket-client.ts'

export type AgentSocket = { close(): Promise<void> }

export type AgentSocketDeps = AgentWhereabouts & {
  /** Serves the frames of one call's pipe. */
  readonly accept: (pipe: Pipe, asks: Asks) => void
  /** Answers `credential-process`: a document, or words with an exit code. */
  readonly processDocument: (
    target: string,
    signal: AbortSignal,
  ) => Promise<{ exit: number; body: string; failure?: Failure }>
}

/** A call carries a key or a target, never a document. */
const largestBody = 256 * 1024

const readBody = async (request: IncomingMessage): Promise<string | null> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largestBody) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const asksOf = (request: IncomingMessage): Asks => {
  const said = request.headers['x-switchyard-ask']
  return said === 'terminal' || said === 'window' ? said : 'nobody'
}

/** One request as a pipe: a single frame comes in, lines go out, and the reply ends it. */
const pipeOf = (
  frame: unknown,
  request: IncomingMessage,
  response: ServerResponse,
): { pipe: Pipe; deliver(): void } => {
  const takers: ((frame: unknown) => void)[] = []
  const closers: (() => void)[] = []
  response.on('close', () => {
    if (!response.writableEnded) for (const take of closers) take()
  })
  return {
    pipe: {
      send(out) {
        response.write(`${JSON.stringify(out)}\n`)
        if (out.type === 'reply') response.end()
      },
      onFrame: take => void takers.push(take),
      onClose: take => void closers.push(take),
      close: () => request.destroy(),
    },
    deliver: () => {
      for (const take of takers) take(frame)
    },
  }
}

const listen = (server: Server, socket: string): Promise<NodeJS.ErrnoException | null> =>
  new Promise(resolve => {
    server.once('error', resolve)
    server.listen(socket, () => {
      server.off('error', resolve)
      resolve(null)
    })
  })

const foreignSocket = (socket: string): Failure => ({
  kind: 'bad-input',
  path: 'SWITCHYARD_AGENT',
  message: `Another program, or the agent of another home, listens on ${socket}. Name another socket.`,
})

/** True when somebody listens there, whoever it is. */
const isTaken = (socket: string): Promise<boolean> =>
  new Promise(resolve => {
    const probe = connectSocket(socket)
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => resolve(false))
  })

/**
 * Listens on the socket. A socket file that nobody answers is left from a crash and taken over.
 * Fails with name-taken when this home has an agent, there or on another socket, bad-input when the socket is another
 * program's, file-unwritable when the socket or its token cannot be made.
 */
export const openAgentSocket = async (deps: AgentSocketDeps): Promise<Result<AgentSocket>> => {
  const token = randomBytes(32).toString('hex')
  const expected = Buffer.from(`Bearer ${token}`)
  const allowed = (request: IncomingMessage): boolean => {
    const given = Buffer.from(request.headers.authorization ?? '')
    return given.length === expected.length && timingSafeEqual(given, expected)
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!allowed(request)) return void response.writeHead(401).end()
    const url = new URL(request.url ?? '/', 'http://agent')
    if (request.method === 'GET' && url.pathname === '/credentials') {
      const control = new AbortController()
      response.on('close', () => control.abort())
      const answered = await deps.processDocument(url.searchParams.get('target') ?? '', control.signal)
      const { exit, failure } = answered
      const asJson = failure !== undefined && url.searchParams.get('failure') === 'json'
      const body = asJson ? JSON.stringify(failure) : answered.body
      response.writeHead(exit === 0 ? 200 : 422, {
        'content-type': exit === 0 || asJson ? 'application/json' : 'text/plain; charset=utf-8',
        'x-switchyard-exit': exit,
        'content-length': Buffer.byteLength(body),
      })
      return void response.end(body)
    }
    if (request.method !== 'POST' || url.pathname !== '/call') return void response.writeHead(404).end()
    const body = await readBody(request)
    if (body === null) return void response.writeHead(413).end()
    const frame = readFrame(parse(body))
    if (frame?.type !== 'call') return void response.writeHead(400).end()
    response.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' })
    const { pipe, deliver } = pipeOf(frame, request, response)
    deps.accept(pipe, asksOf(request))
    deliver()
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  // A person may take minutes to answer the question a call waits for.
  server.requestTimeout = 0
  const begin = async (): Promise<Result<void>> => {
    const running = await findAgent(deps)
    if (running !== null) return failed({ kind: 'name-taken', what: 'command', name: running })
    let problem = await listen(server, deps.socket)
    if (problem?.code === 'EADDRINUSE') {
      if (await isTaken(deps.socket)) return failed(foreignSocket(deps.socket))
      rmSync(deps.socket, { force: true })
      problem = await listen(server, deps.socket)
    }
    if (problem) return failed(unwritable(deps.socket, problem))
    if (process.platform !== 'win32') chmodSync(deps.socket, 0o600)
    const placed = await writeAtomic(deps.agentPlace, `${deps.socket}\n`)
    if (!placed.ok) return placed
    return writeAtomic(deps.agentToken, `Authorization: Bearer ${token}\n`, { mode: 0o600 })
  }
  // Of two that begin at the same moment, the second looks only when the first can be found.
  const begun = await withLock(deps.agentPlace, begin)
  if (!begun.ok) {
    server.close()
    return begun
  }
  return ok({
    close: () =>
      new Promise(resolve => {
        rmSync(deps.agentToken, { force: true })
        rmSync(deps.agentPlace, { force: true })
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}
