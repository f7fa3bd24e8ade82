// Tells main that a person is at the window: what a window reads by itself is no sign of one.
import { useEffect } from 'react'
import { useDesk } from './hooks.ts'

/** Milliseconds; the time until the vault locks is counted in minutes. */
const seldom = 10_000
const signs = ['pointerdown', 'keydown', 'wheel'] as const

/** Once for the whole window. */
export const useTellPresence = (): void => {
  const call = useDesk()
  useEffect(() => {
    let told = Number.NEGATIVE_INFINITY
    const note = (): void => {
      if (performance.now() - told < seldom) return
      told = performance.now()
      void call('present', {})
    }
    for (const sign of signs) document.addEventListener(sign, note, { capture: true, passive: true })
    return () => {
      for (const sign of signs) document.removeEventListener(sign, note, { capture: true })
    }
  }, [call])
}
