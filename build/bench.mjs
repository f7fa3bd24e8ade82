// `npm run bench [-- ROUNDS]`: the figures we promise, as ratios within one run, so that any machine can check them.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { build } from './build.mjs'
import { isFresh } from './fresh.mjs'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `The bench reads TypeScript as it is and needs Node 22.18 or later; this is ${process.versions.node}.`,
  )
  process.exit(1)
}
if (!isFresh()) {
  console.error('Building …')
  await build()
}
const { benchFan, benchHops } = await import('./bench/assume.mjs')
const { benchCredentialProcess } = await import('./bench/credential-process.mjs')
const { benchLargeLoad } = await import('./bench/large-load.mjs')
const { benchMap } = await import('./bench/map.mjs')
const { benchPortal } = await import('./bench/portal.mjs')
const { benchSearch } = await import('./bench/search.mjs')
const { benchStart } = await import('./bench/start.mjs')
const { printTable } = await import('./bench/table.mjs')
const { chromiumPath, startBrowser } = await import('./bench/window-host.mjs')
const { openWorld } = await import('./bench/world.mjs')

const rounds = Number(process.argv[2] ?? 25)
if (!Number.isInteger(rounds) || rounds < 3) {
  console.error('ROUNDS is a whole number from 3 on.')
  process.exit(2)
}
/** Version 1 knows no export-credentials. */
const aws = ['/usr/bin/aws', '/usr/local/bin/aws', '/opt/homebrew/bin/aws'].find(
  path =>
    existsSync(path) && spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout?.startsWith('aws-cli/2.'),
)
const shape = { direct: 40, chained: 30, behindHub: 200 }

console.log(
  `Switchyard’s figures on Node ${process.versions.node}, ${process.platform}, ${cpus().length} cores, ${rounds} rounds.`,
)
let missed = 0
/** @param {string} title @param {() => Promise<import('./bench/table.mjs').Figure[]>} measure */
const show = async (title, measure) => {
  const figures = await measure()
  printTable(title, figures)
  missed += figures.filter(({ kept }) => kept === false).length
}
const world = await openWorld(shape)
try {
  await world.run(['catalog', 'add', world.source])
  await world.run(['keys', 'add', 'bench:ops'], `${world.key.id}\n${world.key.secret}\n`)
  await world.run(['sign-in', 'bench:ops', '--mfa-code', world.code()])
  await show('credential_process, start to end of the process', () =>
    benchCredentialProcess(world, aws ?? null, rounds),
  )
  await show('assume, beyond the time the demo AWS takes', () => benchHops(world, shape))
  await show('many targets at once', () => benchFan(world, shape.behindHub))
} finally {
  await world.close()
}
await show('a catalog of 5,000 accounts with ten roles each', () => benchLargeLoad(5))
const browser = await startBrowser()
const portal = 'a portal’s list at the pace AWS allows, which takes a good minute'
if (browser === null) {
  await show(portal, () => benchPortal(null))
  console.log('\nThe window was not measured: there is no Chromium on this machine.')
} else
  try {
    await show(portal, () => benchPortal(browser))
    await show('the window in Chromium, start', () => benchStart(chromiumPath() ?? ''))
    await show('the window in Chromium, search as one types', () => benchSearch(browser))
    await show('the window in Chromium, the map', () => benchMap(browser))
  } finally {
    await browser.close()
  }
console.log(missed === 0 ? '\nEvery promise was kept.' : `\n${missed} missed.`)
process.exitCode = missed === 0 ? 0 : 1
