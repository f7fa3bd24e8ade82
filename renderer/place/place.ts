// Where the person is: a screen and what is chosen on it, kept in the address so that a reload and the back button work.
import { useSyncExternalStore } from 'react'

export const screens = [
  'targets',
  'sessions',
  'catalogs',
  'map',
  'drift',
  'sign-ins',
  'activity',
  'settings',
  'welcome',
] as const
export type Screen = (typeof screens)[number]
export type Place = { readonly screen: Screen; readonly chosen: string | null }

const isScreen = (word: string): word is Screen => (screens as readonly string[]).includes(word)

/** Reads `#sessions` or `#targets/ops-hub:acme/acme-production`; anything else is the targets. */
export const readPlace = (hash: string): Place => {
  const [word = '', ...rest] = hash.replace(/^#/, '').split('/')
  if (!isScreen(word)) return { screen: 'targets', chosen: null }
  try {
    return { screen: word, chosen: decodeURIComponent(rest.join('/')) || null }
  } catch {
    return { screen: word, chosen: null }
  }
}

/** The address of a place; the parts of a target's name stay readable. */
export const writePlace = (place: Place): string =>
  place.chosen === null
    ? `#${place.screen}`
    : `#${place.screen}/${encodeURIComponent(place.chosen).replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%40', '@')}`

/** No place of its own: it asks for the palette over whatever is shown, as the desktop's shortcut from anywhere does. */
export const paletteAddress = '#palette'

/** Browsers refuse an address that changes often, as it does while an arrow key is held; so it is written when it rests. */
const rest = 300

let place: Place | null = null
let writing: ReturnType<typeof setTimeout> | null = null
const listeners = new Set<() => void>()

const read = (): Place => {
  place ??= readPlace(location.hash)
  return place
}
const settle = (): void => {
  if (writing) clearTimeout(writing)
  writing = null
}
const tell = (): void => {
  for (const listener of listeners) listener()
}
const follow = (): void => {
  if (location.hash === paletteAddress) return
  settle()
  place = readPlace(location.hash)
  tell()
}
const subscribe = (listener: () => void): (() => void) => {
  if (listeners.size === 0) addEventListener('hashchange', follow)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) removeEventListener('hashchange', follow)
  }
}

/** Goes to a screen; the back button returns. */
export const goTo = (screen: Screen, chosen: string | null = null): void => {
  settle()
  location.hash = writePlace({ screen, chosen })
}

/** Changes what is chosen on a screen, without an entry for the back button. */
export const choose = (screen: Screen, chosen: string | null): void => {
  const next = { screen, chosen }
  place = next
  settle()
  const from = location.hash
  writing = setTimeout(() => {
    // Somebody has gone elsewhere, and the browser has not told yet: their way is not taken back.
    if (location.hash === from) history.replaceState(null, '', writePlace(next))
  }, rest)
  tell()
}

/** True when the address asks for the palette; it then says again where one is. */
export const takePaletteWish = (): boolean => {
  if (location.hash !== paletteAddress) return false
  history.replaceState(null, '', writePlace(read()))
  return true
}

export const usePlace = (): Place => useSyncExternalStore(subscribe, read)
