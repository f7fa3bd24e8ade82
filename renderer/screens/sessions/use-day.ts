// The rows of the record that sessions are told from: since today began, or since the oldest live one did.
import { useCallback, useEffect, useState } from 'react'
import type { ActivityRow } from '../../../shared/activity.ts'
import type { Failure } from '../../../shared/failure.ts'
import { useDesk, useDeskStore, useSnapshot, useTime } from '../../desk/hooks.ts'

const most = 2_000
const minute = 60_000

export type Day = { readonly rows: readonly ActivityRow[]; readonly since: string }

/** Asked again when sessions change, and once a minute while somebody looks: a delivery changes no session. */
export const useDay = (): {
  /** null = not told yet. */
  readonly day: Day | null
  readonly failure: Failure | null
  again(): void
} => {
  const call = useDesk()
  const store = useDeskStore()
  const revision = useSnapshot(snapshot => snapshot.revision)
  const oldest = useSnapshot(snapshot =>
    snapshot.sessions.reduce((first, { startedAt }) => (startedAt < first ? startedAt : first), '9'),
  )
  const turn = useTime(now => Math.floor(now / minute))
  const [day, setDay] = useState<Day | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [asked, setAsked] = useState(0)
  const again = useCallback(() => setAsked(before => before + 1), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: revision, turn and asked are no input, they say when to ask again
  useEffect(() => {
    let current = true
    const today = new Date(new Date(store.now()).setHours(0, 0, 0, 0)).toISOString()
    const since = oldest < today ? oldest : today
    void call('activity', { limit: most, since: new Date(since).toISOString() }).then(answer => {
      if (!current) return
      if (answer.ok) setDay({ rows: answer.value.rows, since: today })
      setFailure(answer.ok ? null : answer.failure)
    })
    return () => {
      current = false
    }
  }, [call, store, oldest, revision, turn, asked])
  return { day, failure, again }
}
