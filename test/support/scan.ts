// Reads codes that a phone would scan: from modules, and from what a terminal shows.
import { decodeQR } from 'qr/decode.js'

/** What a camera would see of dark and light modules, eight pixels each. */
export const readModules = (dark: readonly (readonly boolean[])[]): string => {
  const scale = 8
  const [width, height] = [(dark[0]?.length ?? 0) * scale, dark.length * scale]
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if (dark[Math.floor(y / scale)]?.[Math.floor(x / scale)])
        data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
  return decodeQR({ width, height, data })
}

/** The modules of half blocks, in lines as long as each other. */
export const modulesOf = (lines: readonly string[]): readonly (readonly boolean[])[] =>
  lines.flatMap(line => {
    const cells = [...line]
    return [cells.map(cell => cell === '█' || cell === '▀'), cells.map(cell => cell === '█' || cell === '▄')]
  })
