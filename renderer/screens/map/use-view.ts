// What part of the map is seen: moved by dragging and by keys, sized by the wheel around the pointer. The drawing is moved at
// once and by itself; React is told only when another part of it must be drawn.
import {
  type RefObject,
  startTransition,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { type Seen, sameSeen, seenOf, type View } from './seen.ts'

const smallest = 0.05
const largest = 2
/** So long without a step, in ms, and what was moved or sized is painted as it is. */
const rest = 160
const bounded = (scale: number): number => Math.max(smallest, Math.min(largest, scale))

type Places = {
  /** The element it is drawn in, the sheet that is moved, the drawing on it that is sized, and where the size is written. */
  readonly box: RefObject<HTMLElement | null>
  readonly sheet: RefObject<HTMLElement | null>
  readonly drawing: RefObject<SVGGElement | null>
  readonly size: RefObject<HTMLElement | null>
}

/** @param width of what is drawn, in its own units */
export const useView = ({ box, sheet, drawing, size: words }: Places, width: number, height: number) => {
  const view = useRef<View>({ x: 0, y: 0, scale: 1 })
  const frame = useRef(0)
  /** The size at which the drawing was painted last. */
  const painted = useRef(1)
  /** While it is moved or sized the sheet is a layer of its own, which is not painted again for every step. */
  const lifted = useRef(false)
  const resting = useRef<ReturnType<typeof setTimeout> | null>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  const [seen, setSeen] = useState<Seen>(() => seenOf(view.current, size))

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const read = (): void => setSize({ width: element.clientWidth, height: element.clientHeight })
    read()
    const watch = new ResizeObserver(read)
    watch.observe(element)
    return () => watch.disconnect()
  }, [box])

  const draw = useCallback(() => {
    const { x, y, scale } = view.current
    const grown = scale / painted.current
    // Blurred or wasteful by more than this: then it is painted anew, also while it is moved.
    if (!lifted.current || grown > 1.6 || grown < 0.6) painted.current = scale
    const sized = `scale(${painted.current})`
    if (drawing.current?.getAttribute('transform') !== sized)
      drawing.current?.setAttribute('transform', sized)
    // On whole pixels, so that words stay sharp.
    if (sheet.current)
      sheet.current.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px) scale(${scale / painted.current})`
    if (words.current) words.current.textContent = `${Math.round(scale * 100)} %`
    const next = seenOf(view.current, size)
    // What comes into sight may be drawn a little later, in pieces: the move itself must not wait for it.
    startTransition(() => setSeen(before => (sameSeen(before, next) ? before : next)))
  }, [sheet, drawing, words, size])
  /** However many events come, the drawing moves once a frame. */
  const change = useCallback(
    (next: (before: View) => View) => {
      view.current = next(view.current)
      if (frame.current !== 0) return
      frame.current = requestAnimationFrame(() => {
        frame.current = 0
        draw()
      })
    },
    [draw],
  )
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current)
      if (resting.current) clearTimeout(resting.current)
    },
    [],
  )
  /** Until it rests. */
  const lift = useCallback(() => {
    lifted.current = true
    if (sheet.current) sheet.current.style.willChange = 'transform'
    if (resting.current) clearTimeout(resting.current)
    resting.current = setTimeout(() => {
      lifted.current = false
      if (sheet.current) sheet.current.style.willChange = ''
      draw()
    }, rest)
  }, [sheet, draw])

  const fit = useCallback(() => {
    if (size.width === 0) return
    const scale = Math.max(smallest, Math.min(1, size.width / width, size.height / height))
    view.current = {
      x: (size.width - width * scale) / 2,
      y: (size.height - height * scale) / 2,
      scale,
    }
    draw()
  }, [size, width, height, draw])
  useLayoutEffect(fit, [fit])

  const zoom = useCallback(
    (by: number, at?: { readonly x: number; readonly y: number }) => {
      lift()
      change(before => {
        const scale = bounded(before.scale * by)
        const x = at?.x ?? size.width / 2
        const y = at?.y ?? size.height / 2
        const grown = scale / before.scale
        return { scale, x: x - (x - before.x) * grown, y: y - (y - before.y) * grown }
      })
    },
    [change, lift, size],
  )
  const move = useCallback(
    (x: number, y: number) => {
      lift()
      change(before => ({ ...before, x: before.x + x, y: before.y + y }))
    },
    [change, lift],
  )
  /** Brings a place of the map into sight, with some room around it. */
  const show = useCallback(
    (x: number, y: number) =>
      change(before => {
        const scale = Math.max(before.scale, 0.6)
        const at = { x: x * scale + before.x, y: y * scale + before.y }
        // The whole of its row, as far as there is room for one.
        const beside = Math.min(320 * scale, size.width / 2)
        const inside =
          scale === before.scale &&
          at.x > 40 &&
          at.x < size.width - beside &&
          at.y > 40 &&
          at.y < size.height - 40
        return inside ? before : { scale, x: size.width / 2 - x * scale, y: size.height / 2 - y * scale }
      }),
    [change, size],
  )
  /** A place on the page, in the map's own units. */
  const placeOf = useCallback(
    (pageX: number, pageY: number) => {
      const corner = box.current?.getBoundingClientRect()
      const { x, y, scale } = view.current
      return { x: (pageX - (corner?.left ?? 0) - x) / scale, y: (pageY - (corner?.top ?? 0) - y) / scale }
    },
    [box],
  )

  useEffect(() => {
    const element = box.current
    if (!element) return
    // React listens to wheels passively, and the page behind must not zoom.
    const wheel = (event: WheelEvent): void => {
      event.preventDefault()
      const corner = element.getBoundingClientRect()
      const at = { x: event.clientX - corner.left, y: event.clientY - corner.top }
      if (event.shiftKey) move(-event.deltaY, 0)
      else zoom(Math.exp(-event.deltaY / 500), at)
    }
    element.addEventListener('wheel', wheel, { passive: false })
    return () => element.removeEventListener('wheel', wheel)
  }, [box, move, zoom])

  return { seen, fit, zoom, move, show, placeOf }
}
