// Turns a failure into what a row says of it; pure.
import { exitCodes } from '../../shared/exit-code.ts'
import { explain } from '../../shared/explain.ts'
import type { Failure } from '../../shared/failure.ts'
import type { Trouble } from '../../shared/fleet.ts'

/** The sentence of a failure that is about a person or this machine, with its way out. */
const sentenceOf = (failure: Failure): string => {
  const { title, detail, remedy } = explain(failure)
  const way = remedy && 'command' in remedy && failure.kind === 'sign-in-required' ? ` ${remedy.command}` : ''
  const said = failure.kind === 'answer-needed' ? detail : `${title}.${detail ? ` ${detail}` : ''}`
  return `${said}${way}`
}

export const troubleOf = (failure: Failure): Trouble => {
  const exit = exitCodes[failure.kind]
  if (failure.kind === 'hop-refused' || failure.kind === 'key-refused') {
    const [first] = failure.causes
    return {
      ...(first ? { cause: first.cause } : {}),
      causes: failure.causes,
      awsCode: failure.awsCode,
      message: failure.awsMessage,
      exit,
    }
  }
  if (failure.kind === 'throttled' || failure.kind === 'unreachable')
    return { cause: failure.kind, failure: failure.kind, message: sentenceOf(failure), exit }
  return {
    failure: failure.kind,
    ...(failure.kind === 'answer-needed' ? { missing: failure.missing } : {}),
    message: sentenceOf(failure),
    exit,
  }
}

/** What another try may find gone: AWS asked for slower calls, or was not reached. */
export const isPassing = ({ cause }: Trouble): boolean => cause === 'throttled' || cause === 'unreachable'
