// Whether everything on the page can be read and pressed at its present size: runs inside the page, so it imports nothing.

/** One sentence per thing that is cut, covered or out of reach. */
export const fitFindings = (): string[] => {
  const found = new Set<string>()
  const root = document.documentElement
  // An open menu or dialog is all that can be used while it is there.
  const front =
    document.querySelector<HTMLElement>('[role="menu"]') ??
    [...document.querySelectorAll<HTMLElement>('dialog[open]')].at(-1) ??
    document.body
  const called = (element: Element): string => {
    const words =
      element.getAttribute('aria-label') ?? element.getAttribute('title') ?? element.textContent?.trim() ?? ''
    return `${element.localName} “${words.replace(/\s+/g, ' ').slice(0, 60)}”`
  }
  /** For screen readers alone: a box of one pixel. */
  const unseen = (element: Element): boolean =>
    element.closest('.sr') !== null || element.closest('[aria-hidden="true"]') !== null
  const drawn = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true }) && element.closest('[inert]') === null
  const scrolls = (style: CSSStyleDeclaration): boolean =>
    /auto|scroll/.test(`${style.overflowX}${style.overflowY}`)

  /** A picture is moved and made larger by itself, with its own keys. */
  const picture = 'svg'

  if (root.scrollWidth > root.clientWidth)
    found.add(`the page is ${root.scrollWidth - root.clientWidth} px wider than the window`)

  // Every control can be brought into sight, and a press in its middle reaches it.
  const controls =
    'a[href], button, input, select, textarea, summary, [role="option"], [role="menuitem"], [role="menuitemradio"]'
  for (const control of front.querySelectorAll<HTMLElement>(controls)) {
    if (!drawn(control) || control.closest('.sr') || control.closest(picture)) continue
    control.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    const box = control.getBoundingClientRect()
    const left = Math.max(box.left, 0)
    const right = Math.min(box.right, innerWidth)
    const top = Math.max(box.top, 0)
    const bottom = Math.min(box.bottom, innerHeight)
    // A row of a long list may be drawn ahead of being seen; it comes into sight when it is chosen.
    if (control.role === 'option' && (bottom <= top || right <= left)) continue
    if (right - left < Math.min(box.width, 16) || bottom - top < Math.min(box.height, 16)) {
      found.add(`${called(control)} cannot be brought into sight`)
      continue
    }
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    const mine =
      hit !== null &&
      (control.contains(hit) ||
        (control instanceof HTMLInputElement &&
          [...(control.labels ?? [])].some(label => label.contains(hit))))
    if (!mine && control.role !== 'option')
      found.add(`${called(control)} is covered by ${hit ? called(hit) : 'nothing'}`)
  }

  // Text: inside its box, or ending in an ellipsis with the whole of it as title.
  const walker = document.createTreeWalker(front, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const box = node.parentElement
    if (!box || !node.textContent?.trim() || !drawn(box) || unseen(box) || box.closest(picture)) continue
    if (/^(option|script|style|title)$/.test(box.localName)) continue
    range.selectNodeContents(node)
    const text = range.getBoundingClientRect()
    if (text.width === 0) continue
    let clipped = false
    for (
      let around: HTMLElement | null = box;
      around && around !== document.body;
      around = around.parentElement
    ) {
      const style = getComputedStyle(around)
      if (scrolls(style)) {
        clipped = true
        // What scrolls sideways by itself must be meant to: a row of chips.
        break
      }
      if (style.overflowX !== 'hidden' && style.overflowX !== 'clip') continue
      const edge = around.getBoundingClientRect()
      if (text.right > edge.right + 1 || text.left < edge.left - 1) {
        clipped = true
        if (style.textOverflow !== 'ellipsis') found.add(`${called(box)} is cut sideways`)
        else if (around.closest('[title]') === null)
          found.add(`${called(box)} ends in an ellipsis and has no title`)
        break
      }
      if (text.bottom > edge.bottom + 2 || text.top < edge.top - 2) {
        clipped = true
        found.add(`${called(box)} is cut at its top or bottom`)
        break
      }
    }
    if (!clipped && (text.right > innerWidth + 1 || text.left < -1))
      found.add(`${called(box)} runs over the edge`)
    const style = getComputedStyle(box)
    if (
      style.overflowX === 'visible' &&
      style.display !== 'inline' &&
      box.clientWidth > 0 &&
      box.scrollWidth > box.clientWidth + 1
    )
      found.add(`${called(box)} is wider than its box`)
  }
  return [...found]
}
