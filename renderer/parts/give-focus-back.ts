// Remembers where the focus was before a question came, and gives it back when the question is gone.

let last: HTMLElement | null = null

// A button that is switched off while it works loses the focus, often before the question it led to shows.
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement && !target.closest('dialog')) last = target
})

/** What has the focus, or had it last. */
export const focusedBefore = (): HTMLElement | null => {
  const now = document.activeElement
  return now instanceof HTMLElement && now !== document.body ? now : last
}

/** At once, or as soon as it is switched on again, unless the person has gone elsewhere meanwhile. */
export const giveFocusBack = (element: HTMLElement | null): void => {
  if (!element?.isConnected) return
  if (!(element instanceof HTMLButtonElement && element.disabled)) {
    element.focus()
    return
  }
  const observer = new MutationObserver(() => {
    if (element.disabled) return
    observer.disconnect()
    if (document.activeElement === document.body) element.focus()
  })
  observer.observe(element, { attributes: true, attributeFilter: ['disabled'] })
}
