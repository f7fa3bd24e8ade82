// Tries the routes of chosen targets, told one by one, until all were tried or the person ends it; it outlives the screen that asked.
import { useCallback, useSyncExternalStore } from 'react'
import type { Failure } from '../../shared/failure.ts'
import { useDesk, useDeskStore } from './hooks.ts'
import { noteTried } from './known-drift.ts'

type RouteCheck = {
  /** Null = none is under way. */
  readonly progress: { readonly catalog: string; readonly done: number; readonly of: number } | null
  /** Why the last one ended early. */
  readonly failure: Failure | null
}

let state: RouteCheck = { progress: null, failure: null }
/** Of the part that is under way; null also after the person has ended it. */
let work: string | null = null
const listeners = new Set<() => void>()
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
const set = (next: Partial<RouteCheck>): void => {
  state = { ...state, ...next }
  for (const listener of listeners) listener()
}

/** As many as one call takes. */
const most = 5_000

export const useRouteCheck = () => {
  const call = useDesk()
  const store = useDeskStore()
  const { progress, failure } = useSyncExternalStore(subscribe, () => state)
  const start = useCallback(
    async (catalog: string, targets: readonly string[]): Promise<void> => {
      if (state.progress !== null || targets.length === 0) return
      set({ progress: { catalog, done: 0, of: targets.length }, failure: null })
      const silence = store.desk()?.on('checked', told => {
        if (told.work !== work || state.progress === null) return
        noteTried([told.row], store.now())
        set({ progress: { ...state.progress, done: state.progress.done + 1 } })
      })
      for (let at = 0; at < targets.length; at += most) {
        const mine = `check ${crypto.randomUUID().slice(0, 13)}`
        work = mine
        const result = await call('checkTargets', { targets: targets.slice(at, at + most), work: mine })
        if (result.ok) noteTried(result.value.rows, store.now())
        else if (result.failure.kind !== 'cancelled') set({ failure: result.failure })
        if (!result.ok || work !== mine) break
      }
      silence?.()
      work = null
      set({ progress: null })
    },
    [call, store],
  )
  const cancel = useCallback(() => {
    if (work === null) return
    void call('cancelWork', { work })
    work = null
  }, [call])
  return { progress, failure, start, cancel }
}
