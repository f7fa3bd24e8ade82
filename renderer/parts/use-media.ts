// Follows a media query, for the few sizes that JavaScript must know.
import { useCallback, useSyncExternalStore } from 'react'

/** One column: rows take two lines and details cover the list. */
export const narrow = '(max-width: 45rem)'
/** The sidebar is a rail of icons, or the bar below. */
export const rail = '(max-width: 68rem)'

/** Each is asked for at every letter of a search, and making one anew takes longer than asking it. */
const lists = new Map<string, MediaQueryList>()

const listOf = (query: string): MediaQueryList => {
  const known = lists.get(query) ?? matchMedia(query)
  lists.set(query, known)
  return known
}

export const useMedia = (query: string): boolean => {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = listOf(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => listOf(query).matches)
}
