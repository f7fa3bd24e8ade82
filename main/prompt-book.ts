// Open questions and who sees them: turns an audience (the windows, one terminal) into an Ask.
import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Answer, Prompt, Question } from '../shared/prompt.ts'
import { failed, ok, type Result } from '../shared/result.ts'
import { type AnswerableQuestion, type AnswerTo, type Ask, answerNeeded } from './ask.ts'
import { type CallerBook, createCallerBook } from './callers.ts'

/** People who can see a prompt: all windows of the desk, or the terminal that called. */
export type Audience = {
  /** False when nobody is there to type an answer; where to sign in is shown all the same. */
  present(): boolean
  show(prompt: Prompt): void
  /** The same prompt says something new; who cannot take words back leaves it out. */
  change?(prompt: Prompt): void
  hide(id: string): void
}

export interface PromptBook {
  /** Who waits for an answer; each is noted where it comes in. */
  readonly callers: CallerBook
  askOf(audience: Audience): Ask
  /** Settles a prompt. Fails with bad-input when the answer is of another kind, and is quiet about a prompt that is gone. */
  answer(id: string, answer: Answer): Result<null>
  cancel(id: string): Result<null>
}

type Open = { kind: Question['kind']; settle(answer: Answer | null): void }

export const createPromptBook = (): PromptBook => {
  const callers = createCallerBook()
  const open = new Map<string, Open>()

  const promptOf = (id: string, question: Question): Prompt =>
    question.kind === 'mfa' ? { id, ...question, callers: callers.waitingFor(question) } : { id, ...question }

  /** Shows it, and again whenever somebody joins or leaves; what it answers ends that. */
  const showAndFollow = (audience: Audience, id: string, question: Question): (() => void) => {
    let said = promptOf(id, question)
    audience.show(said)
    if (question.kind !== 'mfa' || audience.change === undefined) return () => undefined
    return callers.onChange(() => {
      const now = promptOf(id, question)
      if (isDeepStrictEqual(now, said)) return
      said = now
      audience.change?.(now)
    })
  }

  const put = (audience: Audience, question: Question, settle: Open['settle']): (() => void) => {
    const id = randomUUID()
    let unfollow = (): void => undefined
    const close = (): void => {
      if (!open.delete(id)) return
      unfollow()
      audience.hide(id)
    }
    open.set(id, {
      kind: question.kind,
      settle(answer) {
        close()
        settle(answer)
      },
    })
    unfollow = showAndFollow(audience, id, question)
    return close
  }

  const ask = <Q extends AnswerableQuestion>(
    audience: Audience,
    question: Q,
    signal?: AbortSignal,
  ): Promise<Result<AnswerTo<Q>>> =>
    new Promise(resolve => {
      const cancelled = (): void => resolve(failed({ kind: 'cancelled', what: 'The question was closed.' }))
      if (signal?.aborted) return cancelled()
      const close = put(audience, question, answer => {
        signal?.removeEventListener('abort', abort)
        if (answer === null) cancelled()
        else resolve(ok(answer as AnswerTo<Q>))
      })
      const abort = (): void => {
        close()
        cancelled()
      }
      signal?.addEventListener('abort', abort, { once: true })
    })

  const settle = (id: string, answer: Answer | null): Result<null> => {
    const prompt = open.get(id)
    if (prompt && answer !== null && prompt.kind !== answer.kind) {
      return failed({ kind: 'bad-input', path: 'answer', message: `The question asks for ${prompt.kind}.` })
    }
    prompt?.settle(answer)
    return ok(null)
  }

  return {
    callers,
    askOf: audience => ({
      get can() {
        return audience.present()
      },
      answer: (question, signal) =>
        audience.present() ? ask(audience, question, signal) : Promise.resolve(answerNeeded(question)),
      show(question) {
        const control = new AbortController()
        const close = put(audience, question, () => control.abort())
        return { cancelled: control.signal, close }
      },
    }),
    answer: settle,
    cancel: id => settle(id, null),
  }
}
