// The record of what was done: rows are only ever added, each bound to the one before it.
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ActivityEntry, ActivityRow } from '../../shared/activity.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Clock } from '../clock.ts'
import { codeOf, unreadable, unwritable } from '../disk/disk-failure.ts'
import type { withLock } from '../disk/lock.ts'
import { looksSecret } from '../log.ts'
import { chainRow, type Head, headOf, noRows, readRow } from './chain.ts'
import type { HeadMark } from './head-mark.ts'
import { endOfWholeLines, linesBackward } from './lines.ts'

export interface Activity {
  /** On disk when it returns. A text that looks like a secret is withheld, the row is still written. */
  append(entry: ActivityEntry): Promise<Result<void>>
  /** Oldest first; `since` in ms since the epoch, `limit` the newest that many. Lines that are no rows are left out. */
  read(wanted?: { since?: number; limit?: number }): Promise<Result<ActivityRow[]>>
}

export type ActivityDeps = {
  readonly path: string
  readonly clock: Clock
  readonly lock: typeof withLock
  /** Without one the end of the record is not protected. */
  readonly mark?: HeadMark
}

export const createActivity = ({ path, clock, lock, mark }: ActivityDeps): Activity => {
  type Waiting = {
    readonly entry: ActivityEntry
    readonly done: (result: Result<void>) => void
    readonly broken: (error: unknown) => void
  }
  let waiting: Waiting[] = []
  let writing = false

  /** All rows in one go: chained to what is there, on disk, and the mark moved on. */
  const write = async (entries: readonly ActivityEntry[]): Promise<Result<void>> => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    // 'a+' is O_APPEND: even without the lock two rows could mix their order, never their bytes.
    const file = await open(path, 'a+', 0o600)
    try {
      const end = await dropHalfLine(file)
      let head = await lastRow(file, end)
      const marked = await markFits(file, end, mark)
      const lines = entries.map(entry => {
        const row = chainRow(withoutSecrets(entry), head, clock.now())
        head = headOf(row)
        return `${JSON.stringify(row)}\n`
      })
      await addLines(file, end, lines.join(''))
      // A mark that no longer fits stays, so that what was cut off is still found missing.
      if (marked) await mark?.write(head)
      return ok(undefined)
    } finally {
      await file.close()
    }
  }
  /** The disk is waited for once, however many rows came while it was busy. */
  const drain = async (): Promise<void> => {
    writing = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        const written = await lock(path, async () => {
          try {
            return await write(batch.map(({ entry }) => entry))
          } catch (error) {
            return failed(unwritable(path, error))
          }
        })
        for (const { done } of batch) done(written)
      } catch (error) {
        for (const { broken } of batch) broken(error)
      }
    }
    writing = false
  }

  return {
    append: entry =>
      new Promise((resolve, reject) => {
        waiting.push({ entry, done: resolve, broken: reject })
        if (!writing) void drain()
      }),

    async read({ since, limit = Number.POSITIVE_INFINITY } = {}) {
      const rows: ActivityRow[] = []
      let file: FileHandle
      try {
        file = await open(path, 'r')
      } catch (error) {
        return codeOf(error) === 'ENOENT' ? ok(rows) : failed(unreadable(path, error))
      }
      try {
        const end = await endOfWholeLines(file, (await file.stat()).size)
        for await (const { text } of linesBackward(file, end)) {
          const row = readRow(text)
          if (row === null) continue
          if (rows.length >= limit || (since !== undefined && Date.parse(row.at) < since)) break
          rows.push(row)
        }
        return ok(rows.reverse())
      } catch (error) {
        return failed(unreadable(path, error))
      } finally {
        await file.close()
      }
    },
  }
}

/** Cuts off what a killed process had begun to write and nobody was told of; yields where the whole lines end. */
const dropHalfLine = async (file: FileHandle): Promise<number> => {
  const { size } = await file.stat()
  const end = await endOfWholeLines(file, size)
  if (end < size) await file.truncate(end)
  return end
}

/** The newest line that is a row: a spoilt line does not stop the record, and `verify` finds the gap. */
const lastRow = async (file: FileHandle, end: number): Promise<Head> => {
  for await (const { text } of linesBackward(file, end)) {
    const row = readRow(text)
    if (row !== null) return headOf(row)
  }
  return noRows
}

/** True when the mark can be moved on: the row it names is still there, unchanged, so nothing before now was cut. */
const markFits = async (file: FileHandle, end: number, mark: HeadMark | undefined): Promise<boolean> => {
  if (!mark?.ready()) return false
  const head = await mark.read()
  if (!head.ok) return false
  if (head.value === null || head.value.seq === 0) return true
  for await (const { text } of linesBackward(file, end)) {
    const row = readRow(text)
    if (row !== null && row.seq <= head.value.seq)
      return row.seq === head.value.seq && row.hash === head.value.hash
  }
  return false
}

/** Adds whole lines or none: a full disk may take a part of them, which is taken back. */
const addLines = async (file: FileHandle, end: number, lines: string): Promise<void> => {
  try {
    await file.appendFile(lines)
    await file.datasync()
  } catch (error) {
    await file.truncate(end).catch(() => {})
    throw error
  }
}

const withoutSecrets = (entry: ActivityEntry): ActivityEntry => {
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return looksSecret(value) ? '(withheld: looks like a secret)' : value
    return Array.isArray(value) ? value.map(clean) : value
  }
  return Object.fromEntries(
    Object.entries(entry).map(([name, value]) => [name, clean(value)]),
  ) as ActivityEntry
}
