// What a screen reader would say on its own: words that appear in live regions, and whether the region was there to be heard.
import type { Page } from '@playwright/test'

declare global {
  interface Window {
    spoken?: string[]
  }
}

/** Runs inside every page before its own code. An alert speaks when it appears; a polite region only when its words change. */
const listen = (): void => {
  const spoken: string[] = []
  window.spoken = spoken
  const polite = '[role="status"], [role="log"], [aria-live="polite"], output'
  const loud = '[role="alert"], [aria-live="assertive"]'
  const known = new WeakSet<Element>()
  const last = new WeakMap<Element, string>()
  const hear = (): void => {
    for (const region of document.querySelectorAll(`${polite}, ${loud}`)) {
      const words = (region.textContent ?? '').replace(/\s+/g, ' ').trim()
      const before = last.get(region)
      last.set(region, words)
      if (words && before !== words && (known.has(region) || region.matches(loud))) spoken.push(words)
      known.add(region)
    }
  }
  new MutationObserver(hear).observe(document, { subtree: true, childList: true, characterData: true })
}

export const listenTo = (page: Page): Promise<unknown> => page.addInitScript(listen)

/** Everything said since it was asked last. */
export const heard = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => window.spoken?.splice(0) ?? [])
