// How long a catalog of 5,000 accounts with ten roles each takes to be loaded, compared and approved, and who waits meanwhile.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCatalogStore } from '../../main/catalog/store.ts'
import { createClock } from '../../main/clock.ts'
import { resolvePaths } from '../../main/disk/paths.ts'
import { ensureHome } from '../../main/disk/private-folder.ts'
import { out } from '../fresh.mjs'
import { largeCatalog } from './large-catalog.mjs'
import { ms } from './table.mjs'
import { median } from './timing.mjs'

const accounts = 5_000
/** Longer than this a person feels that a window hangs. */
const felt = 100
/** What we promise of loading, the first time too, and of comparing and taking an update. */
const promised = 700

/** @template T @param {import('../../shared/result.ts').Result<T>} result @returns {T} */
const good = result => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

/**
 * Runs `work` while a timer looks how long the others in this process had to wait.
 * @template T @param {() => Promise<T>} work @returns {Promise<{ took: number, gap: number, value: T }>}
 */
const watched = async work => {
  let [gap, last] = [0, performance.now()]
  const look = () => {
    const now = performance.now()
    gap = Math.max(gap, now - last)
    last = now
  }
  const timer = setInterval(look, 1)
  const began = performance.now()
  const value = await work()
  const took = performance.now() - began
  look()
  clearInterval(timer)
  return { took, gap, value }
}

/** @param {number} rounds @returns {Promise<import('./table.mjs').Figure[]>} */
export const benchLargeLoad = async rounds => {
  const top = mkdtempSync(join(tmpdir(), 'switchyard-bench-'))
  const source = join(top, 'large.yaml')
  const text = largeCatalog(accounts)
  const worker = join(out, 'catalog-worker.cjs')
  /** @type {{ name: string, took: number[], gap: number[] }[]} */
  const rows = [
    'read anew, as it is added',
    'loaded, as at every start',
    'compared with an update',
    'approved',
  ].map(name => ({ name, took: [], gap: [] }))
  const [added, loaded, compared, approved] = rows
  try {
    for (let round = 0; round < rounds; round += 1) {
      const paths = resolvePaths({ SWITCHYARD_HOME: join(top, `home-${round}`) })
      good(await ensureHome(paths))
      const open = () => createCatalogStore({ paths, clock: createClock(), worker })
      writeFileSync(source, text)
      const note = (
        /** @type {typeof added} */ row,
        /** @type {{ took: number, gap: number }} */ { took, gap },
      ) => {
        row?.took.push(took)
        row?.gap.push(gap)
      }
      note(added, await watched(async () => good(await open().add(source, { name: 'large' }))))
      // The fast form is there from the first load on.
      good(await open().estate())
      const fresh = open()
      const start = await watched(async () => good(await fresh.estate()))
      if (start.value.targets.size !== accounts * 10) throw new Error(`${start.value.targets.size} targets?`)
      note(loaded, start)
      writeFileSync(source, text.replace('200000000000', '299999999999'))
      const difference = await watched(async () => good(await fresh.difference('large')))
      if (difference.value.steering.length !== 1) throw new Error('The update was not noticed.')
      note(compared, difference)
      note(approved, await watched(async () => good(await fresh.approve('large'))))
    }
  } finally {
    rmSync(top, { recursive: true, force: true })
  }
  return rows.flatMap(({ name, took, gap }) => {
    const [time, longest] = [median(took), median(gap)]
    return [
      { what: name, measured: ms(time), promise: `${promised} ms`, kept: time < promised },
      {
        what: '  the longest anybody waited',
        measured: ms(longest),
        promise: `${felt} ms`,
        kept: longest < felt,
      },
    ]
  })
}
