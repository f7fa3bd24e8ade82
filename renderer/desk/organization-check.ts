// Compares a catalog with what AWS Organizations says, read as a target that may read it; tells how far it is.
import { useCallback } from 'react'
import { useKept } from '../place/kept.ts'
import { createDriftWork } from './drift-work.ts'
import { useDesk, useDeskStore } from './hooks.ts'
import { noteCompared } from './known-drift.ts'

const comparison = createDriftWork<{ readonly sentence: string }>('discover')

export const useOrganizationCheck = () => {
  const call = useDesk()
  const store = useDeskStore()
  const { progress, failure } = useKept(comparison.kept)
  /** What is found is kept for the window. @param ref the copy of the catalog that is in force */
  const start = useCallback(
    async (target: string, catalog: string, ref: string | null): Promise<void> => {
      if (comparison.kept.now().progress !== null) return
      comparison.begin(catalog, { sentence: 'Signing in' })
      noteCompared(catalog, ref, null)
      const silence = store.desk()?.on('progress', told => {
        if (comparison.goesOn(told.work)) comparison.tell(() => ({ sentence: told.sentence }))
      })
      const result = await call('discoverCatalog', { target, against: catalog, work: comparison.named() })
      silence?.()
      if (result.ok) noteCompared(catalog, ref, result.value)
      comparison.end(result.ok ? null : result.failure)
    },
    [call, store],
  )
  const cancel = useCallback(() => comparison.cancel(call), [call])
  return { progress, failure, start, cancel }
}
