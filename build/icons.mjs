// Draws the committed icons anew from their SVGs: tray, marks and the app's own. Needs rsvg-convert (Debian: librsvg2-bin).
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './fresh.mjs'

const icons = join(root, 'build', 'icons')
/** What the running app loads; the build copies it to out/icons. */
const runtime = join(icons, 'runtime')

/** @param {string} svg @param {number} size in px @returns {Buffer} a PNG */
const draw = (svg, size) =>
  execFileSync('rsvg-convert', ['--width', String(size), '--height', String(size), '--format', 'png'], {
    input: svg,
  })

/** @param {string} name @param {string} svg a picture of 16 px, also drawn for screens of twice the density */
const small = (name, svg) => {
  writeFileSync(join(runtime, `${name}.png`), draw(svg, 16))
  writeFileSync(join(runtime, `${name}@2x.png`), draw(svg, 32))
}

/** The states of the tray differ in shape, because a template has one color: an empty end, a full one, one with a sign. */
const tray = readFileSync(join(icons, 'tray.svg'), 'utf8')
const end = '<circle cx="12.75" cy="4.5" r="2.1" fill="#000" stroke="none"/>'
if (!tray.includes(end)) throw new Error('tray.svg has another end now: its states are drawn from it.')
const states = {
  live: tray,
  idle: tray.replace(end, '<circle cx="12.75" cy="4.5" r="1.7" stroke-width="1.2"/>'),
  attention: tray
    .replace(
      end,
      `${end}<path d="M13.25 8.6v2.6" stroke-width="1.9"/><circle cx="13.25" cy="14.2" r="1.1" fill="#000" stroke="none"/>`,
    )
    .replace('M10.5 11.5h4', 'M8.5 11.5h2'),
}

/** The marks of environments, in the tone that shows on light and dark menus alike. */
const colors = {
  red: '#d64545',
  amber: '#c98a12',
  green: '#2f9e6e',
  blue: '#3b82d6',
  violet: '#8a63d2',
  slate: '#6b7c8a',
  unknown: '#87939d',
}
const sprite = readFileSync(join(root, 'renderer', 'icons', 'icons.svg'), 'utf8')
/** @param {string} look @param {string} color */
const mark = (look, color) => {
  const shape = new RegExp(`<symbol id="m-${look}" viewBox="0 0 20 20">(.*?)</symbol>`).exec(sprite)?.[1]
  if (shape === undefined) throw new Error(`icons.svg has no mark ${look}.`)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="2 2 16 16" color="${color}" fill="${color}">${shape}</svg>`
}

/** @param {readonly { readonly type: string, readonly png: Buffer }[]} pictures @returns {Buffer} macOS's container */
const icns = pictures => {
  const parts = pictures.map(({ type, png }) => {
    const head = Buffer.alloc(8)
    head.write(type, 0, 'latin1')
    head.writeUInt32BE(png.length + 8, 4)
    return Buffer.concat([head, png])
  })
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(8)
  head.write('icns', 0, 'latin1')
  head.writeUInt32BE(body.length + 8, 4)
  return Buffer.concat([head, body])
}

/** @param {readonly { readonly size: number, readonly png: Buffer }[]} pictures @returns {Buffer} Windows's container */
const ico = pictures => {
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  pictures.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index
    // 0 stands for 256.
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  })
  return Buffer.concat([head, ...pictures.map(({ png }) => png)])
}

mkdirSync(runtime, { recursive: true })
for (const [state, svg] of Object.entries(states)) {
  small(`tray-${state}Template`, svg)
  small(`tray-${state}-dark`, svg.replaceAll('#000', '#12181d'))
  small(`tray-${state}-light`, svg.replaceAll('#000', '#ffffff'))
}
for (const [look, color] of Object.entries(colors)) small(`mark-${look}`, mark(look, color))

const app = readFileSync(join(root, 'renderer', 'icons', 'icon.svg'), 'utf8')
writeFileSync(join(icons, 'icon.png'), draw(app, 512))
writeFileSync(
  join(icons, 'icon.icns'),
  icns([
    { type: 'ic07', png: draw(app, 128) },
    { type: 'ic08', png: draw(app, 256) },
    { type: 'ic09', png: draw(app, 512) },
    { type: 'ic10', png: draw(app, 1024) },
  ]),
)
writeFileSync(
  join(icons, 'icon.ico'),
  ico([16, 32, 48, 64, 256].map(size => ({ size, png: draw(app, size) }))),
)
