// Asks the running agent for a process document, with as little code as can be: every AWS tool waits for it.
import { connect as connectSocket } from 'node:net'
import { type AgentAddress, authorization, readToken } from './agent-address.ts'

/** `body` is the document, or with another exit code than 0 the words why there is none (or the failure as JSON). */
export type ProcessAnswer = { readonly exit: number; readonly body: string }

const silent = 'switchyard: The running app did not answer in time.\n'

/**
 * Asks the running agent for a process document, over the bare socket: node:http alone would cost a quarter of the
 * whole answer's time.
 * @returns null when no agent is there; an agent that says nothing for `timeout` ms counts as an answer that is needed,
 * because the caller has no time left for another way.
 */
export const askForProcessDocument = (
  address: AgentAddress,
  target: string,
  timeout = 50_000,
  json = false,
): Promise<ProcessAnswer | null> =>
  new Promise(resolve => {
    const token = readToken(address.agentToken)
    if (token === null) return resolve(null)
    const chunks: Buffer[] = []
    const socket = connectSocket(address.socket)
    const none = (): void => {
      socket.destroy()
      resolve(null)
    }
    socket.setTimeout(timeout, () => {
      socket.destroy()
      const body = json ? JSON.stringify({ kind: 'answer-needed', missing: [] }) : silent
      resolve({ exit: 4, body })
    })
    socket.once('error', none)
    socket.once('connect', () => {
      socket.write(
        `GET /credentials?target=${encodeURIComponent(target)}${json ? '&failure=json' : ''} HTTP/1.0\r\nHost: agent\r\nAuthorization: ${authorization(token)}\r\n\r\n`,
      )
    })
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.once('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const split = text.indexOf('\r\n\r\n')
      const head = text.slice(0, split)
      if (split < 0) return resolve(null)
      const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0)
      const exit = Number(/^x-switchyard-exit: (\d+)/im.exec(head)?.[1] ?? (status === 200 ? 0 : 1))
      resolve(status === 401 || status === 0 ? null : { exit, body: text.slice(split + 4) })
    })
  })
