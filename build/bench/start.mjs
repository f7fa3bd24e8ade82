// How long one waits for the window: from the start of the browser host to the first rows, in a browser that runs already.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../fresh.mjs'
import { ms, ratio } from './table.mjs'
import { median } from './timing.mjs'
import { makeHome, startHost } from './window-host.mjs'

const rounds = 7

/** @param {import('@playwright/test').Browser} browser @returns {Promise<import('./table.mjs').Figure[]>} */
export const benchStart = async browser => {
  const home = makeHome(readFileSync(join(root, 'examples/ops-hub/switchyard.yaml'), 'utf8'))
  const all = []
  const hosts = []
  try {
    // The first round does not count: files come into the cache.
    for (let round = 0; round <= rounds; round += 1) {
      const host = await startHost(home.env)
      const ready = performance.now() - host.began
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
      const opened = performance.now()
      await page.goto(host.url)
      await page.getByRole('option').first().waitFor()
      const usable = ready + (performance.now() - opened)
      await page.close()
      await host.close()
      if (round === 0) continue
      hosts.push(ready)
      all.push(usable)
    }
  } finally {
    home.close()
  }
  return [
    { what: 'start to the ready line', measured: ms(median(hosts)), promise: '', kept: null },
    {
      what: 'start to a usable window',
      measured: `${ms(median(all))} (${ratio(median(all) / median(hosts))} of the ready line)`,
      promise: 'below 600 ms',
      kept: median(all) < 600,
    },
  ]
}
