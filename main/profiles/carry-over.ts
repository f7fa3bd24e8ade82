// Makes a change that someone made to one text in another text that grew from the same; pure.

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

/** Lines around a change that tell its place: as many as fit are compared, then fewer. */
const context = 3

/**
 * The change from `before` to `after`, made in `onto`: the lines that differ are replaced where the same lines stand
 * between the same neighbors. Null when no such place is found; then the texts disagree about the very lines.
 */
export const carryOver = (before: string, after: string, onto: string): string | null => {
  const [old, changed, target] = [linesOf(before), linesOf(after), linesOf(onto)]
  const shorter = Math.min(old.length, changed.length)
  let head = 0
  while (head < shorter && old[head] === changed[head]) head++
  let tail = 0
  while (tail < shorter - head && old.at(-1 - tail) === changed.at(-1 - tail)) tail++
  const removed = old.slice(head, old.length - tail)
  const added = changed.slice(head, changed.length - tail)
  if (removed.length === 0 && added.length === 0) return onto

  const above = old.slice(Math.max(0, head - context), head)
  const below = old.slice(old.length - tail, old.length - tail + context)
  const fits = (lines: readonly string[], at: number): boolean =>
    at >= 0 && lines.every((line, index) => target[at + index] === line)
  /** From both neighborhoods whole down to one line on one side. */
  for (let size = context * 2; size >= 1; size--)
    for (let over = Math.min(size, above.length); over >= 0; over--) {
      const under = Math.min(size - over, below.length)
      if (over + under === 0) continue
      for (let at = 0; at <= target.length; at++)
        if (
          fits(removed, at) &&
          fits(over === 0 ? [] : above.slice(-over), at - over) &&
          fits(below.slice(0, under), at + removed.length)
        )
          return [...target.slice(0, at), ...added, ...target.slice(at + removed.length)].join('')
    }
  // A text that was empty, or changed from end to end, has no neighbors to be found by.
  return above.length + below.length === 0 && fits(removed, 0)
    ? [...added, ...target.slice(removed.length)].join('')
    : null
}
