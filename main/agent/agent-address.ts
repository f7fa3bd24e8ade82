// Where the running agent listens, and the token that every request to it carries.
import { readFileSync } from 'node:fs'

export type AgentAddress = { readonly socket: string; readonly agentToken: string }

/** The header line that every request carries, or null when no agent has written one. */
export const readToken = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}

/** The header's value. */
export const authorization = (line: string): string => line.replace(/^Authorization:\s*/i, '')
