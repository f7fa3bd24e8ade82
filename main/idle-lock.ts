// Locks the vault after nobody has used Switchyard for as long as the person set.
import type { Clock } from './clock.ts'

export type IdleLockDeps = {
  readonly clock: Clock
  /** In seconds; null = never. */
  readonly after: () => number | null
  /** When a person did something last, ms since the epoch. */
  readonly lastUse: () => number
  readonly locked: () => boolean
  readonly lock: () => void
}

export interface IdleLock {
  /** Counts anew: the setting changed, or the vault was unlocked. */
  rearm(): void
  close(): void
}

export const createIdleLock = (deps: IdleLockDeps): IdleLock => {
  const { clock } = deps
  let cancel: () => void = () => undefined

  const rearm = (): void => {
    cancel()
    const after = deps.after()
    if (after === null || deps.locked()) return
    const due = deps.lastUse() + after * 1000
    // Use moves the end away while the timer runs; it then looks again.
    if (due <= clock.now()) deps.lock()
    else cancel = clock.at(due, rearm)
  }
  return { rearm, close: () => cancel() }
}
