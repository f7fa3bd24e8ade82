// What is in force on this machine, asked of main anew whenever something changed there.
import { useEffect, useState } from 'react'
import type { SettingsFacts } from '../../../shared/settings-facts.ts'
import { useDesk, useSnapshot } from '../../desk/hooks.ts'

/** Null until main has answered once. */
export const useSettingsFacts = (): SettingsFacts | null => {
  const call = useDesk()
  const revision = useSnapshot(snapshot => snapshot.revision)
  const [facts, setFacts] = useState<SettingsFacts | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision is why it is asked again
  useEffect(() => {
    let here = true
    void call('settingsFacts', {}).then(answer => {
      if (here && answer.ok) setFacts(answer.value)
    })
    return () => {
      here = false
    }
  }, [call, revision])
  return facts
}
