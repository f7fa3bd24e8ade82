// Tells whether out/ is there and newer than every source, by looking at times only: it runs before every start.
import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout's top folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const out = join(root, 'out')
/** Its time says when the last whole build began; an edit during the build therefore counts as newer. */
export const stamp = join(out, '.built')

const sources = [
  'build',
  'main',
  'preload',
  'renderer',
  'shared',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
]

/**
 * @param {string} path
 * @returns {number} the latest change of a file, or of anything below a folder (a deletion changes the folder's own time); 0 when it is not there
 */
const latestChange = path => {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return 0
  if (!found.isDirectory()) return found.mtimeMs
  return readdirSync(path).reduce(
    (latest, name) => Math.max(latest, latestChange(join(path, name))),
    found.mtimeMs,
  )
}

/** True when everything is built and no source, and no installed package, has changed since. */
export const isFresh = () => {
  const built = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs
  if (built === undefined) return false
  return sources.every(name => latestChange(join(root, name)) <= built)
}
