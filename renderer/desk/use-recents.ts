// What was used lately, asked of main once for the whole window, and again when a session starts or ends.
import { createContext, use, useEffect, useState } from 'react'
import type { Recent } from '../../shared/recents.ts'
import { useDesk, useSnapshot } from './hooks.ts'

const none: readonly Recent[] = []

const sameAs = (before: readonly Recent[], now: readonly Recent[]): boolean =>
  before.length === now.length &&
  before.every((each, at) => each.target === now[at]?.target && each.lastUsed === now[at]?.lastUsed)

export const useRecentsOfWindow = (): readonly Recent[] => {
  const call = useDesk()
  const live = useSnapshot(snapshot => snapshot.sessions.map(session => session.target).join(' '))
  const [recents, setRecents] = useState(none)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sessions are no input of the question, they say when to ask again
  useEffect(() => {
    let current = true
    void call('recents', {}).then(answer => {
      if (current && answer.ok) setRecents(before => (sameAs(before, answer.value) ? before : answer.value))
    })
    return () => {
      current = false
    }
  }, [call, live])
  return recents
}

export const RecentsContext = createContext(none)

/** The latest first. */
export const useRecents = (): readonly Recent[] => use(RecentsContext)
