// One writer at a time for a file, among all callers in this process and all processes on this machine.
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { failed, type Result } from '../../shared/result.ts'
import { codeOf, unwritable } from './disk-failure.ts'
import { type HeldLock, tryLock } from './lock-file.ts'

export type LockOptions = {
  /** How long to wait for another process, in ms; default 20 s. Waiting within this process is not counted. */
  readonly waitMs?: number
}

export type Lease = {
  /** True when the lock was taken away because this process slept or hung: then nothing more may be written. */
  lost(): boolean
}

/**
 * How long until the next look at a lock, in ms, after `waited` ms: soon at first, then less often, up to a limit, because
 * fifty commands that look every few ms keep the one that holds it from working.
 */
const nextLook = (waited: number): number => Math.min(60, 5 + waited / 8) * (0.5 + Math.random())

/** The lock this process gave back last, and when: who takes it again at once would never let another process in. */
let given = { path: '', at: 0 }
const courtesyMs = 2

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
  let held: HeldLock
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const taken = await take(path, waitMs)
    if (taken === null) return failed({ kind: 'file-busy', path })
    held = taken
  } catch (error) {
    return failed(unwritable(path, error))
  }
  try {
    return await run(held)
  } finally {
    release(held)
    given = { path, at: performance.now() }
  }
}

/** A lock whose folder is gone, or whose disk takes nothing any more, is left: its holder ends, and then it counts for nothing. */
const release = (held: HeldLock): void => {
  try {
    held.release()
  } catch (error) {
    if (codeOf(error) === null) throw error
  }
}

const pause = (ms: number): Promise<void> => new Promise(resume => setTimeout(resume, ms))

const take = async (path: string, waitMs: number): Promise<HeldLock | null> => {
  if (given.path === path && performance.now() - given.at < courtesyMs) await pause(courtesyMs)
  const began = performance.now()
  for (;;) {
    const taken = tryLock(path)
    if (taken !== null) return taken
    const waited = performance.now() - began
    if (waited >= waitMs) return null
    await pause(Math.min(nextLook(waited), waitMs - waited))
  }
}
