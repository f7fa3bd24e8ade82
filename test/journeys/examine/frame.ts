// Whether the page keeps clear of the window's own buttons, and is moved by its heads alone: runs inside the page, so it imports nothing.

/**
 * One sentence per frame of the desktop and thing to read or to press under the buttons, with the banners above the head
 * and without. Leaves the page as it was.
 */
export const coverFindings = (): string[] => {
  const found = new Set<string>()
  const root = document.documentElement
  // The strip above a console has the system's own bar around it, the small window by the tray has no buttons.
  if (!document.getElementById('window') || root.dataset.window === 'prompt') return []
  const controls = 'a, button, input, select, textarea, summary, label'
  const inText = (element: Element, x: number, y: number): boolean =>
    [...element.childNodes].some(node => {
      if (node.nodeType !== Node.TEXT_NODE || !node.textContent?.trim()) return false
      const range = document.createRange()
      range.selectNodeContents(node)
      return [...range.getClientRects()].some(
        ({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom,
      )
    })
  const look = (): void => {
    for (const [frame, left, right, bottom] of [
      ['mac', 0, 78, 34],
      ['overlay', innerWidth - 138, innerWidth, 49],
    ] as const) {
      root.dataset.frame = frame
      // Every 8 px, which no line of text and no control is lower than.
      for (let y = 2; y < bottom; y += 8)
        for (let x = left + 2; x < right; x += 8) {
          const hit = document.elementFromPoint(x, y)
          if (!hit || (!hit.closest(`${controls}, svg`) && !inText(hit, x, y))) continue
          const words = hit.getAttribute('aria-label') ?? hit.textContent?.trim() ?? ''
          found.add(
            `in the frame ${frame} the window's buttons cover ${hit.localName} “${words.slice(0, 60)}”`,
          )
        }
    }
    delete root.dataset.frame
  }
  look()
  const banners = document.querySelector('section[aria-label="Notices"]')
  const said = [...(banners?.childNodes ?? [])]
  if (banners && said.length > 0) {
    banners.replaceChildren()
    look()
    banners.replaceChildren(...said)
  }
  return [...found]
}

/** One sentence per control that a person would move the window with instead of using it. */
export const handleFindings = (): string[] => {
  const found = new Set<string>()
  // The strip above a console has the system's own bar around it.
  if (!document.getElementById('window')) return []
  const region = (element: Element): string => getComputedStyle(element).getPropertyValue('app-region')
  const drawn = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true }) && element.closest('.sr') === null
  const free = (element: Element | null): boolean =>
    element !== null && (region(element) === 'no-drag' || free(element.parentElement))
  const handles = [...document.querySelectorAll('body *')].filter(
    element => region(element) === 'drag' && drawn(element),
  )
  if (handles.length === 0) found.add('nothing moves the window')
  const bars = handles.map(element => element.getBoundingClientRect())
  // What lies over a head counts as well: Chromium asks for the place alone, not for what is in front.
  for (const control of document.querySelectorAll(
    'a, button, input, select, textarea, summary, [tabindex]',
  )) {
    if (!drawn(control)) continue
    const box = control.getBoundingClientRect()
    const meets = bars.some(
      bar => box.left < bar.right && box.right > bar.left && box.top < bar.bottom && box.bottom > bar.top,
    )
    if (meets && !free(control)) found.add(`${control.outerHTML.slice(0, 120)} moves the window`)
  }
  return [...found]
}
