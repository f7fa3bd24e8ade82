// What the screen of settings shows beside the snapshot, asked of main anew whenever something changed there.
import { useEffect, useState } from 'react'
import { type InputOfCall, type OutputOfCall, useDesk, useSnapshot } from '../../desk/hooks.ts'

type Question = 'settingsFacts' | 'mfaCommands'
/** What both are asked with. */
const nothing: InputOfCall<Question> = {}

/** Null until main has answered once. */
export const useAnew = <K extends Question>(name: K): OutputOfCall<K> | null => {
  const call = useDesk()
  const revision = useSnapshot(snapshot => snapshot.revision)
  const [told, setTold] = useState<OutputOfCall<K> | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision is why it is asked again
  useEffect(() => {
    let here = true
    void call(name, nothing as InputOfCall<K>).then(answer => {
      if (here && answer.ok) setTold(answer.value)
    })
    return () => {
      here = false
    }
  }, [call, name, revision])
  return told
}
