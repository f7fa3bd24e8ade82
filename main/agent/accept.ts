// Joins the agent contract to a caller's pipe: its questions go out as events, and die with it.
import type { Pipe } from '../../shared/wire.ts'
import type { Ask } from '../ask.ts'
import type { Audience, PromptBook } from '../prompt-book.ts'
import { connect, type Serve } from '../serve.ts'
import type { AgentCaller } from './caller.ts'
import type { Asks } from './socket-client.ts'

/** The person behind a pipe as an audience: a terminal can answer, any caller can be shown where to sign in. */
export const audienceOf = (pipe: Pipe, asks: Asks): Audience => ({
  present: () => asks === 'terminal',
  show: prompt => pipe.send({ type: 'event', name: 'prompt', value: prompt }),
  hide: id => pipe.send({ type: 'event', name: 'promptClosed', value: { id } }),
})

/**
 * Serves `answer` on `pipe`. A caller with a terminal is asked there; one without is shown sign-ins, and the people in
 * front of the window answer the rest, if there are any.
 */
export const acceptAgent = (
  pipe: Pipe,
  asks: Asks,
  answer: Serve<AgentCaller>,
  prompts: PromptBook,
  window: Ask,
): void => {
  const own = prompts.askOf(audienceOf(pipe, asks))
  const ask: Ask =
    asks === 'terminal'
      ? own
      : {
          get can() {
            return asks === 'window' && window.can
          },
          answer: (question, signal) => (asks === 'window' ? window : own).answer(question, signal),
          show: own.show,
        }
  connect(pipe, answer, {
    callerFor: signal => ({
      ask,
      signal,
      progress: sentence => pipe.send({ type: 'event', name: 'progress', value: { sentence } }),
      checked: (row, of) => pipe.send({ type: 'event', name: 'checked', value: { row, of } }),
    }),
  })
}
