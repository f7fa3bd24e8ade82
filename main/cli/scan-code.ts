// The page's address as a code that a phone scans, printed with half blocks: two modules fit in one cell of a terminal.

/** The quiet zone around a code, in modules: half of the standard's four, which phones read and short terminals have room for. */
const quiet = 2

/** Dark on light whatever the terminal's own colors are (xterm's fixed colors 16 and 231); not every camera reads it the other way round. */
const [paint, plain] = ['\u001b[38;5;16;48;5;231m', '\u001b[0m']

/** @returns the lines, or null when they would not fit in `columns` */
export const scanCode = async (text: string, columns: number): Promise<readonly string[] | null> => {
  // Loaded on first use: no other command needs it.
  const { encodeQR } = await import('qr')
  const modules = encodeQR(text, 'raw', { ecc: 'low', border: quiet })
  if (modules.length > columns) return null
  const lines: string[] = []
  for (let y = 0; y < modules.length; y += 2) {
    const cells = (modules[y] ?? []).map((upper, x) => {
      const lower = modules[y + 1]?.[x] ?? false
      return upper ? (lower ? '█' : '▀') : lower ? '▄' : ' '
    })
    lines.push(`${paint}${cells.join('')}${plain}`)
  }
  return lines
}
