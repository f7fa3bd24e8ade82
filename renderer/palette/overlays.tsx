// What opens over any screen by a key: the palette (⌘K or Ctrl K, or the desktop's shortcut) and the map of the keyboard (?).
import { useCallback, useEffect, useState } from 'react'
import { isCommand } from '../parts/keys.tsx'
import { takePaletteWish } from '../place/place.ts'
import { KeyMap } from './key-map.tsx'
import { Palette } from './palette.tsx'

/** A question mark is a letter where somebody writes; in an empty search it is asked of the window. */
const writes = (element: Element | null): boolean =>
  (element instanceof HTMLInputElement &&
    (element.value !== '' || element.getAttribute('role') !== 'combobox')) ||
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement

export const Overlays = () => {
  const [shown, setShown] = useState<'palette' | 'keys' | null>(null)
  useEffect(() => {
    const take = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return
      const opens =
        isCommand(event) && event.key.toLowerCase() === 'k'
          ? 'palette'
          : event.key === '?' && !event.ctrlKey && !event.metaKey && !writes(document.activeElement)
            ? 'keys'
            : null
      if (!opens) return
      // Before the search takes the letter.
      event.preventDefault()
      event.stopPropagation()
      setShown(opens)
    }
    const wished = (): void => {
      if (takePaletteWish() && !document.querySelector('dialog[open]')) setShown('palette')
    }
    wished()
    addEventListener('hashchange', wished)
    document.addEventListener('keydown', take, { capture: true })
    return () => {
      removeEventListener('hashchange', wished)
      document.removeEventListener('keydown', take, { capture: true })
    }
  }, [])
  const close = useCallback(() => setShown(null), [])
  const showKeys = useCallback(() => setShown('keys'), [])
  if (shown === 'palette') return <Palette onClose={close} onKeys={showKeys} />
  return shown === 'keys' ? <KeyMap onClose={close} /> : null
}
