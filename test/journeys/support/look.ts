// Looks at a page as people do who see differently: both themes, two widths, axe's rules, and nothing in the console.
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { decodeQR } from 'qr/decode.js'
import { pixelsOf } from '../../../build/png.mjs'
import { axeFindings } from '../examine/axe.ts'

const shots = join(import.meta.dirname, '../../../test-results/journeys')
const wide = { width: 1280, height: 800 }
const narrow = { width: 480, height: 800 }

/** Collects what the browser complains about; policy violations land here too. */
export const watchConsole = (page: Page): readonly string[] => {
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  return complaints
}

/** Screenshots of what is shown now, in both themes and widths; axe must find nothing, and nothing is wider than the page. */
export const look = async (page: Page, name: string): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const size of [wide, narrow]) {
      await page.setViewportSize(size)
      await page.screenshot({ path: join(shots, `${name}-${colorScheme}-${size.width}.png`) })
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(sideways, `${name} is not wider than ${size.width} px`).toBe(0)
      // Each theme once and each width once: what differs between the other two is in one of these.
      if ((colorScheme === 'light') === (size === wide))
        expect(await axeFindings(page), `${name}, ${colorScheme}, ${size.width} px`).toEqual([])
    }
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.setViewportSize(wide)
}

/** What a phone reads off a screenshot. Throws when it finds no code. */
export const scan = (png: Buffer): string => {
  const { width, height, step, pixels } = pixelsOf(png)
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let at = 0; at < width * height; at += 1)
    for (let part = 0; part < 3; part += 1) data[at * 4 + part] = pixels[at * step + part] ?? 0
  return decodeQR({ width, height, data })
}
