// Answers a contract's calls: unknown names and bad input die here, and a thrown bug becomes a failure with a reference.
import type { Answers, Contract, ParsedOf } from '../shared/contract.ts'
import { failed, type Result } from '../shared/result.ts'
import { type Frame, type Pipe, readFrame } from '../shared/wire.ts'

/** What a call may use of the one who calls; each pipe's end makes its own. */
export type Connection<Caller> = {
  /** @param signal aborted when the caller cancels this call or goes away. */
  readonly callerFor: (signal: AbortSignal) => Caller
}

export type Serve<Caller> = (name: string, input: unknown, caller: Caller) => Promise<Result<unknown>>

/** zod tells of a length in a programmer's words; what a contract says itself stays. */
const wordsOf = (issue: {
  readonly code?: string | undefined
  readonly origin?: unknown
  readonly maximum?: unknown
  readonly message: string
}): string =>
  issue.code === 'too_big' && issue.origin === 'string' && issue.message.startsWith('Too big')
    ? `It is too long: at most ${issue.maximum} characters.`
    : issue.message.startsWith('Too small: expected string')
      ? 'It is empty.'
      : issue.message

/** @param bug writes the mistake to the log and returns its reference. */
export const serve = <C extends Contract, Caller>(
  contract: C,
  answers: Answers<C, Caller>,
  bug: (error: unknown) => string,
): Serve<Caller> => {
  return async (name, input, caller) => {
    if (!Object.hasOwn(contract.calls, name)) {
      return failed({
        kind: 'bad-input',
        path: 'name',
        message: `There is no call named “${name.slice(0, 60)}”.`,
      })
    }
    const call = contract.calls[name]
    const parsed = call?.input.safeParse(input)
    if (!parsed?.success) {
      const issue = parsed?.error.issues[0]
      return failed({
        kind: 'bad-input',
        path: issue?.path.join('.') ?? '',
        message: issue ? wordsOf(issue) : 'The input does not fit.',
      })
    }
    try {
      const answer = answers[name as keyof C['calls']]
      return await answer(parsed.data as ParsedOf<C['calls'][keyof C['calls']]>, caller)
    } catch (error) {
      return failed({ kind: 'bug', reference: bug(error) })
    }
  }
}

/** Joins a served contract to one end of a pipe, until that end closes. */
export const connect = <Caller>(pipe: Pipe, answer: Serve<Caller>, connection: Connection<Caller>): void => {
  const running = new Map<number, AbortController>()
  const reply = (frame: Frame): void => pipe.send(frame)

  pipe.onFrame(received => {
    const frame = readFrame(received)
    if (frame?.type === 'cancel') running.get(frame.id)?.abort()
    if (frame?.type !== 'call') return
    const control = new AbortController()
    running.set(frame.id, control)
    void answer(frame.name, frame.input, connection.callerFor(control.signal)).then(result => {
      running.delete(frame.id)
      reply({ type: 'reply', id: frame.id, result })
    })
  })
  pipe.onClose(() => {
    for (const control of running.values()) control.abort()
    running.clear()
  })
}
