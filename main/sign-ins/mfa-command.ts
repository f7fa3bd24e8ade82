// A person's own program that prints the present MFA code: a YubiKey's, a password store's. What it printed is never repeated.
import { failed, ok, type Result } from '../../shared/result.ts'
import { type Program, runProgram, withoutSecrets } from './run-program.ts'

/** A code, or a sentence why there is none. */
export type CommandCode = { readonly code: string } | { readonly problem: string }

/** A code stands alone, or parted in two: digits of a longer number are none. */
const codeIn = (printed: string): string | null => {
  const found = [...printed.matchAll(/(?<![\d-])(\d{6}|\d{3} \d{3})(?![\d-])/g)].map(match => match[0])
  return found.length === 1 ? (found[0] ?? '').replace(' ', '') : null
}

/** What a program complained of, without anything that could be a code. */
const saidBy = (stderr: string): string => withoutSecrets(stderr).replace(/\d{3}\s?\d{3}/g, '…')

/** Fails with cancelled only. */
export const runMfaCommand = async (program: Program): Promise<Result<CommandCode>> => {
  const gone = (): Result<never> => failed({ kind: 'cancelled', what: 'the MFA command' })
  if (program.signal?.aborted) return gone()
  const ended = await runProgram(program)
  if (program.signal?.aborted) return gone()
  const because = (said: string): Result<CommandCode> =>
    ok({ problem: `The MFA command gave no code. ${said}` })
  if (ended.problem !== null) return because(ended.problem)
  if (ended.code !== 0)
    return because(
      `${saidBy(ended.stderr) || 'It failed without a word.'} (exit ${ended.code ?? 'by a signal'})`,
    )
  const code = codeIn(ended.stdout)
  return code === null ? because('It printed no six digits, or more than one code.') : ok({ code })
}
