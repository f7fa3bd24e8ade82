// What this window learned about where catalogs and AWS disagree: routes tried, organizations compared, the record's last word.
import { useSyncExternalStore } from 'react'
import type { ActivityRow } from '../../shared/activity.ts'
import type { Discovery } from '../../shared/catalog-exchange.ts'
import type { CheckRow } from '../../shared/fleet.ts'
import type { KnownDrift } from './drift-lists.ts'
import { lastWords } from './drift-lists.ts'

let known: KnownDrift = { tried: new Map(), compared: new Map(), last: new Map() }
const listeners = new Set<() => void>()
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
const set = (change: Partial<KnownDrift>): void => {
  known = { ...known, ...change }
  for (const listener of listeners) listener()
}

/** @param at main's time, ms since the epoch */
export const noteTried = (rows: readonly CheckRow[], at: number): void => {
  if (rows.length === 0) return
  set({ tried: new Map([...known.tried, ...rows.map(row => [row.target, { row, at }] as const)]) })
}

/** @param ref the copy of the catalog that was compared */
export const noteCompared = (catalog: string, ref: string | null, found: Discovery | null): void => {
  const compared = new Map(known.compared)
  if (found === null) compared.delete(catalog)
  else compared.set(catalog, { ref, found })
  set({ compared })
}

/** @param rows the record, oldest first */
export const noteRecord = (rows: readonly ActivityRow[]): void => set({ last: lastWords(rows) })

/** It outlives the screen that asked, so that leaving it loses nothing. */
export const useKnownDrift = (): KnownDrift => useSyncExternalStore(subscribe, () => known)
