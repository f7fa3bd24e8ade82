// What somebody asked for that opens over any screen: said here by the sidebar, a screen or the palette, shown by the frame.
import { useSyncExternalStore } from 'react'

export type Asked = 'end-everything' | null

let asked: Asked = null
const listeners = new Set<() => void>()
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** null takes it away. */
export const ask = (what: Asked): void => {
  asked = what
  for (const listener of listeners) listener()
}

export const useAsked = (): Asked => useSyncExternalStore(subscribe, () => asked)
