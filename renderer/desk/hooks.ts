// How the window reads main's state and gives it commands.
import { createContext, use, useCallback, useRef, useState, useSyncExternalStore } from 'react'
import type { DeskCall } from '../../shared/call-names.ts'
import type { Calls } from '../../shared/contract.ts'
import type { DeskContract } from '../../shared/desk-contract.ts'
import type { Failure } from '../../shared/failure.ts'
import { failed, type Result } from '../../shared/result.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import type { AccountTags, TargetRow } from '../../shared/target-row.ts'
import type { DeskState, DeskStore } from './store.ts'

type DeskCalls = Calls<DeskContract>
export type InputOfCall<K extends DeskCall> = Parameters<DeskCalls[K]>[0]
export type OutputOfCall<K extends DeskCall> =
  Awaited<ReturnType<DeskCalls[K]>> extends Result<infer T> ? T : never

export const DeskContext = createContext<DeskStore | null>(null)

export const useDeskStore = (): DeskStore => {
  const store = use(DeskContext)
  if (!store) throw new Error('The window was drawn without a desk')
  return store
}

/** Reads the connection's state; `select` must give back the same value for the same state. */
export const useDeskState = <T>(select: (state: DeskState) => T): T => {
  const store = useDeskStore()
  return useSyncExternalStore(store.subscribe, () => select(store.read()))
}

/** Reads the last snapshot. Below the frame there always is one. */
export const useSnapshot = <T>(select: (snapshot: Snapshot) => T): T =>
  useDeskState(state => {
    if (!state.snapshot) throw new Error('A screen was drawn before the first snapshot')
    return select(state.snapshot)
  })

/** The rows of targets; null until the first have come. */
export const useTargetRows = (): readonly TargetRow[] | null => useDeskState(state => state.rows)

/** The tags of accounts, by `catalog:account`. */
export const useAccountTags = (): AccountTags => useDeskState(state => state.tags)

/** Derives a value from main's time once a second; draws again only when that value changes, so it must be a primitive. */
export const useTime = <T extends string | number | boolean | null>(derive: (now: number) => T): T => {
  const store = useDeskStore()
  const subscribe = useCallback(
    (listener: () => void) => {
      const stopTicking = store.onSecond(listener)
      const stopReading = store.subscribe(listener)
      return () => {
        stopTicking()
        stopReading()
      }
    },
    [store],
  )
  return useSyncExternalStore(subscribe, () => derive(store.now()))
}

export type CallState<K extends DeskCall> = {
  run(input: InputOfCall<K>): Promise<Result<OutputOfCall<K>>>
  readonly busy: boolean
  readonly failure: Failure | null
  forget(): void
}

/** Gives main one kind of command and keeps whether it runs and how it failed. */
export const useCall = <K extends DeskCall>(name: K): CallState<K> => {
  const call = useDesk()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const turn = useRef(0)
  const run = useCallback(
    async (input: InputOfCall<K>) => {
      turn.current += 1
      const mine = turn.current
      setBusy(true)
      setFailure(null)
      const result = await call(name, input)
      if (turn.current === mine) {
        setBusy(false)
        setFailure(result.ok ? null : result.failure)
      }
      return result
    },
    [call, name],
  )
  const forget = useCallback(() => setFailure(null), [])
  return { run, busy, failure, forget }
}

/** Gives main any command; what it answers is the caller's to keep. */
export const useDesk = (): (<K extends DeskCall>(
  name: K,
  input: InputOfCall<K>,
) => Promise<Result<OutputOfCall<K>>>) => {
  const store = useDeskStore()
  return useCallback(
    async <K extends DeskCall>(name: K, input: InputOfCall<K>) => {
      const desk = store.desk()
      if (!desk) return failed({ kind: 'unreachable', host: 'Switchyard', said: 'it is not running' })
      const call = desk.call[name] as (input: InputOfCall<K>) => Promise<Result<OutputOfCall<K>>>
      return call(input)
    },
    [store],
  )
}
