// What Enter does to a target, as the person set it: the same in the list and in the palette.
import type { Settings } from '../../shared/settings.ts'
import { useSnapshot } from './hooks.ts'
import { type ProfileDraft, useDeliveries } from './use-deliveries.ts'

export type EnterDoes = Settings['enterDoes']

/** Yields the deed. Where no terminal can be opened, main says why. */
export const useEnter = (): ((target: string, draft: ProfileDraft) => void) => {
  const does = useSnapshot(snapshot => snapshot.settings.enterDoes)
  const deliveries = useDeliveries()
  return (target, draft) => {
    if (does === 'console') deliveries.openConsole(target)
    else if (does === 'assume') deliveries.assume(target, draft)
    else deliveries.openTerminal(target)
  }
}
