// Compares a catalog with what AWS Organizations says, read as a target that may read it; tells how far it is.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Discovery } from '../../../shared/catalog-exchange.ts'
import type { Failure } from '../../../shared/failure.ts'
import { useDesk, useDeskStore } from '../../desk/hooks.ts'

export type Discovering = {
  /** null = nothing is being read. */
  readonly progress: string | null
  readonly found: Discovery | null
  readonly failure: Failure | null
  readonly start: (target: string, against: string) => void
  readonly cancel: () => void
}

export const useDiscovery = (): Discovering => {
  const call = useDesk()
  const store = useDeskStore()
  const [progress, setProgress] = useState<string | null>(null)
  const [found, setFound] = useState<Discovery | null>(null)
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
    (target: string, against: string) => {
      if (work.current !== null) return
      const mine = `discover ${crypto.randomUUID().slice(0, 13)}`
      work.current = mine
      setFailure(null)
      setFound(null)
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
        if (result.ok) setFound(result.value)
        else setFailure(result.failure.kind === 'cancelled' ? null : result.failure)
      })
    },
    [call, store],
  )
  const cancel = useCallback(() => {
    if (work.current !== null) void call('cancelWork', { work: work.current })
  }, [call])
  return { progress, found, failure, start, cancel }
}
