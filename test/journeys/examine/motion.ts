// Whether anything still moves for a person who asked for less motion: runs inside the page, so it imports nothing.

/** One sentence per kind of element with a transition or animation that takes time. */
export const motionFindings = (): string[] => {
  const found = new Set<string>()
  const longest = (times: string): number =>
    Math.max(
      ...times.split(',').map(time => Number.parseFloat(time) * (time.trim().endsWith('ms') ? 1 : 1_000)),
    )
  for (const element of document.querySelectorAll('*'))
    for (const part of [
      '',
      '::before',
      '::after',
      ...(element.localName === 'dialog' ? ['::backdrop'] : []),
    ]) {
      const style = getComputedStyle(element, part || null)
      if (
        longest(style.transitionDuration) > 0 ||
        (style.animationName !== 'none' && longest(style.animationDuration) > 0)
      )
        found.add(`${element.localName}.${element.getAttribute('class') ?? ''}${part} still moves`)
    }
  return [...found]
}
