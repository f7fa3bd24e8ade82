// Builds out/: `node build/build.mjs` all of it, `node build/build.mjs cli renderer ...` only those parts.
import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { out, root, stamp } from './fresh.mjs'
import { licensesOf, notePackages } from './licenses.mjs'

/** A running app may still load a chunk of the build it was started from, so old chunks go only after a day. */
const chunkLifetime = 24 * 60 * 60 * 1000
const lockPath = join(root, 'node_modules', '.cache', 'switchyard-build.lock')

const parts = /** @type {const} */ (['cli', 'catalog-worker', 'electron', 'preload', 'strip', 'renderer'])
/** @typedef {(typeof parts)[number]} Part */

/**
 * Builds the given parts into a staging folder, then moves each file into place, so that a program started
 * meanwhile finds the old build or the new one.
 * @param {readonly Part[]} wanted
 */
export const build = async (wanted = parts) => {
  const began = new Date()
  const unlock = await lock()
  const staging = join(out, `.staging-${process.pid}`)
  try {
    mkdirSync(staging, { recursive: true })
    /** @type {Set<string>} */
    const packages = new Set()
    for (const part of wanted)
      await (part === 'renderer' ? renderer(staging, packages) : bundle(part, staging, packages))
    const whole = wanted.length === parts.length
    if (whole) writeFileSync(join(staging, 'licenses.txt'), licensesOf(packages))
    settle(staging)
    prune()
    if (whole) {
      writeFileSync(stamp, '')
      utimesSync(stamp, began, began)
    }
  } finally {
    rmSync(staging, { recursive: true, force: true })
    unlock()
  }
}

/** @param {Exclude<Part, 'renderer'>} name @param {string} staging @param {Set<string>} packages */
const bundle = async (name, staging, packages) => {
  const { rolldown } = await import('rolldown')
  const { bundles } = await import('./bundles.mjs')
  const found = bundles.find(candidate => candidate.name === name)
  if (!found) throw new Error(`There is no bundle ${name}.`)
  const made = await rolldown({
    ...found.input,
    input: { [name]: found.entry },
    plugins: [notePackages(packages)],
  })
  try {
    await made.write({ ...found.output, dir: staging })
  } finally {
    await made.close()
  }
  if (name === 'cli') chmodSync(join(staging, found.out), 0o755)
  if (name === 'electron')
    cpSync(join(root, 'build', 'icons', 'runtime'), join(staging, 'icons'), { recursive: true })
}

/** @param {string} staging @param {Set<string>} packages */
const renderer = async (staging, packages) => {
  const vite = await import('vite')
  await vite.build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    plugins: [notePackages(packages)],
    build: { outDir: join(staging, 'renderer'), emptyOutDir: true },
  })
}

/** Moves what was built into out/: chunks before the entries that name them. @param {string} staging */
const settle = staging => {
  const chunks = join(staging, 'chunks')
  mkdirSync(join(out, 'chunks'), { recursive: true })
  if (existsSync(chunks))
    for (const name of readdirSync(chunks)) renameSync(join(chunks, name), join(out, 'chunks', name))
  for (const entry of readdirSync(staging, { withFileTypes: true })) {
    if (entry.isFile()) renameSync(join(staging, entry.name), join(out, entry.name))
  }
  for (const folder of ['icons', 'renderer']) {
    const made = join(staging, folder)
    if (!existsSync(made)) continue
    if (existsSync(join(out, folder))) renameSync(join(out, folder), join(staging, `${folder}-before`))
    renameSync(made, join(out, folder))
  }
}

/** Removes what builds long ago, or killed in the middle, left behind. */
const prune = () => {
  const tooOld = Date.now() - chunkLifetime
  for (const folder of [join(out, 'chunks'), out]) {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name)
      const removable = folder !== out || name.startsWith('.staging-')
      if (removable && (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? tooOld) < tooOld)
        rmSync(path, { recursive: true, force: true })
    }
  }
}

/** One build at a time: two commands started together would otherwise both write out/. @returns {Promise<() => void>} */
const lock = async () => {
  mkdirSync(dirname(lockPath), { recursive: true })
  for (;;) {
    try {
      const file = openSync(lockPath, 'wx')
      writeFileSync(file, String(process.pid))
      closeSync(file)
      return () => rmSync(lockPath, { force: true })
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    }
    if (!ownerLives()) rmSync(lockPath, { force: true })
    await new Promise(resume => setTimeout(resume, 100))
  }
}

const ownerLives = () => {
  try {
    const owner = Number(readFileSync(lockPath, 'utf8'))
    // Just created and not yet written: give its maker the benefit of the doubt for a while.
    if (!owner) return Date.now() - statSync(lockPath).mtimeMs < 2_000
    process.kill(owner, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const named = process.argv.slice(2)
  const unknown = named.find(name => !(/** @type {readonly string[]} */ (parts).includes(name)))
  if (unknown) {
    console.error(`There is no part "${unknown}". Parts: ${parts.join(', ')}.`)
    process.exit(2)
  }
  const started = performance.now()
  try {
    await build(named.length === 0 ? parts : /** @type {Part[]} */ (named))
  } catch (error) {
    // The bundlers say what is wrong, and where; their own stack is of no use.
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
  console.error(`Built ${named.join(', ') || 'everything'} in ${Math.round(performance.now() - started)} ms.`)
}
