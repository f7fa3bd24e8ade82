// Answers credential-process, for the socket and for a command that composes the rooms itself.
import { splitTargetId } from '../../shared/names.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Ask } from '../ask.ts'
import { processDocument } from '../delivery/process.ts'
import type { House } from '../house.ts'

/**
 * The process document of a target. `ask` is the window when one is open, else nobody: never the caller's terminal.
 * A full name, as profiles carry it, needs no search: every call of every AWS tool waits for this answer.
 */
export const answerProcess = async (
  house: House,
  name: string,
  ask: Ask,
  signal: AbortSignal,
): Promise<Result<string>> => {
  const target = splitTargetId(name) ? ok({ id: name }) : await house.targets.find(name)
  if (!target.ok) return target
  const issued = await house.book.issue(
    target.value.id,
    { delivery: 'process' },
    { ask, door: 'agent', signal },
  )
  if (issued.ok) return ok(processDocument(issued.value.credentials, issued.value.view.accountId))
  if (issued.failure.kind !== 'unknown-name') return issued
  // The search knows which names are near.
  const found = await house.targets.find(name)
  return found.ok ? issued : found
}
