// Compares a catalog with what AWS Organizations says, read as a target that may read it; tells how far it is.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Failure } from '../../../shared/failure.ts'
import { useDesk, useDeskStore } from '../../desk/hooks.ts'
import { noteCompared } from '../../desk/known-drift.ts'

export type Discovering = {
  /** null = nothing is being read. */
  readonly progress: string | null
  readonly failure: Failure | null
  /** What is found is kept for the window. @param ref the copy of the catalog that is in force */
  readonly start: (target: string, against: string, ref: string | null) => void
  readonly cancel: () => void
}

export const useDiscovery = (): Discovering => {
  const call = useDesk()
  const store = useDeskStore()
  const [progress, setProgress] = useState<string | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const work = useRef<string | null>(null)
  const end = useRef<(() => void) | null>(null)
  useEffect(
    () => () => {
      end.current?.()
      if (work.current !== null) void call('cancelWork', { work: work.current })
    },
    [call],
  )
  const start = useCallback(
    (target: string, against: string, ref: string | null) => {
      if (work.current !== null) return
      const mine = `discover ${crypto.randomUUID().slice(0, 13)}`
      work.current = mine
      setFailure(null)
      noteCompared(against, ref, null)
      setProgress('Signing in')
      end.current =
        store.desk()?.on('progress', told => {
          if (told.work === mine) setProgress(told.sentence)
        }) ?? null
      void call('discoverCatalog', { target, against, work: mine }).then(result => {
        end.current?.()
        end.current = null
        work.current = null
        setProgress(null)
        if (result.ok) noteCompared(against, ref, result.value)
        else setFailure(result.failure.kind === 'cancelled' ? null : result.failure)
      })
    },
    [call, store],
  )
  const cancel = useCallback(() => {
    if (work.current !== null) void call('cancelWork', { work: work.current })
  }, [call])
  return { progress, failure, start, cancel }
}
