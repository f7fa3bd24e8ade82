// Tells when a file was changed by another program, without ever looking at it in vain.
import { type FSWatcher, realpathSync, statSync, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

export type WatchOptions = {
  /** Changes closer together than this are told once, in ms; default 150. */
  readonly quietMs?: number
}

/**
 * Calls `onChange` after `path` was written, replaced, made or removed. Follows a link to the file it
 * leads to, and waits for folders that do not exist yet. Never keeps the process alive. Returns a stop.
 */
export const watchFile = (path: string, onChange: () => void, options: WatchOptions = {}): (() => void) => {
  let watchers: FSWatcher[] = []
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let seen = stateOf(path)

  const settle = (): void => {
    if (stopped) return
    arm()
    const now = stateOf(path)
    if (now === seen) return
    seen = now
    onChange()
  }
  const notice = (): void => {
    clearTimeout(timer)
    timer = setTimeout(settle, options.quietMs ?? 150)
    timer.unref()
  }
  /** Watches folders rather than the file: a file that is replaced takes its watch with it. */
  const arm = (): void => {
    for (const watcher of watchers) watcher.close()
    watchers = placesToWatch(path).flatMap(({ folder, name }) => {
      try {
        const watcher = watch(folder, { persistent: false }, (_event, changed) => {
          if (changed === null || changed === name) notice()
        })
        watcher.on('error', notice)
        return [watcher]
      } catch {
        return []
      }
    })
  }
  arm()
  return () => {
    stopped = true
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}

/** The folder of the path itself, that of the file it links to, or the nearest folder that exists. */
const placesToWatch = (path: string): { folder: string; name: string }[] => {
  const places = [nearestFolder(path)]
  try {
    const real = realpathSync(path)
    if (real !== path) places.push({ folder: dirname(real), name: basename(real) })
  } catch {
    // There is no such file yet.
  }
  return places
}

const nearestFolder = (path: string): { folder: string; name: string } => {
  const folder = dirname(path)
  if (folder === path || statSync(folder, { throwIfNoEntry: false }) !== undefined)
    return { folder, name: basename(path) }
  return nearestFolder(folder)
}

const stateOf = (path: string): string => {
  try {
    const found = statSync(path, { throwIfNoEntry: false, bigint: true })
    return found === undefined ? 'none' : `${found.ino}:${found.size}:${found.mtimeNs}:${found.ctimeNs}`
  } catch {
    return 'unreadable'
  }
}
