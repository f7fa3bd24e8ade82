// A token bucket: so many requests a second on average, with as many at once when it is full.

/** `take()` is true when there was a token. Time is real time: throttling is about load, not about the demo's date. */
export type TokenBucket = { take(): boolean }

/** `perSecond` of zero or less never refuses. `now` yields milliseconds that never run backwards. */
export const createTokenBucket = (perSecond: number, now: () => number): TokenBucket => {
  let tokens = perSecond
  let last = now()
  return {
    take() {
      if (perSecond <= 0) return true
      const at = now()
      tokens = Math.min(perSecond, tokens + ((at - last) / 1000) * perSecond)
      last = at
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
