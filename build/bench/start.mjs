// How long one waits for the window: from the start of the browser host to the first rows, in a browser that runs already.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../fresh.mjs'
import { startPlainChromium } from './plain-chromium.mjs'
import { ms, ratio } from './table.mjs'
import { median } from './timing.mjs'
import { makeHome, memoryOf, startHost } from './window-host.mjs'

const rounds = 7

/** @param {string} chromium its path @returns {Promise<import('./table.mjs').Figure[]>} */
export const benchStart = async chromium => {
  const watch = readFileSync(join(import.meta.dirname, 'first-rows.js'), 'utf8')
  const browser = await startPlainChromium(chromium)
  const home = makeHome(readFileSync(join(root, 'examples/ops-hub/switchyard.yaml'), 'utf8'))
  const all = []
  const hosts = []
  /** @type {number[]} */
  const memories = []
  try {
    // The first round does not count: files come into the cache.
    for (let round = 0; round <= rounds; round += 1) {
      const host = await startHost(home.env)
      const ready = performance.now() - host.began
      const page = await browser.openPage(watch)
      const opened = performance.timeOrigin + performance.now()
      await page.goTo(host.url)
      // As the page says it: how soon we notice is not what a person waits for.
      const usable = ready + Number(await page.ask('window.firstRows')) - opened
      const memory = memoryOf(host.pid)
      await page.close()
      await host.close()
      if (round === 0) continue
      hosts.push(ready)
      all.push(usable)
      if (memory !== null) memories.push(memory)
    }
  } finally {
    await browser.close()
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
    ...(memories.length === 0
      ? []
      : [
          {
            what: 'the browser host’s memory, with its window open',
            measured: `${median(memories).toFixed(0)} MB`,
            promise: 'below 120 MB',
            kept: median(memories) < 120,
          },
        ]),
  ]
}
