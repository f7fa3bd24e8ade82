// What a person sees who has the system choose all colors: runs inside the page, so it imports nothing.

/** One sentence per shape, text, edge or selection that is lost. Only while colors are forced. */
export const forcedColorsFindings = (): string[] => {
  const found = new Set<string>()
  const called = (element: Element): string => {
    const words = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? ''
    const sort = element.getAttribute('class') ?? ''
    return `${element.localName}.${sort} “${words.replace(/\s+/g, ' ').slice(0, 60)}”`
  }
  const drawn = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true }) && element.closest('.sr') === null

  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  /** Red, green, blue from 0 to 1 and opacity, of any color CSS can name. */
  const parts = (color: string): readonly number[] => {
    if (!pen) return [0, 0, 0, 1]
    pen.clearRect(0, 0, 1, 1)
    pen.fillStyle = color
    pen.fillRect(0, 0, 1, 1)
    return [...pen.getImageData(0, 0, 1, 1).data].map(part => part / 255)
  }
  const light = (color: string): number => {
    const [red = 0, green = 0, blue = 0] = parts(color).map(part =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const contrast = (one: string, other: string): number => {
    const [dark = 0, bright = 0] = [light(one), light(other)].sort((a, b) => a - b)
    return (bright + 0.05) / (dark + 0.05)
  }
  const behind = (element: Element): string => {
    for (let around: Element | null = element; around; around = around.parentElement) {
      const color = getComputedStyle(around).backgroundColor
      if ((parts(color)[3] ?? 0) > 0.5) return color
    }
    return 'Canvas'
  }

  // Shapes: a mark or an icon is drawn in a color that stands out from what is behind it.
  for (const shape of document.querySelectorAll('svg')) {
    if (!drawn(shape) || shape.closest('.sprite') || shape.closest(':disabled, [aria-disabled="true"]'))
      continue
    const ink = [...shape.querySelectorAll('use, path, circle, rect, line, polyline, text'), shape].some(
      part => {
        const style = getComputedStyle(part)
        const ground = behind(shape)
        return [style.stroke, style.fill, part === shape ? style.color : 'none'].some(
          color => color !== 'none' && !color.startsWith('url') && contrast(color, ground) >= 3,
        )
      },
    )
    if (!ink) found.add(`${called(shape.parentElement ?? shape)} has a shape nobody sees`)
  }

  // Text.
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const box = node.parentElement
    if (
      !box ||
      !node.textContent?.trim() ||
      !drawn(box) ||
      box.closest(':disabled, [aria-disabled="true"], option, svg')
    )
      continue
    if (contrast(getComputedStyle(box).color, behind(box)) < 4.5)
      found.add(`${called(box)} has text nobody reads`)
  }

  // Edges: what one types into has one.
  for (const field of document.querySelectorAll<HTMLElement>(
    'input:not([type=checkbox]):not([type=radio]), select, textarea',
  )) {
    if (!drawn(field)) continue
    let edge = getComputedStyle(field).opacity === '0'
    for (
      let around: Element | null = field, up = 0;
      around && up < 3 && !edge;
      around = around.parentElement, up += 1
    ) {
      const style = getComputedStyle(around)
      edge =
        Number.parseFloat(style.borderBottomWidth) >= 1 ||
        (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 1)
    }
    if (!edge) found.add(`${called(field)} has no edge`)
  }

  // Selection: what is chosen differs from what is not in more than a color that is taken away.
  const states = ['aria-selected', 'aria-pressed', 'aria-current', 'aria-checked']
  const look = (element: Element): string =>
    [element, ...element.children]
      .map(part => {
        const style = getComputedStyle(part)
        const outline = style.outlineStyle === 'none' ? 'none' : style.outlineWidth
        const border = `${style.borderBottomStyle} ${style.borderBottomWidth} ${style.borderLeftWidth}`
        const weight = part === element ? style.fontWeight : ''
        return `${part.localName} ${outline} ${border} ${style.backgroundColor} ${weight} ${part.localName === 'svg' ? style.fill : ''}`
      })
      .join('|')
  const tick = (element: Element): number => element.querySelectorAll('svg').length
  for (const state of states)
    for (const chosen of document.querySelectorAll(`[${state}]:not([${state}="false"])`)) {
      if (!drawn(chosen)) continue
      const twins = [
        ...(
          chosen.closest('ul, fieldset, nav, [role=listbox], [role=menu], main, dialog') ?? document.body
        ).querySelectorAll(chosen.localName),
      ].filter(
        each =>
          each !== chosen &&
          drawn(each) &&
          each.role === chosen.role &&
          (each.className.toString() !== '') === (chosen.className.toString() !== '') &&
          !states.some(known => (each.getAttribute(known) ?? 'false') !== 'false'),
      )
      const twin = twins[0]
      if (twin && look(twin) === look(chosen) && tick(twin) === tick(chosen))
        found.add(`${called(chosen)} looks as if it were not chosen`)
    }
  return [...found]
}
