// Keeps below AWS's limits: so many calls a second, so many at once, slower when AWS says so, faster again after a while.
import type { Failure } from '../../shared/failure.ts'
import type { Result } from '../../shared/result.ts'

export type RateOptions = {
  /** Calls a second when all is well. */
  readonly perSecond: number
  readonly atOnce: number
  /** How often one call is made in all when AWS throttles it. */
  readonly attempts?: number
  /** So many urgent calls may go ahead of their time, one after the other; what follows then waits longer. */
  readonly burst?: number
}

export type Turn = {
  readonly signal?: AbortSignal | undefined
  /** A person waits for this one: it goes before all that are not urgent, and needs no free place. */
  readonly urgent?: boolean
  readonly attempts?: number
}

export interface Rate {
  /**
   * Waits for its turn and runs `call`; after a `throttled` failure all slow down and this one tries again.
   * A failure of `cancelled` when the signal is aborted while waiting.
   */
  run<T>(call: () => Promise<Result<T>>, turn?: Turn): Promise<Result<T>>
}

const slowest = 1
/** After a throttled answer the pace halves; each second without one adds this share of the full pace. */
const recovery = 0.1
/** A timer that comes late by no more than this, in ms, costs the calls after it nothing. */
const late = 5

const wait = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise(resolve => {
    if (signal?.aborted) return resolve()
    const done = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done)
  })

/** Paces by the machine's steady time (performance.now): no moved or corrected clock may cause a burst at AWS. */
export const createRate = ({ perSecond, atOnce, attempts = 8, burst = 1 }: RateOptions): Rate => {
  let pace = perSecond
  let paceSince = performance.now()
  /** When the next call is due. */
  let next = 0
  /** Until then AWS wants to hear nothing. */
  let quietUntil = 0
  let running = 0
  let timer: NodeJS.Timeout | undefined
  const urgentLine: (() => void)[] = []
  const line: (() => void)[] = []

  const currentPace = (): number => {
    const seconds = (performance.now() - paceSince) / 1000
    return Math.min(perSecond, pace + seconds * recovery * perSecond)
  }
  const slowDown = (seconds: number | undefined): number => {
    const now = performance.now()
    // Several calls of one burst are refused together: that is one sign, not many.
    if (now - paceSince > 250) {
      pace = Math.max(slowest, currentPace() / 2)
      paceSince = now
    }
    const pause = seconds === undefined ? 500 + Math.random() * 500 : seconds * 1000
    quietUntil = Math.max(quietUntil, now + pause)
    return pause
  }

  /** Starts whoever is due, and comes back when the next one is. */
  const serve = (): void => {
    clearTimeout(timer)
    for (;;) {
      const urgent = urgentLine.length > 0
      if (!urgent && (line.length === 0 || running >= atOnce)) return
      const now = performance.now()
      const every = 1000 / currentPace()
      const due = Math.max(quietUntil, urgent ? next - (burst - 1) * every : next)
      if (now < due) {
        timer = setTimeout(serve, due - now)
        return
      }
      // Calls are spread evenly, because AWS counts over windows that are not ours.
      next = Math.max(now - late, next) + every
      if (!urgent) running += 1
      const start = urgent ? urgentLine.shift() : line.shift()
      start?.()
    }
  }
  /** False when the caller left before its turn came. */
  const enter = (urgent: boolean, signal: AbortSignal | undefined): Promise<boolean> =>
    new Promise(resolve => {
      if (signal?.aborted) return resolve(false)
      const mine = urgent ? urgentLine : line
      const start = (): void => {
        signal?.removeEventListener('abort', leave)
        resolve(true)
      }
      const leave = (): void => {
        mine.splice(mine.indexOf(start), 1)
        resolve(false)
        serve()
      }
      signal?.addEventListener('abort', leave, { once: true })
      mine.push(start)
      serve()
    })
  const cancelled: Failure = { kind: 'cancelled', what: 'the list' }

  return {
    async run(call, { signal, urgent = false, attempts: tries = attempts } = {}) {
      for (let attempt = 1; ; attempt += 1) {
        if (!(await enter(urgent, signal))) return { ok: false, failure: cancelled }
        let result: Awaited<ReturnType<typeof call>>
        try {
          result = await call()
        } finally {
          if (!urgent) running -= 1
          serve()
        }
        if (result.ok || result.failure.kind !== 'throttled') return result
        const pause = slowDown(result.failure.retryAfterSeconds)
        if (attempt >= tries) return result
        await wait(pause, signal)
      }
    },
  }
}
