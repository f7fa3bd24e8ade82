// Holds the codes a phone scans: the decoder reads back the address, from the window's path and from a terminal's cells.
import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import { encodeQR } from 'qr'
import { expect, test } from 'vitest'
import { scanCode } from '../../main/cli/scan-code.ts'
import { darkRuns } from '../../renderer/prompts/readings.ts'
import { modulesOf, readModules } from '../support/scan.ts'

const url = 'https://device.sso.eu-west-1.amazonaws.com/?user_code=WDKP-QXTR'

/** Fills the rectangles of a path, as a browser does. */
const filled = (path: string, side: number): boolean[][] => {
  const dark = Array.from({ length: side }, () => Array.from({ length: side }, () => false))
  for (const [, x, y, run, back] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)) {
    expect(back).toBe(run)
    for (let at = 0; at < Number(run); at += 1) {
      const line = dark[Number(y)]
      expect(line?.[Number(x) + at]).toBe(false)
      if (line) line[Number(x) + at] = true
    }
  }
  return dark
}

test('the window’s path is the code, and no module is drawn twice', () => {
  const modules = encodeQR(url, 'raw', { ecc: 'low', border: 4 })
  expect(filled(darkRuns(modules), modules.length)).toEqual(modules)
})

test('any modules come back from their path', () => {
  const grid = fc.array(fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }), {
    minLength: 9,
    maxLength: 9,
  })
  fc.assert(
    fc.property(grid, modules => {
      expect(filled(darkRuns(modules), 9)).toEqual(modules)
    }),
  )
})

test('a terminal’s half blocks read back as the address', async () => {
  const lines = (await scanCode(url, 80)) ?? []
  const plain = lines.map(stripVTControlCharacters)
  expect(new Set(plain.map(line => line.length)).size).toBe(1)
  expect(readModules(modulesOf(plain))).toBe(url)
})

test('each line sets both of its colors and gives them back', async () => {
  for (const line of (await scanCode(url, 80)) ?? []) {
    expect(line.startsWith('\u001b[38;5;16;48;5;231m')).toBe(true)
    expect(line.endsWith('\u001b[0m')).toBe(true)
  }
})

test('a terminal that is too narrow, or does not say, gets none', async () => {
  const [first = ''] = (await scanCode(url, 80)) ?? []
  const width = stripVTControlCharacters(first).length
  expect(await scanCode(url, width)).not.toBeNull()
  expect(await scanCode(url, width - 1)).toBeNull()
  expect(await scanCode(url, 0)).toBeNull()
})
