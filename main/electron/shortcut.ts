// The keys that bring the search from anywhere; what another program keeps for itself is said, not fought over.
import type { Electron } from './electron-parts.ts'

export interface Shortcut {
  /** Keeps to the setting; a no-op while it stays the same. */
  follow(keys: string | null): void
  /** A sentence when the keys could not be had, else null. */
  problem(): string | null
  close(): void
}

export const createShortcut = (
  { globalShortcut }: Pick<Electron, 'globalShortcut'>,
  pressed: () => void,
): Shortcut => {
  let held: string | null = null
  let wished: string | null = null
  const register = (keys: string): boolean => {
    try {
      return globalShortcut.register(keys, pressed)
    } catch {
      // Electron throws for keys it cannot read.
      return false
    }
  }
  return {
    follow(keys) {
      if (keys === wished) return
      wished = keys
      if (held !== null) globalShortcut.unregister(held)
      held = keys !== null && register(keys) ? keys : null
    },
    problem: () =>
      wished !== null && held === null
        ? `The shortcut ${wished} is taken by another program, or unknown here. Choose another in the settings.`
        : null,
    close: () => globalShortcut.unregisterAll(),
  }
}
