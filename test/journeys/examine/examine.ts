// One place of the window as all kinds of people meet it: both themes, the desktop's frames, a narrow window, twice the size, forced colors, less motion, by Tab.
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { axeFindings } from './axe.ts'
import { fitFindings } from './fit.ts'
import { focusFindings } from './focus-walk.ts'
import { forcedColorsFindings } from './forced-colors.ts'
import { coverFindings, handleFindings } from './frame.ts'
import { motionFindings } from './motion.ts'
import { takePicture } from './picture.ts'
import { primaryFindings } from './primary.ts'

const pictures = join(import.meta.dirname, '../../../test-results/every-screen')
export const wide = { width: 1280, height: 800 }
export const narrow = { width: 480, height: 800 }
/** What 1280x800 holds at 200 %. */
const doubled = { width: 640, height: 400 }

/** A menu follows its button, to which a person would have come first. Two frames later the page has taken its new size. */
const taken = (): Promise<boolean> => {
  document.querySelector('[aria-haspopup="menu"][aria-expanded="true"]')?.scrollIntoView({ block: 'center' })
  return new Promise(resolve => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)))
    setTimeout(() => resolve(false), 5_000)
  })
}

/** A browser was once seen to draw nothing more after its size changed; to wait for it took the patience of the whole test. */
const settle = async (page: Page): Promise<void> => {
  if (await page.evaluate(taken)) return
  await page.bringToFront()
  if (!(await page.evaluate(taken))) throw new Error('The browser draws no frames.')
}

/** Leaves the page light, without motion, and in the size it is looked at first. */
export const examine = async (page: Page, name: string, first = wide): Promise<readonly string[]> => {
  const found: string[] = []
  const note = (where: string, findings: readonly string[]): void => {
    found.push(...findings.map(each => `${name}, ${where}: ${each}`))
  }
  const picture = (kind: string) => takePicture(page, join(pictures, `${name}-${kind}.png`))

  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce', forcedColors: 'none' })
    note(colorScheme, await axeFindings(page))
    await picture(colorScheme)
  }
  note('light', await page.evaluate(primaryFindings))
  note('less motion', await page.evaluate(motionFindings))
  note('on the desktop', await page.evaluate(handleFindings))
  note('on the desktop', await page.evaluate(coverFindings))
  note('by Tab', await focusFindings(page))
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce', forcedColors: 'active' })
  const forced = await page.evaluate(forcedColorsFindings)
  note('forced colors', forced)
  // What is rarely looked at is kept where something is wrong with it.
  if (forced.length > 0) await picture('forced')
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce', forcedColors: 'none' })
  for (const [kind, size] of [
    ['480', narrow],
    ['200%', doubled],
  ] as const) {
    await page.setViewportSize(size)
    await settle(page)
    // Before the page is looked through, which scrolls it.
    if (kind === '480') await picture(kind)
    const unfit = [...(await page.evaluate(coverFindings)), ...(await page.evaluate(fitFindings))]
    note(kind, unfit)
    if (kind === '200%' && unfit.length > 0) await picture(kind)
  }
  await page.setViewportSize(first)
  await settle(page)
  return found
}
