// What differs between two texts, line by line; pure.

/** Lines `from` up to `to` of the old text have become `added`. */
export type Difference = { readonly from: number; readonly to: number; readonly added: readonly string[] }

/** The lines of a text, each with its line end, so that joined they are the text again. */
export const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

/** Past this many pairs of lines the middle counts as one difference: finding the smallest would take too long. */
const mostPairs = 1_000_000

/** The differences in the order of the lines; together they keep the longest common run of lines there is. */
export const differences = (old: readonly string[], changed: readonly string[]): readonly Difference[] => {
  const shorter = Math.min(old.length, changed.length)
  let head = 0
  while (head < shorter && old[head] === changed[head]) head++
  let tail = 0
  while (tail < shorter - head && old.at(-1 - tail) === changed.at(-1 - tail)) tail++
  const [oldEnd, changedEnd] = [old.length - tail, changed.length - tail]
  const [rows, columns] = [oldEnd - head, changedEnd - head]
  if (rows === 0 && columns === 0) return []
  const whole = { from: head, to: oldEnd, added: changed.slice(head, changedEnd) }
  if (rows === 0 || columns === 0 || rows * columns > mostPairs) return [whole]

  // How long a common run is still possible from each pair of lines on.
  const width = columns + 1
  const common = new Uint32Array((rows + 1) * width)
  for (let row = rows - 1; row >= 0; row--)
    for (let column = columns - 1; column >= 0; column--)
      common[row * width + column] =
        old[head + row] === changed[head + column]
          ? (common[(row + 1) * width + column + 1] ?? 0) + 1
          : Math.max(common[(row + 1) * width + column] ?? 0, common[row * width + column + 1] ?? 0)

  const found: Difference[] = []
  let row = 0
  let column = 0
  while (row < rows || column < columns) {
    if (row < rows && column < columns && old[head + row] === changed[head + column]) {
      row++
      column++
      continue
    }
    const from = row
    const start = column
    while (row < rows || column < columns) {
      if (row < rows && column < columns && old[head + row] === changed[head + column]) break
      const dropping = common[(row + 1) * width + column] ?? 0
      const adding = common[row * width + column + 1] ?? 0
      if (row < rows && (column === columns || dropping >= adding)) row++
      else column++
    }
    found.push({ from: head + from, to: head + row, added: changed.slice(head + start, head + column) })
  }
  return found
}

/** How many lines differ. */
export const sizeOf = (found: readonly Difference[]): number =>
  found.reduce((sum, { from, to, added }) => sum + to - from + added.length, 0)
