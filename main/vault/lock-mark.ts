// The mark that says in every process of a home that a person locked the vault, and who is told when that changes.
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Clock } from '../clock.ts'
import { writeAtomic } from '../disk/atomic-write.ts'
import { unwritable } from '../disk/disk-failure.ts'
import { watchFile } from '../disk/watch.ts'

export type LockMark = {
  there(): boolean
  set(): Promise<Result<void>>
  remove(): Promise<Result<void>>
  /** Tells when `locked()` became another: looked at after `tell()` and whenever the file changes. Returns an unsubscribe. */
  onChange(locked: () => boolean, take: () => void): () => void
  tell(): void
}

export const createLockMark = (path: string, clock: Clock): LockMark => {
  const watchers = new Set<() => void>()
  const tell = (): void => {
    for (const watcher of watchers) watcher()
  }
  return {
    tell,
    there: () => existsSync(path),
    set: () => writeAtomic(path, `${new Date(clock.now()).toISOString()}\n`),
    async remove() {
      try {
        await rm(path, { force: true })
        return ok(undefined)
      } catch (error) {
        return failed(unwritable(path, error))
      }
    },
    onChange(locked, take) {
      let told = locked()
      const look = (): void => {
        if (locked() === told) return
        told = !told
        take()
      }
      watchers.add(look)
      const stop = watchFile(path, look)
      return () => {
        stop()
        watchers.delete(look)
      }
    },
  }
}
