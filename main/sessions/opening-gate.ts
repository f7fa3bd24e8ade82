// Every opening of a session passes here, so that the app can end them all: those under way are waited for, later ones turned away.
import { failed, type Result } from '../../shared/result.ts'

/** Openings while somebody decides what becomes of them. */
export type HeldOpenings = {
  /** How many were under way, those among them that wait for a person's answer. */
  readonly opening: number
  /** They give up what has not arrived yet. Resolves when none is under way; what comes after is refused. */
  end(): Promise<void>
  /** Those that came meanwhile go on. */
  release(): void
}

export interface OpeningGate {
  /** Runs one opening, or waits with it while they are held. Fails with cancelled when the app ends instead. */
  pass<T>(
    signal: AbortSignal | undefined,
    run: (signal: AbortSignal) => Promise<Result<T>>,
  ): Promise<Result<T>>
  /** From now on what is new waits, until `release` or `end`. */
  hold(): HeldOpenings
}

/** Why an opening was given up, where no caller went away. */
const theEnd = new Error('everything is being ended')

const refused = (): Result<never> =>
  failed({ kind: 'cancelled', what: 'Everything is being ended, so nothing opens now.' })

export const createOpeningGate = (): OpeningGate => {
  const under = new Map<AbortController, Promise<unknown>>()
  /** Null = open; it resolves to whether the held ones go on. */
  let held: PromiseWithResolvers<boolean> | null = null

  /** @returns false when they are turned away, or this caller went */
  const mayGo = async (signal: AbortSignal): Promise<boolean> => {
    while (held !== null) {
      const gone = Promise.withResolvers<boolean>()
      const leave = (): void => gone.resolve(false)
      signal.addEventListener('abort', leave)
      const goes = await Promise.race([held.promise, gone.promise])
      signal.removeEventListener('abort', leave)
      if (!goes) return false
    }
    return !signal.aborted
  }

  return {
    async pass<T>(signal: AbortSignal | undefined, run: (signal: AbortSignal) => Promise<Result<T>>) {
      const own = new AbortController()
      const giveUp = (): void => own.abort()
      if (signal?.aborted) giveUp()
      signal?.addEventListener('abort', giveUp)
      try {
        if (held !== null && !(await mayGo(own.signal))) return refused()
        const running = run(own.signal)
        under.set(own, running)
        const result = await running
        // It knows only that it was given up; to the caller, who is still there, it is said why.
        return !result.ok && result.failure.kind === 'cancelled' && own.signal.reason === theEnd
          ? refused()
          : result
      } finally {
        under.delete(own)
        signal?.removeEventListener('abort', giveUp)
      }
    },
    hold() {
      held?.resolve(true)
      const mine = Promise.withResolvers<boolean>()
      held = mine
      return {
        opening: under.size,
        async end() {
          mine.resolve(false)
          const running = [...under]
          for (const [own] of running) own.abort(theEnd)
          await Promise.allSettled(running.map(([, done]) => done))
        },
        release() {
          if (held === mine) held = null
          mine.resolve(true)
        },
      }
    },
  }
}
