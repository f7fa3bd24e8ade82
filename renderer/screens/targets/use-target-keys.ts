// The keyboard of the targets: arrows choose, Enter does what the settings say, typing always goes to the search.
import { type KeyboardEvent as ReactKeyboardEvent, type RefObject, useEffect } from 'react'
import { isCommand } from '../../parts/keys.tsx'

export type TargetKeys = {
  readonly move: (by: number | 'first' | 'last') => void
  /** What Enter does, as the person set it. */
  readonly enter: () => void
  readonly openConsole: () => void
  readonly openTerminal: () => void
  readonly copy: () => void
  readonly pin: () => void
  readonly details: () => void
  readonly clear: () => void
}

const page = 12

/** Handles a key in the search field or in the list; single letters act in the list only. */
export const handleTargetKey = (
  event: ReactKeyboardEvent,
  place: 'search' | 'list',
  keys: TargetKeys,
): void => {
  if (event.nativeEvent.isComposing) return
  const act = actOf(event, place, keys)
  if (!act) return
  event.preventDefault()
  act()
}

const actOf = (
  event: ReactKeyboardEvent,
  place: 'search' | 'list',
  keys: TargetKeys,
): (() => void) | null => {
  const { key } = event
  if (key === 'ArrowDown') return () => keys.move(1)
  if (key === 'ArrowUp') return () => keys.move(-1)
  if (key === 'PageDown') return () => keys.move(page)
  if (key === 'PageUp') return () => keys.move(-page)
  if (key === 'Enter' && event.altKey) return keys.openTerminal
  if (key === 'Enter') return isCommand(event) ? keys.openConsole : keys.enter
  if (key === 'Escape') return keys.clear
  // What is selected is copied as everywhere; with nothing selected the target is what one copies.
  if (isCommand(event) && !event.shiftKey && !event.altKey && key.toLowerCase() === 'c')
    return hasSelection(event.target) ? null : keys.copy
  if (place === 'search') {
    const field = event.target as HTMLInputElement
    const atEnd = field.selectionStart === field.value.length
    return key === 'ArrowRight' && atEnd && !event.shiftKey ? keys.details : null
  }
  if (key === 'Home') return () => keys.move('first')
  if (key === 'End') return () => keys.move('last')
  if (key === 'ArrowRight') return keys.details
  const plain = !event.metaKey && !event.ctrlKey && !event.altKey
  return plain && key.toLowerCase() === 'p' ? keys.pin : null
}

const hasSelection = (place: EventTarget): boolean =>
  place instanceof HTMLInputElement
    ? place.selectionStart !== place.selectionEnd
    : getSelection()?.isCollapsed === false

const takesText = (element: Element | null): boolean =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement

/** Whatever has the focus, a typed character lands in the search. */
export const useTypingToSearch = (search: RefObject<HTMLInputElement | null>): void => {
  useEffect(() => {
    const take = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return
      const typed = event.key.length === 1 && event.key !== ' '
      if (!typed || event.metaKey || event.ctrlKey || event.altKey) return
      if (takesText(document.activeElement) || document.querySelector('[role="menu"]')) return
      // The character itself arrives in the field, because the focus moves before it is typed.
      search.current?.focus()
    }
    document.addEventListener('keydown', take)
    return () => document.removeEventListener('keydown', take)
  }, [search])
}
