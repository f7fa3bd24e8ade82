// What typing costs in the window: from the press of a key to the list being painted, over 50,000 targets in Chromium.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { largeCatalog } from './large-catalog.mjs'
import { ms, ratio } from './table.mjs'
import { median, percentile } from './timing.mjs'
import { makeHome, startHost } from './window-host.mjs'

/** What operators type: parts of names in any order, ids, stages, initials, and things that are not there. */
const queries = [
  'acme prod',
  'globex payments dev',
  'tyrell eu stage admin',
  '200000395',
  'readonly hooli',
  'power wayne qa',
  'crm us',
  'terra ledger',
  'csup initech',
  'zzqx',
]

/**
 * Types the queries letter by letter. The list is answered within the key press itself, so the first frame after it
 * shows the list; how many rows it says are compared at the end of each query.
 * @param {import('@playwright/test').Page} page @param {readonly string[]} words
 * @returns {Promise<readonly number[]>} ms
 */
const typeAll = async (page, words) => {
  const field = page.getByRole('combobox')
  for (const word of words) {
    await field.fill('')
    await page.waitForTimeout(60)
    for (const letter of word) {
      // Held as a finger holds it: a key let go at once is answered before the frame's end is told, and counted with it.
      await page.keyboard.press(letter === ' ' ? 'Space' : letter, { delay: 20 })
      await page.waitForTimeout(20)
    }
  }
  return page.evaluate('letterTimes.splice(0)')
}

/** Listens to the letters and types all words: the first two do not count, the browser is not warm yet. @param {import('@playwright/test').Page} page */
const timeLetters = async page => {
  await page.evaluate(readFileSync(join(import.meta.dirname, 'letter-times.js'), 'utf8'))
  await typeAll(page, queries.slice(0, 2))
  return typeAll(page, queries)
}

/** @param {import('@playwright/test').Browser} browser @returns {Promise<import('./table.mjs').Figure[]>} */
export const benchSearch = async browser => {
  /** What the browser itself takes on this machine: a page with a field and nothing else. */
  const measureEmpty = async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    try {
      await page.setContent('<input role="combobox">')
      return await timeLetters(page)
    } finally {
      await page.close()
    }
  }
  /** @param {number} accounts */
  const measure = async accounts => {
    const home = makeHome(largeCatalog(accounts))
    const host = await startHost(home.env)
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    try {
      await page.goto(host.url)
      await page.getByRole('option').first().waitFor()
      // The list is prepared for searching when the page is idle.
      await page.waitForTimeout(1_500)
      return await timeLetters(page)
    } finally {
      await page.close()
      await host.close()
      home.close()
    }
  }
  const empty = await measureEmpty()
  const few = await measure(5)
  const many = await measure(5_000)
  return [
    {
      what: 'a letter in an empty page, the browser’s own time',
      measured: `${ms(median(empty))}, p95 ${ms(percentile(empty, 0.95))}`,
      promise: '',
      kept: null,
    },
    {
      what: 'a letter over 50 targets, key press to painted list',
      measured: `${ms(median(few))}, p95 ${ms(percentile(few, 0.95))}`,
      promise: '',
      kept: null,
    },
    {
      what: 'a letter over 50,000 targets',
      measured: `${ms(median(many))}, p95 ${ms(percentile(many, 0.95))}`,
      promise: 'p95 below 10 ms',
      kept: percentile(many, 0.95) < 10,
    },
    {
      what: 'a thousand times the targets / over the browser’s own time, at p95',
      measured: `${ratio(percentile(many, 0.95) / percentile(few, 0.95))} / ${ratio(percentile(many, 0.95) / percentile(empty, 0.95))}`,
      promise: '',
      kept: null,
    },
  ]
}
