// Who calls the agent: what they may be asked, and how they are told of progress.
import type { Ask } from '../ask.ts'
import type { Visit } from '../sessions/sessions.ts'

export type AgentCaller = {
  readonly ask: Ask
  /** Aborted when the caller is gone. */
  readonly signal: AbortSignal
  /** A sentence about long work. */
  progress(sentence: string): void
}

export const visitOf = ({ ask, signal }: AgentCaller): Visit => ({ ask, door: 'cli', signal })
