// Finds the bracket or quote that a broken YAML text leaves open, so that it can be shown where it was written.

const closers: Readonly<Record<string, string>> = { '{': '}', '[': ']', '"': '"', "'": "'" }

export type Opened = { readonly sign: string; readonly closer: string; readonly at: number }

/** Where the last part of the outermost map before `at` begins: nothing is open there. */
const beginOfPart = (text: string, at: number): number => {
  let begin = text.lastIndexOf('\n', at - 1) + 1
  while (begin > 0) {
    begin = text.lastIndexOf('\n', begin - 2) + 1
    if (/[^\s#\]},]/.test(text.charAt(begin))) return begin
  }
  return 0
}

/** Behind the text in quotes that begins at `at`, or -1 when it is not closed before `end`. */
const behindQuotes = (text: string, at: number, end: number): number => {
  const sign = text.charAt(at)
  for (let next = at + 1; next < end; next++) {
    const here = text.charAt(next)
    if (here === '\\' && sign === '"') next++
    else if (here === sign && sign === "'" && text.charAt(next + 1) === "'") next++
    else if (here === sign) return next + 1
  }
  return -1
}

/** The innermost bracket or quote that is open at `end`; null when there is none. */
export const openAt = (text: string, end: number): Opened | null => {
  const open: Opened[] = []
  /** A quote or bracket means something only where a value may begin. */
  let mayBegin = true
  let at = beginOfPart(text, end)
  while (at < end) {
    const sign = text.charAt(at)
    const closer = closers[sign]
    if (sign === '#' && /\s/.test(text.charAt(at - 1))) {
      const next = text.indexOf('\n', at)
      at = next < 0 ? end : next
    } else if (mayBegin && closer !== undefined && closer !== sign) {
      open.push({ sign, closer, at })
      at++
    } else if (mayBegin && closer !== undefined) {
      const behind = behindQuotes(text, at, end)
      if (behind < 0) return { sign, closer, at }
      at = behind
      mayBegin = false
    } else {
      if (open.at(-1)?.closer === sign) open.pop()
      if (sign.trim() !== '') mayBegin = /[,:[{-]/.test(sign)
      at++
    }
  }
  return open.at(-1) ?? null
}
