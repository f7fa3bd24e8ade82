// Waiting in the room's own time, for a person or for a turn, so that it can be cancelled and the process lives on.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { failed, type Result } from '../../shared/result.ts'
import type { Clock } from '../clock.ts'
import { withLock } from '../disk/lock.ts'

/** Resolves at `at` (ms since the epoch) or when `signal` is aborted, whichever is first. */
export const pauseUntil = (clock: Clock, at: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise(resolve => {
    if (signal?.aborted) return resolve()
    // A clock's timers do not keep a process alive; somebody waits here, so this one does.
    const alive = setInterval(() => undefined, 60_000)
    const done = (): void => {
      clearInterval(alive)
      stop()
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const stop = clock.at(at, done)
    signal?.addEventListener('abort', done)
  })

/** A person may take their time with a question that another process waits behind. */
const longestTurn = 10 * 60_000

/**
 * Runs `run` as the only one for `name` in all processes of this home. Fails with cancelled when `signal` is aborted
 * while waiting for the turn; once it has begun, `run` looks after the signal itself.
 */
export const inTurn = async <T>(
  folder: string,
  name: string,
  signal: AbortSignal | undefined,
  run: () => Promise<Result<T>>,
): Promise<Result<T>> => {
  const cancelled = failed({ kind: 'cancelled', what: 'waiting for another question' })
  if (signal?.aborted) return cancelled
  let begun = false
  // Names hold colons and slashes, which file names on some systems may not.
  const path = join(folder, createHash('sha256').update(name).digest('hex').slice(0, 24))
  const turn = withLock(
    path,
    () => {
      if (signal?.aborted) return Promise.resolve(cancelled)
      begun = true
      return run()
    },
    { waitMs: longestTurn },
  )
  if (signal === undefined) return turn
  const left = whenAborted(signal)
  try {
    return await Promise.race([turn, left.promise.then(() => (begun ? turn : cancelled))])
  } finally {
    left.forget()
  }
}

/** A promise of a signal's abortion; `forget` lets go of the signal. */
export const whenAborted = (signal: AbortSignal | undefined): { promise: Promise<void>; forget(): void } => {
  let onAbort = (): void => undefined
  const promise = new Promise<void>(resolve => {
    onAbort = resolve
    if (signal?.aborted) resolve()
    else signal?.addEventListener('abort', onAbort)
  })
  return { promise, forget: () => signal?.removeEventListener('abort', onAbort) }
}
