// Answers credential-process, for the socket and for a command that composes the rooms itself.
import { ok, type Result } from '../../shared/result.ts'
import type { Ask } from '../ask.ts'
import { processDocument } from '../delivery/process.ts'
import type { House } from '../house.ts'

/** The process document of a target. `ask` is the window when one is open, else nobody: never the caller's terminal. */
export const answerProcess = async (
  house: House,
  name: string,
  ask: Ask,
  signal: AbortSignal,
): Promise<Result<string>> => {
  const target = await house.targets.find(name)
  if (!target.ok) return target
  const issued = await house.book.issue(
    target.value.id,
    { delivery: 'process' },
    { ask, door: 'agent', signal },
  )
  return issued.ok ? ok(processDocument(issued.value.credentials, issued.value.view.accountId)) : issued
}
