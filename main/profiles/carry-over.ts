// Makes a change that someone made to one text in another text that grew from the same; pure.
import { type Difference, differences, linesOf, sizeOf } from './line-difference.ts'

/** Lines around a difference that tell its place: as many as fit are compared, then fewer. */
const context = 3

type Placed = { readonly at: number; readonly removed: number }

/**
 * The change from `before` to `after`, made in `onto`, difference by difference: lines are replaced where the same
 * lines stand between the same neighbors. Lines that were only added always find a place; where lines were changed
 * that `onto` has otherwise, it keeps its own.
 */
export const carryOver = (before: string, after: string, onto: string): string => {
  const old = linesOf(before)
  const target = linesOf(onto)
  /** What comes later in the text has its place later, too. */
  let behind = 0
  for (const difference of differences(old, linesOf(after))) {
    const place = placeOf(difference, old, target, behind) ?? placeOf(difference, old, target, 0)
    if (place === null) continue
    target.splice(place.at, place.removed, ...difference.added)
    behind = place.at + difference.added.length
  }
  return target.join('')
}

/** Of the texts that someone may have started from, the one that is the least different from what they made. */
export const nearestOf = <T extends string | null>(made: string, texts: readonly T[]): T | undefined => {
  const lines = linesOf(made)
  let nearest: { readonly text: T; readonly size: number } | undefined
  for (const text of texts) {
    const size = sizeOf(differences(linesOf(text ?? ''), lines))
    // Of two that are as near, the later.
    if (nearest === undefined || size <= nearest.size) nearest = { text, size }
  }
  return nearest?.text
}

const placeOf = (
  { from, to }: Difference,
  old: readonly string[],
  target: readonly string[],
  behind: number,
): Placed | null => {
  const lines = old.slice(from, to)
  const removed = lines.length
  const above = old.slice(Math.max(0, from - context), from)
  const below = old.slice(to, to + context)
  const fits = (expected: readonly string[], at: number): boolean =>
    at >= 0 && expected.every((line, index) => target[at + index] === line)
  /** From both neighborhoods whole down to one line on one side. */
  for (let size = context * 2; size >= 1; size--)
    for (let over = Math.min(size, above.length); over >= 0; over--) {
      const under = Math.min(size - over, below.length)
      if (over + under === 0) continue
      for (let at = behind; at <= target.length; at++)
        if (
          fits(lines, at) &&
          fits(over === 0 ? [] : above.slice(-over), at - over) &&
          fits(below.slice(0, under), at + removed)
        )
          return { at, removed }
    }
  // A text that was empty, or changed from end to end, has no neighbors to be found by.
  if (above.length + below.length === 0) return fits(lines, 0) ? { at: 0, removed } : null
  if (removed > 0) return null
  // Its neighbors are gone: after the nearest line above that is still there.
  for (let over = from - 1; over >= 0; over--) {
    const at = target.indexOf(old[over] ?? '', Math.max(0, behind - 1))
    if (at >= 0) return { at: at + 1, removed: 0 }
  }
  return { at: behind, removed: 0 }
}
