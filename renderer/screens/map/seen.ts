// Which part of the map has to be drawn for a view, in steps large enough that moving seldom changes it. Pure.

/** Where the drawing lies in its element, and its size. */
export type View = { readonly x: number; readonly y: number; readonly scale: number }

/**
 * In the map's own units. `small`: nobody could read the words of an account. `words`: how many times larger words are drawn
 * than at their own size, to be as large on the screen.
 */
export type Seen = {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly small: boolean
  readonly words: number
}

/** Below this a row is lower than a line of words; above the other one, names are drawn however many there are. */
const readable = { least: 0.34, always: 0.55 } as const
/** Rows drawn at once: thousands of them are what makes a map slow. In the map’s own units, about 170 rows. */
const mostDrawn = 2_600_000
/** Words grow in steps, so that little is drawn anew while the map is sized. */
const growths = [1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.4, 8, 10, 12.5, 16, 20] as const
/** Of their own size, on the screen: 13 px are 11 px. */
const smallestWords = 0.85
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
    small:
      scale < readable.least || (scale < readable.always && (width * height) / (scale * scale) > mostDrawn),
    words: growths.find(growth => growth * scale >= smallestWords) ?? 20,
  }
}

export const sameSeen = (a: Seen, b: Seen): boolean =>
  a.left === b.left &&
  a.top === b.top &&
  a.right === b.right &&
  a.bottom === b.bottom &&
  a.small === b.small &&
  a.words === b.words

type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
export const meets = (seen: Seen, { x, y, width, height }: Rect): boolean =>
  x < seen.right && x + width > seen.left && y < seen.bottom && y + height > seen.top
