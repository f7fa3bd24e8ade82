// Asks sources what they hold now, one catalog or all of them, tells how far it is, and can be given up.
import { useCallback, useRef, useState } from 'react'
import type { Failure } from '../../../shared/failure.ts'
import { useDesk } from '../../desk/hooks.ts'

export type SyncState = {
  /** null = nothing is being asked. */
  readonly progress: { readonly of: number; readonly asking: readonly string[] } | null
  /** What kept a catalog from being asked or taken over; none for a sync that was given up. */
  readonly failures: ReadonlyMap<string, Failure>
  readonly start: (names: readonly string[]) => void
  readonly cancel: () => void
}

const nothing: ReadonlyMap<string, Failure> = new Map()

export const useSync = (): SyncState => {
  const call = useDesk()
  const [progress, setProgress] = useState<SyncState['progress']>(null)
  const [failures, setFailures] = useState(nothing)
  const works = useRef<readonly string[]>([])
  const start = useCallback(
    (names: readonly string[]) => {
      if (works.current.length > 0 || names.length === 0) return
      const asked = names.map(name => ({ name, work: `sync ${name} ${crypto.randomUUID().slice(0, 8)}` }))
      works.current = asked.map(({ work }) => work)
      setFailures(nothing)
      setProgress({ of: names.length, asking: names })
      const all = asked.map(async ({ name, work }) => {
        const result = await call('syncCatalog', { name, work })
        setProgress(before => before && { ...before, asking: before.asking.filter(other => other !== name) })
        if (!result.ok && result.failure.kind !== 'cancelled')
          setFailures(before => new Map(before).set(name, result.failure))
      })
      void Promise.all(all).then(() => {
        works.current = []
        setProgress(null)
      })
    },
    [call],
  )
  const cancel = useCallback(() => {
    for (const work of works.current) void call('cancelWork', { work })
  }, [call])
  return { progress, failures, start, cancel }
}
