// What somebody asked for that another part of the window does: said by the sidebar, a screen or the palette, taken up where it is done.
import { useEffect, useSyncExternalStore } from 'react'
import type { SavedFilter } from '../../shared/settings.ts'
import { createKept } from './kept.ts'

export type Asked =
  | { readonly what: 'end-everything' }
  /** The last change of the AWS files taken back, after it was shown what that does. */
  | { readonly what: 'undo-profiles' }
  /** A target in the list, whatever the list is narrowed to; then its details come forward, or its route is tried. */
  | { readonly what: 'target'; readonly target: string; readonly then: 'details' | 'check' | null }
  /** A filter with a name, taken up in the list. */
  | { readonly what: 'filter'; readonly filter: SavedFilter }
export type AskedFor<W extends Asked['what']> = Extract<Asked, { readonly what: W }>

const asked = createKept<Asked | null>(null)
const now = <W extends Asked['what']>(what: W): AskedFor<W> | null => {
  const is = asked.now()
  return is?.what === what ? (is as AskedFor<W>) : null
}

/** null takes it away. */
export const ask = (what: Asked | null): void => asked.set(what)

/** Where it is done goes away: nobody waits for it any longer. */
export const useForgotten = (what: Asked['what']): void =>
  useEffect(
    () => () => {
      if (now(what)) ask(null)
    },
    [what],
  )

/** What is asked for now, when it is this; it stays until `ask(null)`, so that a screen that opens for it finds it. */
export const useAsked = <W extends Asked['what']>(what: W): AskedFor<W> | null =>
  useSyncExternalStore(asked.subscribe, () => now(what))
