// Makes a screenshot smaller without a tool: a window has few colors, so the 256 that matter most are enough.
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** @param {string} name @param {Buffer} data */
const chunk = (name, data) => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** @param {Buffer} png @returns {Map<string, Buffer>} chunks by name; those of one name joined */
const chunksOf = png => {
  const chunks = new Map()
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const name = png.toString('latin1', at + 4, at + 8)
    const data = png.subarray(at + 8, at + 8 + length)
    chunks.set(name, Buffer.concat([chunks.get(name) ?? Buffer.alloc(0), data]))
    at += length + 12
  }
  return chunks
}

/** PNG, "Filter type 4: Paeth". @param {number} left @param {number} up @param {number} corner */
const paeth = (left, up, corner) => {
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

/** Undoes the filters of the lines. @param {Buffer} raw @param {number} stride @param {number} height @param {number} step */
const unfilter = (raw, stride, height, step) => {
  const pixels = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x >= step ? (pixels[at - step] ?? 0) : 0
      const up = y > 0 ? (pixels[at - stride] ?? 0) : 0
      const corner = x >= step && y > 0 ? (pixels[at - stride - step] ?? 0) : 0
      const before = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0
      pixels[at] = (raw[y * (stride + 1) + 1 + x] ?? 0) + before
    }
  }
  return pixels
}

/** Red, green and blue of a color. @param {number} color */
const parts = color => [color >> 16, (color >> 8) & 255, color & 255]

/** @param {number} one @param {number} other */
const distance = (one, other) => {
  const wanted = parts(other)
  return parts(one).reduce((sum, part, index) => sum + (part - (wanted[index] ?? 0)) ** 2, 0)
}

/**
 * The most frequent colors, then those that are farthest from all chosen: a small green dot must stay green.
 * @param {ReadonlyMap<number, number>} counts @returns {number[]} at most 256
 */
const choose = counts => {
  const sorted = [...counts].sort((one, other) => other[1] - one[1]).map(([color]) => color)
  const chosen = sorted.slice(0, 160)
  const rest = sorted.slice(160)
  const far = rest.map(color => Math.min(...chosen.map(each => distance(each, color))))
  while (chosen.length < 256) {
    const place = far.reduce((best, each, index) => (each > (far[best] ?? 0) ? index : best), 0)
    const color = rest[place]
    if (color === undefined || far[place] === 0) break
    chosen.push(color)
    for (const [index, each] of rest.entries()) far[index] = Math.min(far[index] ?? 0, distance(color, each))
  }
  return chosen
}

/**
 * @param {Buffer} png 8 bits per channel, RGB or RGBA, not interlaced: what Chromium takes
 * @returns {{ width: number, height: number, head: Buffer, step: number, pixels: Buffer }} `step`: bytes per pixel
 */
export const pixelsOf = png => {
  const chunks = chunksOf(png)
  const head = chunks.get('IHDR') ?? Buffer.alloc(13)
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)]
  const step = head[9] === 6 ? 4 : 3
  const pixels = unfilter(inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0)), width * step, height, step)
  return { width, height, head, step, pixels }
}

/**
 * @param {Buffer} png as Chromium takes it
 * @returns {Buffer} the same picture with at most 256 colors
 */
export const fewerColors = png => {
  const { width, height, head, step, pixels } = pixelsOf(png)
  /** @type {Map<number, number>} */
  const counts = new Map()
  const colors = new Uint32Array(width * height)
  for (let at = 0; at < colors.length; at++) {
    const color = pixels.readUIntBE(at * step, 3)
    colors[at] = color
    counts.set(color, (counts.get(color) ?? 0) + 1)
  }
  const palette = choose(counts)
  /** @type {Map<number, number>} */
  const places = new Map(palette.map((color, index) => [color, index]))
  /** @param {number} color */
  const placeOf = color => {
    const known = places.get(color)
    if (known !== undefined) return known
    const distances = palette.map(each => distance(each, color))
    const place = distances.indexOf(Math.min(...distances))
    places.set(color, place)
    return place
  }
  const lines = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) lines[y * (width + 1) + 1 + x] = placeOf(colors[y * width + x] ?? 0)
  const small = Buffer.from(head)
  small[9] = 3
  return Buffer.concat([
    signature,
    chunk('IHDR', small),
    chunk('PLTE', Buffer.from(palette.flatMap(parts))),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
