// Finds the agent of a home wherever it listens, so that another value of SWITCHYARD_AGENT never makes a second one.
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { type AgentAddress, authorization, readToken } from './agent-address.ts'

export type AgentWhereabouts = AgentAddress & {
  /** Names the socket of the agent that runs, or ran last; no secret. */
  readonly agentPlace: string
}

/** An agent that is there and hangs is one that runs: another one must not take its place. */
const silentMs = 1_000

/** Does this home's agent answer there? Another home's refuses our token. */
const answers = (socketPath: string, token: string): Promise<boolean> =>
  new Promise(resolve => {
    const asked = request(
      { socketPath, path: '/', headers: { authorization: authorization(token) }, timeout: silentMs },
      response => {
        response.resume()
        resolve(response.statusCode !== 401)
      },
    )
    asked.once('timeout', () => {
      resolve(true)
      asked.destroy()
    })
    asked.once('error', () => resolve(false))
    asked.end()
  })

const readPlace = (path: string): readonly string[] => {
  try {
    return [readFileSync(path, 'utf8').trim()]
  } catch {
    return []
  }
}

/** The socket of this home's agent, or null when none runs. */
export const findAgent = async ({
  socket,
  agentToken,
  agentPlace,
}: AgentWhereabouts): Promise<string | null> => {
  const token = readToken(agentToken)
  if (token === null) return null
  for (const place of new Set([socket, ...readPlace(agentPlace)]))
    if (await answers(place, token)) return place
  return null
}
