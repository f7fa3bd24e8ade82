// Tries the routes of chosen targets, told one by one, until all were tried or the person ends it.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Failure } from '../../../shared/failure.ts'
import { useDesk, useDeskStore } from '../../desk/hooks.ts'
import { noteTried } from '../../desk/known-drift.ts'

export type Check = {
  readonly progress: { readonly done: number; readonly of: number } | null
  readonly failure: Failure | null
  readonly start: (targets: readonly string[]) => void
  readonly cancel: () => void
}

/** As many as one call takes. */
const most = 5_000

export const useCheck = (): Check => {
  const call = useDesk()
  const store = useDeskStore()
  const [progress, setProgress] = useState<Check['progress']>(null)
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
    (targets: readonly string[]) => {
      if (work.current !== null || targets.length === 0) return
      const mine = `check ${crypto.randomUUID().slice(0, 13)}`
      work.current = mine
      setFailure(null)
      setProgress({ done: 0, of: targets.length })
      end.current =
        store.desk()?.on('checked', told => {
          if (told.work !== mine) return
          noteTried([told.row], store.now())
          setProgress(before => before && { ...before, done: before.done + 1 })
        }) ?? null
      void call('checkTargets', { targets: targets.slice(0, most), work: mine }).then(result => {
        end.current?.()
        end.current = null
        work.current = null
        setProgress(null)
        if (!result.ok) return setFailure(result.failure.kind === 'cancelled' ? null : result.failure)
        noteTried(result.value.rows, store.now())
      })
    },
    [call, store],
  )
  const cancel = useCallback(() => {
    if (work.current !== null) void call('cancelWork', { work: work.current })
  }, [call])
  return { progress, failure, start, cancel }
}
