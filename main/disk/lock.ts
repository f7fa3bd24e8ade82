// One writer at a time for a file, among all callers in this process and all processes on this machine.
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { failed, type Result } from '../../shared/result.ts'
import { codeOf, unwritable } from './disk-failure.ts'

export type LockOptions = {
  /** How long to wait for another process, in ms; default 20 s. Waiting within this process is not counted. */
  readonly waitMs?: number
}

export type Lease = {
  /** True when the lock was taken away because this process slept or hung: then nothing more may be written. */
  lost(): boolean
}

/**
 * A holder that was killed leaves its lock behind; after this time without a sign of life others take
 * it over. A living holder renews it every `renewMs`.
 */
const staleMs = 5_000
const renewMs = 2_000

/** The last caller in this process for each lock, so that callers here wait in order and without trying. */
const lines = new Map<string, Promise<unknown>>()

/**
 * Runs `run` while holding the lock of `path`, which need not exist; `path.lock` lies beside it.
 * Fails with file-busy after `waitMs`, with file-unwritable when no lock can be made there.
 */
export const withLock = <T>(
  path: string,
  run: (lease: Lease) => Promise<Result<T>>,
  options: LockOptions = {},
): Promise<Result<T>> => {
  const before = lines.get(path) ?? Promise.resolve()
  const mine = before.then(
    () => holdAndRun(path, run, options.waitMs ?? 20_000),
    () => holdAndRun(path, run, options.waitMs ?? 20_000),
  )
  lines.set(path, mine)
  const leave = (): void => {
    if (lines.get(path) === mine) lines.delete(path)
  }
  mine.then(leave, leave)
  return mine
}

const holdAndRun = async <T>(
  path: string,
  run: (lease: Lease) => Promise<Result<T>>,
  waitMs: number,
): Promise<Result<T>> => {
  let lost = false
  let release: () => Promise<void>
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const taken = await take(path, waitMs, () => {
      lost = true
    })
    if (taken === null) return failed({ kind: 'file-busy', path })
    release = taken
  } catch (error) {
    return failed(unwritable(path, error))
  }
  try {
    return await run({ lost: () => lost })
  } finally {
    // A lock that was taken away, or whose folder is gone, needs no release.
    await release().catch(() => {})
  }
}

const take = async (
  path: string,
  waitMs: number,
  onLost: () => void,
): Promise<(() => Promise<void>) | null> => {
  // Loaded on first use: reading one session from the vault takes no lock and must start fast.
  const { default: lockfile } = await import('proper-lockfile')
  const until = performance.now() + waitMs
  for (;;) {
    try {
      return await lockfile.lock(path, {
        realpath: false,
        stale: staleMs,
        update: renewMs,
        retries: 0,
        onCompromised: onLost,
      })
    } catch (error) {
      if (codeOf(error) !== 'ELOCKED') throw error
      if (performance.now() >= until) return null
      await new Promise(resume => setTimeout(resume, 5 + Math.random() * 30))
    }
  }
}
