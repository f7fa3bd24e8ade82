// Says why a program of a person's choice did not start.
import type { FailureOf } from '../../shared/failure.ts'
import { codeOf, unreadable } from '../disk/disk-failure.ts'

/** @param error as `spawn` gives or throws it: a name that is nowhere, or a file that may not be run. */
export const cannotStart = (command: string, error: unknown): FailureOf<'command-missing'> => {
  const code = codeOf(error)
  if (code === 'ENOENT' || !code?.startsWith('E') || code.startsWith('ERR_'))
    return { kind: 'command-missing', command }
  const failure = unreadable(command, error)
  return {
    kind: 'command-missing',
    command,
    ...(failure.kind === 'file-unreadable' && { said: failure.said.replace(/^spawn .*/, `${code}.`) }),
  }
}
