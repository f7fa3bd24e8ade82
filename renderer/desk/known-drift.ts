// What this window learned about where catalogs and AWS disagree: routes tried, organizations compared, the record's last word.
import type { ActivityRow } from '../../shared/activity.ts'
import type { Discovery } from '../../shared/catalog-exchange.ts'
import type { CheckRow } from '../../shared/fleet.ts'
import { createKept, useKept } from '../place/kept.ts'
import type { KnownDrift } from './drift-lists.ts'
import { lastWords } from './drift-lists.ts'

const known = createKept<KnownDrift>({ tried: new Map(), compared: new Map(), last: new Map() })
const learn = (more: Partial<KnownDrift>): void => known.set({ ...known.now(), ...more })

/** @param at main's time, ms since the epoch */
export const noteTried = (rows: readonly CheckRow[], at: number): void => {
  if (rows.length === 0) return
  learn({ tried: new Map([...known.now().tried, ...rows.map(row => [row.target, { row, at }] as const)]) })
}

/** @param ref the copy of the catalog that was compared */
export const noteCompared = (catalog: string, ref: string | null, found: Discovery | null): void => {
  const compared = new Map(known.now().compared)
  if (found === null) compared.delete(catalog)
  else compared.set(catalog, { ref, found })
  learn({ compared })
}

/** @param rows the record, oldest first */
export const noteRecord = (rows: readonly ActivityRow[]): void => learn({ last: lastWords(rows) })

export const useKnownDrift = (): KnownDrift => useKept(known)
