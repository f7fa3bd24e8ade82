// Which section of a long page is at its top, and a way to bring another there.
import { type RefObject, useCallback, useEffect, useState } from 'react'

/** @param ids of the elements, from top to bottom */
export const useSectionInView = (
  page: RefObject<HTMLElement | null>,
  ids: readonly string[],
): { readonly inView: string; goTo(id: string): void } => {
  const [inView, setInView] = useState(ids[0] ?? '')
  const key = ids.join(' ')

  const look = useCallback(() => {
    const element = page.current
    if (!element) return
    const all = key.split(' ')
    const top = element.getBoundingClientRect().top + 24
    const passed = all.filter(id => {
      const found = document.getElementById(id)
      return found !== null && found.getBoundingClientRect().top <= top
    })
    const atEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - 2
    setInView(chosen => {
      // At the end several sections are in sight at once; the one that was chosen stays so.
      if (atEnd && element.scrollTop > 0 && all.indexOf(chosen) >= passed.length) return chosen
      return passed.at(-1) ?? all[0] ?? ''
    })
  }, [page, key])

  useEffect(() => {
    const element = page.current
    look()
    element?.addEventListener('scroll', look, { passive: true })
    return () => element?.removeEventListener('scroll', look)
  }, [page, look])

  const goTo = useCallback((id: string) => {
    setInView(id)
    document.getElementById(id)?.scrollIntoView({ block: 'start' })
  }, [])
  return { inView, goTo }
}
