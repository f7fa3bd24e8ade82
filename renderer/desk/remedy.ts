// Does what a failure's remedy names: signs in, unlocks, shows what waits for approval, or where it is put right.
import { useCallback } from 'react'
import type { Remedy } from '../../shared/remedy.ts'
import { goTo } from '../place/place.ts'
import { useDesk, useDeskStore } from './hooks.ts'

export const useRemedy = (): ((remedy: Remedy) => void) => {
  const call = useDesk()
  const store = useDeskStore()
  return useCallback(
    remedy => {
      if (remedy.action === 'unlock') void call('unlock', {})
      if (remedy.action === 'approve') goTo('catalogs', remedy.catalog)
      const signInOf = (name: string) =>
        store.read().snapshot?.signIns.find(each => each.id === name || each.signIn === name)
      if (remedy.action === 'open') {
        const { screen, chosen } = remedy
        goTo(screen, screen === 'sign-ins' ? (signInOf(chosen)?.id ?? null) : chosen)
      }
      if (remedy.action !== 'sign-in') return
      const view = signInOf(remedy.signIn)
      goTo('sign-ins', view?.id ?? null)
      if (view && view.hasKey !== false) void call('signIn', { signIn: view.signIn })
    },
    [call, store],
  )
}
