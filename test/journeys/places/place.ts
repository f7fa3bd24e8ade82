// A place of the window: how one gets there, and what must hold on the way back. A new screen is one row of these.
import { expect, type Locator, type Page } from '@playwright/test'
import { examine, narrow, wide } from '../examine/examine.ts'
import { heard } from '../examine/spoken.ts'
import type { App } from '../support/app.ts'

export type At = {
  readonly page: Page
  readonly app: App
  /** The demo whose AWS answers: the app itself, or another beside an app that knows nothing yet. */
  readonly world: App
  /** For files; removed at the end. */
  readonly folder: string
  /** The list's own search field. */
  readonly search: Locator
  readonly prompt: Locator
  readonly details: Locator
  /** Goes to a screen of the sidebar. */
  screen(name: string): Promise<void>
  /** Goes to the targets and searches. */
  find(query: string): Promise<void>
}

export type Place = {
  readonly name: string
  /** From wherever the place before it left the window. Waits until what it is about is seen. */
  readonly open: (at: At) => Promise<void>
  /** The name of its pictures in docs/images, and of one that is 480 px wide. */
  readonly picture?: string
  readonly narrowPicture?: string
  /** It is there in a narrow window alone. */
  readonly narrow?: true
  /** Said to screen readers by itself on the way. */
  readonly says?: RegExp
  /** It lies in front of the window: Escape takes it away, and the focus is then here again. */
  readonly returns?: (at: At) => Locator
  /** What makes it good again, where the next place does not begin with that. */
  readonly leave?: (at: At) => Promise<void>
}

export const standAt = (page: Page, app: App, world: App, folder: string): At => {
  const search = page.getByRole('combobox', { name: 'Search targets' })
  const screen = async (name: string): Promise<void> => {
    await page.getByRole('navigation', { name: 'Switchyard' }).getByRole('link', { name }).click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeAttached()
  }
  return {
    page,
    app,
    world,
    folder,
    search,
    prompt: page.getByRole('dialog'),
    details: page.getByRole('complementary'),
    screen,
    async find(query) {
      await screen('Targets')
      await search.fill(query)
    },
  }
}

/** Escape takes away what lies in front, and the focus is then where it was. */
const goBack = async (at: At, name: string, asked: Locator): Promise<readonly string[]> => {
  await at.page.keyboard.press('Escape')
  await expect(at.prompt).toBeHidden()
  const focused = (element: Element): string =>
    element === document.activeElement ? 'it' : (document.activeElement?.outerHTML.slice(0, 120) ?? 'nothing')
  return expect
    .poll(() => asked.evaluate(focused))
    .toBe('it')
    .then(
      () => [],
      error => [`${name}: the focus does not return: ${String(error).slice(0, 600)}`],
    )
}

/** Visits one place after the other. Gives all findings of all places, so that one run says everything. */
export const visit = async (at: At, places: readonly Place[]): Promise<readonly string[]> => {
  const found: string[] = []
  for (const place of places) {
    const size = place.narrow ? narrow : wide
    if (at.page.viewportSize()?.width !== size.width) await at.page.setViewportSize(size)
    await heard(at.page)
    try {
      await place.open(at)
    } catch (error) {
      found.push(`${place.name} is not reached: ${String(error).slice(0, 600)}`)
      continue
    }
    if (place.says) {
      const words = await heard(at.page)
      if (!words.some(each => place.says?.test(each)))
        found.push(`${place.name}: nothing says ${place.says}; heard ${JSON.stringify(words)}`)
    }
    found.push(...(await examine(at.page, place.name, size)))
    await place.leave?.(at).catch(error => {
      found.push(`${place.name} is not left: ${String(error).slice(0, 600)}`)
    })
    if (place.returns) found.push(...(await goBack(at, place.name, place.returns(at))))
  }
  return found
}
