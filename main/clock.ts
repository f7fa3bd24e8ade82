// Time as an argument: the system's, or one that a demo or a test may move.

/** Milliseconds since the epoch, and timers that follow the same time. */
export interface Clock {
  now(): number
  /** Calls `run` once when this clock reaches `at` (ms since the epoch), also after a jump; returns a cancel. */
  at(at: number, run: () => void): () => void
  /** Told whenever this clock was moved, or was found to have jumped (sleep and wake). Returns an unsubscribe. */
  onJump(take: () => void): () => void
}

/** The longest wait given to one timer; waking at least this often notices sleep and a changed clock. */
const longestWait = 30_000

/** A clock that runs with the system's time plus an offset, which may change. */
export interface MovableClock extends Clock {
  offset(): number
  /** Sets the offset in milliseconds, and runs every timer that has come due. */
  move(offset: number): void
}

export const createClock = (initialOffset = 0): MovableClock => {
  let offset = initialOffset
  const timers = new Set<{ at: number; run: () => void }>()
  const watchers = new Set<() => void>()
  let wake: NodeJS.Timeout | undefined
  let expected = 0
  const now = (): number => Date.now() + offset

  const schedule = (): void => {
    clearTimeout(wake)
    if (timers.size === 0) return
    const soonest = Math.min(...[...timers].map(timer => timer.at))
    const wait = Math.max(0, Math.min(soonest - now(), longestWait))
    expected = Date.now() + wait
    wake = setTimeout(tick, wait)
    wake.unref()
  }
  const tick = (): void => {
    if (Math.abs(Date.now() - expected) > 5_000) for (const watcher of watchers) watcher()
    const due = [...timers].filter(timer => timer.at <= now())
    for (const timer of due) timers.delete(timer)
    for (const timer of due) timer.run()
    schedule()
  }
  return {
    now,
    offset: () => offset,
    move(to) {
      offset = to
      for (const watcher of watchers) watcher()
      expected = Date.now()
      tick()
    },
    at(at, run) {
      const timer = { at, run }
      timers.add(timer)
      schedule()
      return () => {
        timers.delete(timer)
        schedule()
      }
    },
    onJump(take) {
      watchers.add(take)
      return () => watchers.delete(take)
    },
  }
}
