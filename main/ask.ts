// Who is asked when a question comes up: an argument, never a global; the window, a terminal, or nobody.
import type { Missing } from '../shared/failure.ts'
import type { Answer, Question } from '../shared/prompt.ts'
import { failed, ok, type Result } from '../shared/result.ts'
import { Secret } from './secret.ts'

/** The question that closes by itself, when the page in the browser is done. */
export type SignInQuestion = Extract<Question, { kind: 'sign-in' }>
/** The questions a person types an answer to. */
export type AnswerableQuestion = Exclude<Question, { kind: 'sign-in' }>
export type AnswerTo<Q extends AnswerableQuestion> = Extract<Answer, { kind: Q['kind'] }>

/** A question that is being shown until `close()`. */
export type Shown = {
  /** Aborted when the person cancels. Never aborted after `close()`. */
  readonly cancelled: AbortSignal
  /** Takes the question away; may be called twice. */
  close(): void
}

export interface Ask {
  /** False when there is nobody to ask: `answer` then fails at once with `answer-needed`. */
  readonly can: boolean
  /** Nobody waits for what comes of it: then not even a program of the person's own is started. */
  readonly unattended?: true
  /**
   * Asks and waits. Fails with `answer-needed` (nobody to ask), `cancelled` (the person closed the question or
   * `signal` was aborted) or `interrupted` (Ctrl-C).
   */
  answer<Q extends AnswerableQuestion>(question: Q, signal?: AbortSignal): Promise<Result<AnswerTo<Q>>>
  /** Shows where to sign in while somebody waits for it; where there is nobody, nothing is shown. */
  show(question: SignInQuestion): Shown
}

/** What an unanswered question leaves missing, in the words of the failure `answer-needed`. */
const missingFrom = (question: AnswerableQuestion): readonly Missing[] => {
  if (question.kind === 'mfa') return ['mfa']
  if (question.kind === 'passphrase') return ['passphrase']
  return [
    ...(question.reason || question.breakGlass ? (['reason'] as const) : []),
    ...(question.confirm === null ? [] : (['confirm'] as const)),
  ]
}

/** The failure for a question that nobody can be asked. */
export const answerNeeded = (question: AnswerableQuestion): Result<never> =>
  failed({
    kind: 'answer-needed',
    missing: missingFrom(question),
    ...('target' in question && question.target !== null ? { target: question.target } : {}),
    ...('signIn' in question ? { signIn: question.signIn } : {}),
    ...(question.kind === 'guard' && question.confirm !== null ? { expects: question.confirm } : {}),
  })

/** The vault's own question, put to `ask`. */
export const passphraseFrom =
  (ask: Ask, signal?: AbortSignal) =>
  async (purpose: 'open' | 'create'): Promise<Result<Secret>> => {
    const answer = await ask.answer({ kind: 'passphrase', purpose, problem: null }, signal)
    return answer.ok ? ok(new Secret(answer.value.passphrase)) : answer
  }

/** For callers with nobody to ask, who wait for an answer all the same: credential-process with no window. */
export const askNobodyHere: Ask = {
  can: false,
  answer: question => Promise.resolve(answerNeeded(question)),
  show: () => ({ cancelled: new AbortController().signal, close: () => undefined }),
}

/** For what goes on by itself: renewals in the background, a look whether something lives. */
export const askNobody: Ask = { ...askNobodyHere, unattended: true }
