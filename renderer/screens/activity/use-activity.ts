// Asks main for the record, again whenever something was done that it tells of; old rows stay until new ones come.
import { useCallback, useEffect, useState } from 'react'
import type { ActivityRow } from '../../../shared/activity.ts'
import type { Failure } from '../../../shared/failure.ts'
import { useDesk, useSnapshot } from '../../desk/hooks.ts'

export type Activity = {
  /** null until the first have come. */
  readonly rows: readonly ActivityRow[] | null
  readonly more: boolean
  readonly failure: Failure | null
  /** Whether the record is unbroken, in a sentence; null while it is read. */
  readonly proof: { readonly ok: boolean; readonly sentence: string } | null
  readonly showMore: () => void
  readonly ask: () => void
}

const first = 1_000
const all = 20_000

export const useActivity = (): Activity => {
  const call = useDesk()
  const revision = useSnapshot(snapshot => snapshot.revision)
  const [limit, setLimit] = useState(first)
  const [answer, setAnswer] = useState<Pick<Activity, 'rows' | 'more'>>({ rows: null, more: false })
  const [failure, setFailure] = useState<Failure | null>(null)
  const [proof, setProof] = useState<Activity['proof']>(null)
  const ask = useCallback(() => {
    void call('activity', { limit }).then(result => {
      if (result.ok) setAnswer(result.value)
      setFailure(result.ok ? null : result.failure)
    })
  }, [call, limit])
  // biome-ignore lint/correctness/useExhaustiveDependencies: revision is no input of the question, it says when to ask again
  useEffect(ask, [ask, revision])
  const read = answer.rows !== null
  const newest = answer.rows?.[0]?.seq
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest row is no input of the proof, it says when to ask again
  useEffect(() => {
    if (!read) return
    void call('verifyActivity', {}).then(result => {
      if (result.ok) setProof(result.value)
    })
  }, [call, read, newest])
  return { ...answer, failure, proof, showMore: useCallback(() => setLimit(all), []), ask }
}
