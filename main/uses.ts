// Counts who uses this process: how many calls are open now, how many came, and when a person did something last.
import type { Clock } from './clock.ts'

/** A window, a command line, or a program that reads a profile of ours. */
export type UsedBy = 'window' | 'command' | 'profile'

export interface Uses {
  /** Notes one call; the answer ends it. */
  begin(by: UsedBy): () => void
  /** A person did something in a window that is open. */
  touch(): void
  open(by: UsedBy): number
  total(by: UsedBy): number
  /** Ms since the epoch; a program that reads a profile is no person. */
  lastByPerson(): number
}

export const createUses = (clock: Pick<Clock, 'now'>): Uses => {
  const open = { window: 0, command: 0, profile: 0 }
  const total = { window: 0, command: 0, profile: 0 }
  let last = clock.now()
  return {
    begin(by) {
      open[by] += 1
      total[by] += 1
      if (by !== 'profile') last = clock.now()
      let ended = false
      return () => {
        if (ended) return
        ended = true
        open[by] -= 1
        if (by !== 'profile') last = clock.now()
      }
    },
    touch() {
      last = clock.now()
    },
    open: by => open[by],
    total: by => total[by],
    lastByPerson: () => last,
  }
}
