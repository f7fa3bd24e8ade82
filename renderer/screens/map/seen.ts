// Which part of the map has to be drawn for a view, in steps large enough that moving seldom changes it. Pure.

/** Where the drawing lies in its element, and its size. */
export type View = { readonly x: number; readonly y: number; readonly scale: number }

/** In the map's own units. `small`: nobody could read words. `letters`: how much larger names are drawn to be read. */
export type Seen = {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly small: boolean
  readonly letters: number
}

/** Below this size nobody reads the words of an account, and drawing thousands of them is what makes a map slow. */
const readable = 0.55
/** On the screen; about a quarter of its width. */
const tile = 320

export const seenOf = (
  { x, y, scale }: View,
  { width, height }: { readonly width: number; readonly height: number },
): Seen => {
  const step = tile / 2 ** Math.floor(Math.log2(scale))
  const down = (value: number): number => Math.floor(value / step) * step
  const up = (value: number): number => Math.ceil(value / step) * step
  return {
    left: down(-x / scale),
    top: down(-y / scale),
    right: up((width - x) / scale),
    bottom: up((height - y) / scale),
    small: scale < readable,
    letters: scale >= readable ? 1 : Math.min(4, Math.max(1, Math.round(0.8 / scale))),
  }
}

export const sameSeen = (a: Seen, b: Seen): boolean =>
  a.left === b.left &&
  a.top === b.top &&
  a.right === b.right &&
  a.bottom === b.bottom &&
  a.small === b.small &&
  a.letters === b.letters

type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
export const meets = (seen: Seen, { x, y, width, height }: Rect): boolean =>
  x < seen.right && x + width > seen.left && y < seen.bottom && y + height > seen.top
