// The last change of the AWS files that can be taken back, asked of main each time the palette opens.
import { useEffect, useState } from 'react'
import type { EarlierState } from '../../shared/settings-facts.ts'
import { useDesk } from '../desk/hooks.ts'

/** null = none, or not known yet. */
export const useLastChange = (): EarlierState | null => {
  const call = useDesk()
  const [last, setLast] = useState<EarlierState | null>(null)
  useEffect(() => {
    let here = true
    void call('settingsFacts', {}).then(facts => {
      if (here && facts.ok) setLast(facts.value.profiles.states.find(state => !state.undone) ?? null)
    })
    return () => {
      here = false
    }
  }, [call])
  return last
}
