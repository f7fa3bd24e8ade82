// Tells cheaply whether a file is still the one that was read.
import { statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { failed, ok, type Result } from '../../shared/result.ts'
import { codeOf, unreadable } from './disk-failure.ts'

/** Changes with every replacement of, and every write to, the file; `none` while there is no file. */
export type Stamp = string

const none = 'none'

type State = { dev: bigint; ino: bigint; size: bigint; mtimeNs: bigint; ctimeNs: bigint }
const stampFrom = (found: State): Stamp =>
  `${found.dev}:${found.ino}:${found.size}:${found.mtimeNs}:${found.ctimeNs}`

/**
 * Fails with file-unreadable. Looks at once instead of by a thread: it takes microseconds, happens many times for
 * every session that is handed out, and a queue of threads would make it ten times as long.
 */
export const stampOf = async (path: string): Promise<Result<Stamp>> => {
  try {
    return ok(stampFrom(statSync(path, { bigint: true })))
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? ok(none) : failed(unreadable(path, error))
  }
}

/** `bytes` is null while there is no file. */
export type Found = { readonly stamp: Stamp; readonly bytes: Buffer | null }

/** The file's bytes with the stamp they had, or `unchanged` when that is `known`. Fails with file-unreadable. */
export const readIfChanged = async (
  path: string,
  known: Stamp | null,
): Promise<Result<Found | 'unchanged'>> => {
  const before = await stampOf(path)
  if (!before.ok) return before
  if (before.value === known) return ok('unchanged')
  if (before.value === none) return ok({ stamp: none, bytes: null })
  try {
    const file = await open(path, 'r')
    try {
      const bytes = await file.readFile()
      return ok({ stamp: stampFrom(await file.stat({ bigint: true })), bytes })
    } finally {
      await file.close()
    }
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? ok({ stamp: none, bytes: null }) : failed(unreadable(path, error))
  }
}
