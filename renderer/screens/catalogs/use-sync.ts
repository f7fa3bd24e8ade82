// Asks sources what they hold now, one catalog or all of them, tells how far it is, and can be given up; it goes on when its screen is left.
import { useCallback, useEffect } from 'react'
import type { Failure } from '../../../shared/failure.ts'
import { useDesk } from '../../desk/hooks.ts'
import { createKept, useKept } from '../../place/kept.ts'

type Standing = {
  /** null = nothing is being asked. */
  readonly progress: { readonly of: number; readonly asking: readonly string[] } | null
  /** What kept a catalog from being asked or taken over; none for a sync that was given up. */
  readonly failures: ReadonlyMap<string, Failure>
}
export type SyncState = Standing & {
  readonly start: (names: readonly string[]) => void
  readonly cancel: () => void
}

const nothing: ReadonlyMap<string, Failure> = new Map()
const standing = createKept<Standing>({ progress: null, failures: nothing })
/** As main knows what is under way. */
let works: readonly string[] = []

const answered = (name: string, failure: Failure | null): void => {
  const { progress, failures } = standing.now()
  standing.set({
    progress: progress && { ...progress, asking: progress.asking.filter(other => other !== name) },
    failures: failure === null ? failures : new Map(failures).set(name, failure),
  })
}

export const useSync = (): SyncState => {
  const call = useDesk()
  const now = useKept(standing)
  // What went wrong is told once: sources are asked by themselves as well, and then it may be over.
  useEffect(
    () => () => {
      if (standing.now().progress === null) standing.set({ progress: null, failures: nothing })
    },
    [],
  )
  const start = useCallback(
    (names: readonly string[]) => {
      if (works.length > 0 || names.length === 0) return
      const asked = names.map(name => ({ name, work: `sync ${name} ${crypto.randomUUID().slice(0, 8)}` }))
      works = asked.map(({ work }) => work)
      standing.set({ progress: { of: names.length, asking: names }, failures: nothing })
      const all = asked.map(async ({ name, work }) => {
        const result = await call('syncCatalog', { name, work })
        answered(name, result.ok || result.failure.kind === 'cancelled' ? null : result.failure)
      })
      void Promise.all(all).then(() => {
        works = []
        standing.set({ ...standing.now(), progress: null })
      })
    },
    [call],
  )
  const cancel = useCallback(() => {
    for (const work of works) void call('cancelWork', { work })
  }, [call])
  return { ...now, start, cancel }
}
