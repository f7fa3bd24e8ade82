// Keeps below AWS's limits: so many calls a second, so many at once, slower when AWS says so, faster again after a while.
import type { Failure } from '../../shared/failure.ts'
import type { Result } from '../../shared/result.ts'

export type RateOptions = {
  /** Calls a second when all is well. */
  readonly perSecond: number
  readonly atOnce: number
  /** How often one call is made in all when AWS throttles it. */
  readonly attempts?: number
}

export interface Rate {
  /**
   * Waits for its turn and runs `call`; after a `throttled` failure all slow down and this one tries again.
   * A failure of `cancelled` when `signal` is aborted while waiting.
   */
  run<T>(call: () => Promise<Result<T>>, signal?: AbortSignal): Promise<Result<T>>
}

const slowest = 1
/** After a throttled answer the pace halves; each second without one adds this share of the full pace. */
const recovery = 0.1

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
export const createRate = ({ perSecond, atOnce, attempts = 8 }: RateOptions): Rate => {
  let pace = perSecond
  let paceSince = performance.now()
  /** The earliest time the next call may start. */
  let next = 0
  let running = 0
  const line: (() => void)[] = []

  const enter = async (): Promise<void> => {
    if (running >= atOnce) await new Promise<void>(resolve => line.push(resolve))
    else running += 1
  }
  /** A free place goes straight to whoever waits longest. */
  const leave = (): void => {
    const first = line.shift()
    if (first === undefined) running -= 1
    else first()
  }
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
    next = Math.max(next, now + pause)
    return pause
  }
  const turn = async (signal: AbortSignal | undefined): Promise<void> => {
    for (;;) {
      const now = performance.now()
      if (now >= next) {
        // A bucket of one: calls are spread evenly, because AWS counts over windows that are not ours.
        next = Math.max(now, next) + 1000 / currentPace()
        return
      }
      await wait(next - now, signal)
      if (signal?.aborted) return
    }
  }
  const cancelled: Failure = { kind: 'cancelled', what: 'the list' }

  return {
    async run(call, signal) {
      for (let attempt = 1; ; attempt += 1) {
        await enter()
        let result: Awaited<ReturnType<typeof call>>
        try {
          await turn(signal)
          if (signal?.aborted) return { ok: false, failure: cancelled }
          result = await call()
        } finally {
          leave()
        }
        if (result.ok || result.failure.kind !== 'throttled' || attempt >= attempts) return result
        await wait(slowDown(result.failure.retryAfterSeconds), signal)
      }
    },
  }
}
