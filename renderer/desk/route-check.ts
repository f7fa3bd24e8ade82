// Tries the routes of chosen targets, told one by one, until all were tried or the person ends it.
import { useCallback } from 'react'
import type { Failure } from '../../shared/failure.ts'
import { useKept } from '../place/kept.ts'
import { createDriftWork } from './drift-work.ts'
import { useDesk, useDeskStore } from './hooks.ts'
import { noteTried } from './known-drift.ts'

const check = createDriftWork<{ readonly done: number; readonly of: number }>('check')

/** As many as one call takes. */
const most = 5_000

export const useRouteCheck = () => {
  const call = useDesk()
  const store = useDeskStore()
  const { progress, failure } = useKept(check.kept)
  const start = useCallback(
    async (catalog: string, targets: readonly string[]): Promise<void> => {
      if (check.kept.now().progress !== null || targets.length === 0) return
      check.begin(catalog, { done: 0, of: targets.length })
      const silence = store.desk()?.on('checked', told => {
        if (!check.goesOn(told.work)) return
        noteTried([told.row], store.now())
        check.tell(({ done, of }) => ({ done: done + 1, of }))
      })
      let why: Failure | null = null
      for (let at = 0; at < targets.length; at += most) {
        const work = check.named()
        const result = await call('checkTargets', { targets: targets.slice(at, at + most), work })
        if (result.ok) noteTried(result.value.rows, store.now())
        else why = result.failure
        if (!result.ok || !check.goesOn(work)) break
      }
      silence?.()
      check.end(why)
    },
    [call, store],
  )
  const cancel = useCallback(() => check.cancel(call), [call])
  return { progress, failure, start, cancel }
}
