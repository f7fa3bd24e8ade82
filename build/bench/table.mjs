// Prints the figures as a table, and whether each keeps what we promise.

/**
 * @typedef {object} Figure
 * @property {string} what
 * @property {string} measured
 * @property {string} promise
 * @property {boolean | null} kept null = nothing is promised
 */

/** @param {string} title @param {readonly Figure[]} figures */
export const printTable = (title, figures) => {
  const rows = figures.map(({ what, measured, promise, kept }) => [
    what,
    measured,
    promise,
    kept === null ? '' : kept ? 'kept' : 'MISSED',
  ])
  const widths = [0, 1, 2].map(column => Math.max(...rows.map(row => [...(row[column] ?? '')].length)))
  console.log(`\n${title}`)
  for (const row of rows) {
    const cells = row.map(
      (cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length)),
    )
    console.log(`  ${cells.join('  ').trimEnd()}`)
  }
}

/** @param {number} value */
export const ratio = value => `${value.toFixed(2)}x`
/** @param {number} value */
export const ms = value => `${value.toFixed(1)} ms`
