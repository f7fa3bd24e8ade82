// What part of the map is seen: moved by dragging and by keys, sized by the wheel around the pointer.
import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react'

export type View = { readonly x: number; readonly y: number; readonly scale: number }

const smallest = 0.05
const largest = 2

/** @param width of what is drawn, in its own units @param box the element it is drawn in */
export const useView = (box: RefObject<HTMLElement | null>, width: number, height: number) => {
  const [view, setView] = useState<View>({ x: 0, y: 0, scale: 1 })
  const [size, setSize] = useState({ width: 0, height: 0 })

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const read = (): void => setSize({ width: element.clientWidth, height: element.clientHeight })
    read()
    const watch = new ResizeObserver(read)
    watch.observe(element)
    return () => watch.disconnect()
  }, [box])

  const fit = useCallback(() => {
    if (size.width === 0) return
    const scale = Math.max(smallest, Math.min(1, size.width / width, size.height / height))
    setView({ x: (size.width - width * scale) / 2, y: (size.height - height * scale) / 2, scale })
  }, [size, width, height])
  useLayoutEffect(fit, [fit])

  const zoom = useCallback(
    (by: number, at?: { readonly x: number; readonly y: number }) => {
      setView(before => {
        const scale = Math.max(smallest, Math.min(largest, before.scale * by))
        const x = at?.x ?? (box.current?.clientWidth ?? 0) / 2
        const y = at?.y ?? (box.current?.clientHeight ?? 0) / 2
        const grown = scale / before.scale
        return { scale, x: x - (x - before.x) * grown, y: y - (y - before.y) * grown }
      })
    },
    [box],
  )
  const move = useCallback(
    (x: number, y: number) => setView(before => ({ ...before, x: before.x + x, y: before.y + y })),
    [],
  )
  /** Brings a place of the map into sight, with some room around it. */
  const show = useCallback(
    (x: number, y: number) => {
      setView(before => {
        const scale = Math.max(before.scale, 0.6)
        const at = { x: x * scale + before.x, y: y * scale + before.y }
        const inside =
          scale === before.scale &&
          at.x > 40 &&
          at.x < size.width - 340 &&
          at.y > 40 &&
          at.y < size.height - 40
        return inside ? before : { scale, x: size.width / 2 - x * scale, y: size.height / 2 - y * scale }
      })
    },
    [size],
  )

  useEffect(() => {
    const element = box.current
    if (!element) return
    // React listens to wheels passively, and the page behind must not zoom.
    const wheel = (event: WheelEvent): void => {
      event.preventDefault()
      const frame = element.getBoundingClientRect()
      const at = { x: event.clientX - frame.left, y: event.clientY - frame.top }
      if (event.shiftKey) move(-event.deltaY, 0)
      else zoom(Math.exp(-event.deltaY / 500), at)
    }
    element.addEventListener('wheel', wheel, { passive: false })
    return () => element.removeEventListener('wheel', wheel)
  }, [box, move, zoom])

  return { view, size, fit, zoom, move, show }
}
