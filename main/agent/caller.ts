// Who calls the agent: what they may be asked, and how they are told of progress.
import type { CheckRow } from '../../shared/fleet.ts'
import type { Ask } from '../ask.ts'
import type { Visit } from '../sessions/sessions.ts'

export type AgentCaller = {
  readonly ask: Ask
  /** Aborted when the caller is gone. */
  readonly signal: AbortSignal
  /** A sentence about long work. */
  progress(sentence: string): void
  /** A row of `check`, before the answer is whole. */
  checked(row: CheckRow, of: number): void
}

export const visitOf = ({ ask, signal }: AgentCaller): Visit => ({ ask, door: 'cli', signal })
