// The command line's end of the agent's socket: finds a running agent and speaks frames with it.
import { request } from 'node:http'
import { connect as connectSocket } from 'node:net'
import { failed } from '../../shared/result.ts'
import type { Frame, Pipe } from '../../shared/wire.ts'
import { type AgentAddress, authorization, readToken } from './agent-address.ts'

/** Who may be asked when a question comes up during a call. */
export type Asks = 'terminal' | 'window' | 'nobody'

/** Is somebody listening? Resolves within `timeout` ms. */
const answers = (socket: string, timeout = 1_000): Promise<boolean> =>
  new Promise(resolve => {
    const probe = connectSocket(socket)
    const end = (listening: boolean): void => {
      probe.destroy()
      resolve(listening)
    }
    probe.setTimeout(timeout, () => end(false))
    probe.once('connect', () => end(true))
    probe.once('error', () => end(false))
  })

/**
 * A pipe to the running agent, or null when none runs. Each call is one HTTP request; its answer is a stream of
 * lines: events first, the reply last.
 */
export const openAgentPipe = async (address: AgentAddress, asks: Asks): Promise<Pipe | null> => {
  const token = readToken(address.agentToken)
  if (token === null || !(await answers(address.socket))) return null
  const takers: ((frame: unknown) => void)[] = []
  const running = new Map<number, AbortController>()
  const receive = (frame: Frame): void => {
    for (const take of takers) take(frame)
  }
  const lost = (id: number, said: string): void => {
    if (!running.delete(id)) return
    receive({
      type: 'reply',
      id,
      result: failed({ kind: 'unreachable', host: 'The running Switchyard', said }),
    })
  }

  const send = (frame: Frame): void => {
    if (frame.type === 'cancel') running.get(frame.id)?.abort()
    if (frame.type !== 'call') return
    const control = new AbortController()
    running.set(frame.id, control)
    const body = JSON.stringify(frame)
    const call = request(
      {
        socketPath: address.socket,
        path: '/call',
        method: 'POST',
        signal: control.signal,
        headers: {
          authorization: authorization(token),
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'x-switchyard-ask': asks,
        },
      },
      response => {
        if (response.statusCode !== 200) {
          response.resume()
          return lost(frame.id, `it answered ${response.statusCode}`)
        }
        response.setEncoding('utf8')
        let rest = ''
        // Split at \n alone: node:readline also splits at U+2028, which JSON leaves as it is.
        response.on('data', (chunk: string) => {
          const lines = (rest + chunk).split('\n')
          rest = lines.pop() ?? ''
          for (const line of lines) {
            const received = JSON.parse(line) as Frame
            if (received.type === 'reply') running.delete(frame.id)
            receive(received)
          }
        })
        response.on('close', () => lost(frame.id, 'it ended before it answered'))
      },
    )
    call.on('error', error => lost(frame.id, error.message))
    call.end(body)
  }

  return {
    send,
    onFrame: take => void takers.push(take),
    onClose: () => undefined,
    close() {
      for (const control of running.values()) control.abort()
      running.clear()
    },
  }
}
