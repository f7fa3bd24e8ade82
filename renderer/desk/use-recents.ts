// The targets somebody is likely to want next, worked out from the record: asked again when a session starts or ends.
import { useEffect, useState } from 'react'
import { likelyTargets } from '../../shared/frecency.ts'
import { useDesk, useDeskStore, useSnapshot } from './hooks.ts'

/** As many rows of the record as a few weeks of work leave. */
const looked = 500
const shown = 6

export const useRecents = (): readonly string[] => {
  const call = useDesk()
  const store = useDeskStore()
  const live = useSnapshot(snapshot => snapshot.sessions.map(session => session.target).join(' '))
  const [recents, setRecents] = useState<readonly string[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sessions are no input of the question, they say when to ask again
  useEffect(() => {
    let current = true
    void call('activity', { limit: looked }).then(answer => {
      if (!current || !answer.ok) return
      const found = likelyTargets(answer.value.rows, store.now(), shown)
      setRecents(before => (before.join(' ') === found.join(' ') ? before : found))
    })
    return () => {
      current = false
    }
  }, [call, store, live])
  return recents
}
