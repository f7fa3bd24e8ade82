// A value of the whole window that no screen owns: it outlives who set it, and whoever shows it is drawn again when it changes.
import { useSyncExternalStore } from 'react'

export type Kept<T> = {
  readonly now: () => T
  readonly set: (next: T) => void
  readonly subscribe: (listener: () => void) => () => void
}

/** One for each value, made where its module is read. */
export const createKept = <T>(first: T): Kept<T> => {
  let value = first
  const listeners = new Set<() => void>()
  return {
    now: () => value,
    set(next) {
      value = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export const useKept = <T>(kept: Kept<T>): T => useSyncExternalStore(kept.subscribe, kept.now)
