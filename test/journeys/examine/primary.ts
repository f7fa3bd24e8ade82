// One primary button to a surface: what is meant first is never two things. Runs inside the page, so it imports nothing.

/** One sentence per surface that has several. */
export const primaryFindings = (): string[] => {
  const probe = document.createElement('i')
  probe.style.color = 'var(--accent)'
  document.body.append(probe)
  const accent = getComputedStyle(probe).color
  probe.remove()
  const front = [...document.querySelectorAll<HTMLElement>('dialog[open]')].at(-1) ?? document.body
  const surfaces = new Map<Element, string[]>()
  for (const button of front.querySelectorAll<HTMLElement>('button, a')) {
    if (!button.checkVisibility({ visibilityProperty: true }) || button.closest('[inert]')) continue
    if (getComputedStyle(button).backgroundColor !== accent) continue
    // The arrow beside a button is its own.
    if (button.getAttribute('aria-haspopup') === 'menu' && button.previousElementSibling) continue
    const surface = button.closest('dialog, aside, main, nav') ?? front
    const words = button.getAttribute('aria-label') ?? button.textContent?.trim() ?? ''
    surfaces.set(surface, [...(surfaces.get(surface) ?? []), words])
  }
  return [...surfaces.values()]
    .filter(words => words.length > 1)
    .map(words => `more than one primary button: ${words.join(', ')}`)
}
