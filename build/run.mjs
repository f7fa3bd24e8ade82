// Starts the app from a checkout, building first when out/ is missing or older than the sources: `open`, `demo`, `electron`.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from './build.mjs'
import { isFresh, out, root } from './fresh.mjs'

const [command, ...args] = process.argv.slice(2)
const require = createRequire(import.meta.url)
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Switchyard needs Node 20.19 or later; this is ${process.versions.node}.`)
  process.exit(1)
}
if (!existsSync(join(root, 'node_modules', 'rolldown'))) {
  console.error('The packages are not installed yet. Run: npm ci')
  process.exit(1)
}
if (!isFresh()) {
  // Only stderr: stdout belongs to the command that is started.
  console.error('Building …')
  await build()
}
if (command === 'electron') await electron()
else commandLine()

/** Runs out/cli.cjs in this very process, as if it had been started itself. */
function commandLine() {
  const cli = join(out, 'cli.cjs')
  process.argv = [process.execPath, cli, ...(command === undefined ? [] : [command]), ...args]
  require(cli)
}

/** Runs the desktop window; the first time, Electron's own installer brings the runtime. */
async function electron() {
  const installed = join(root, 'node_modules', 'electron')
  if (!process.env.ELECTRON_OVERRIDE_DIST_PATH && !existsSync(join(installed, 'path.txt'))) {
    const code = await run(process.execPath, [join(installed, 'install.js')])
    if (code !== 0) {
      console.error(
        'Electron’s runtime could not be downloaded. Without it, npm start opens the window in a browser.',
      )
      process.exit(code)
    }
  }
  /** @type {string} */
  const runtime = require('electron')
  process.exitCode = await run(runtime, [root, ...args])
}

/** @param {string} program @param {readonly string[]} programArgs @returns {Promise<number>} */
function run(program, programArgs) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, programArgs, { stdio: 'inherit' })
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
      process.on(signal, () => child.kill(signal))
    child.once('error', reject)
    child.once('exit', code => resolve(code ?? 1))
  })
}
