// Finds the known names closest to one that is not known, for "did you mean".

/** Edits (insert, drop, replace, swap neighbors) that turn `a` into `b`; gives up above `limit`. */
const distance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      next.push(best)
    }
    before = row
    row = next
    if (Math.min(...row) > limit) return limit + 1
  }
  return row[b.length] ?? limit + 1
}

/** Up to `most` of the known names, closest first; none that would be far-fetched. */
export const nearest = (name: string, known: Iterable<string>, most = 3): string[] => {
  const wanted = name.toLowerCase().slice(0, 100)
  const limit = wanted.length <= 3 ? 1 : wanted.length <= 8 ? 2 : 3
  const found: { one: string; far: number }[] = []
  for (const one of known) {
    const lower = one.toLowerCase()
    const starts = wanted.length >= 3 && lower.startsWith(wanted)
    const far = starts ? 0.5 : distance(wanted, lower, limit)
    if (far <= limit) found.push({ one, far })
  }
  found.sort((a, b) => a.far - b.far || (a.one < b.one ? -1 : 1))
  return found.slice(0, most).map(({ one }) => one)
}

/** ` Did you mean "x"?`, with a leading space, or nothing. */
export const didYouMean = (name: string, known: Iterable<string>): string => {
  const [first] = nearest(name, known, 1)
  return first === undefined ? '' : ` Did you mean "${first}"?`
}
