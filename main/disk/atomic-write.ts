// Replaces a file in one step, so that a crash at any moment leaves the old file or the new one.
import { createHash, randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
} from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { failed, ok, type Result } from '../../shared/result.ts'
import { codeOf, unreadable, unwritable } from './disk-failure.ts'

export type WriteOptions = {
  /** For a new file; default 0600. An existing file keeps its own unless `keepMode` is false. */
  readonly mode?: number
  readonly keepMode?: boolean
  /** SHA-256 (hex) of the bytes the caller read, null = there was no file. Anything else there now: file-changed. */
  readonly expectHash?: string | null
  /** False where losing the last state in a power cut does no harm: spares the two fsyncs. */
  readonly durable?: boolean
}

/** What the old file held after it was replaced, when someone wrote into it between comparing and replacing. */
export type Swap = { readonly late: Buffer | null }

export const hashOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** The text of a file, or null when there is none. Fails with file-unreadable. */
export const readText = async (path: string): Promise<Result<string | null>> => {
  const bytes = await readBytes(path)
  return bytes.ok ? ok(bytes.value === null ? null : bytes.value.toString('utf8')) : bytes
}

/** The bytes of a file, or null when there is none. Fails with file-unreadable. */
export const readBytes = async (path: string): Promise<Result<Buffer | null>> => {
  try {
    return ok(await readFile(path))
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? ok(null) : failed(unreadable(path, error))
  }
}

/**
 * Replaces `path` (through its links) with `data`. Fails with file-unwritable (disk full, read-only,
 * permission) or, with `expectHash`, file-changed; then the old file is as it was.
 */
export const writeAtomic = async (
  path: string,
  data: Uint8Array | string,
  options: WriteOptions = {},
): Promise<Result<void>> => {
  const swapped = await swapFile(path, data, options)
  return swapped.ok ? ok(undefined) : swapped
}

/**
 * As writeAtomic, and tells what a foreign program wrote into the old file at the last moment. POSIX
 * has no compare-and-rename: a program that writes in place after our comparison writes into the file
 * that we then unlink. It stays open here, so those bytes can be read once more and merged.
 */
export const swapFile = async (
  path: string,
  data: Uint8Array | string,
  options: WriteOptions = {},
): Promise<Result<Swap>> => {
  let temporary: string | null = null
  let old: FileHandle | null = null
  try {
    const target = await followLinks(path)
    const folder = dirname(target)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await sweep(folder, basename(target))
    old = await openOld(target)
    const before = old === null ? null : await readAll(old)
    if (
      options.expectHash !== undefined &&
      options.expectHash !== (before === null ? null : hashOf(before))
    ) {
      return failed({ kind: 'file-changed', path })
    }
    temporary = join(
      folder,
      `.${basename(target)}.switchyard-${process.pid}-${randomBytes(4).toString('hex')}.tmp`,
    )
    await fill(temporary, data, old, options)
    // Filling and syncing takes a while: what came meanwhile is found now, and only the instant of the rename is left.
    if (options.expectHash !== undefined && !(await stillThere(target, old, before)))
      return failed({ kind: 'file-changed', path })
    await renameOver(temporary, target)
    temporary = null
    if (options.durable !== false) await syncFolder(folder)
    if (old === null || before === null) return ok({ late: null })
    const after = await readAll(old)
    return ok({ late: after.equals(before) ? null : after })
  } catch (error) {
    return failed(unwritable(path, error))
  } finally {
    await old?.close()
    if (temporary !== null) await rm(temporary, { force: true }).catch(() => {})
  }
}

/** Where a write to `path` must land: a dotfile is often a link into another folder, which must stay a link. */
const followLinks = async (path: string, depth = 0): Promise<string> => {
  try {
    return await realpath(path)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || depth > 40) throw error
  }
  const pointsTo = await readlink(path).catch(() => null)
  if (pointsTo !== null) return followLinks(resolve(dirname(path), pointsTo), depth + 1)
  const folder = await realpath(dirname(path)).catch(() => dirname(path))
  return join(folder, basename(path))
}

const openOld = async (target: string): Promise<FileHandle | null> => {
  try {
    return await open(target, 'r')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

const readAll = async (file: FileHandle): Promise<Buffer> => {
  const { size } = await file.stat()
  const bytes = Buffer.alloc(size)
  let filled = 0
  while (filled < size) {
    const { bytesRead } = await file.read(bytes, filled, size - filled, filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}

const fill = async (
  path: string,
  data: Uint8Array | string,
  old: FileHandle | null,
  options: WriteOptions,
): Promise<void> => {
  const mode = options.mode ?? 0o600
  const file = await open(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600)
  try {
    await file.writeFile(data)
    const was = old === null ? null : await old.stat()
    await file.chmod(was !== null && options.keepMode !== false ? was.mode & 0o7777 : mode)
    // Root mending a person's file must not take it from them; anyone else may not change the owner at all.
    const me = process.geteuid?.()
    if (was !== null && me === 0 && was.uid !== me) await file.chown(was.uid, was.gid)
    if (options.durable !== false) await file.sync()
  } finally {
    await file.close()
  }
}

/** True when `target` is still the very file that was compared, and holds what it held. */
const stillThere = async (
  target: string,
  old: FileHandle | null,
  before: Buffer | null,
): Promise<boolean> => {
  const now = await openOld(target)
  if (now === null || old === null || before === null) {
    await now?.close()
    return now === null && old === null
  }
  try {
    const [one, other] = [await now.stat({ bigint: true }), await old.stat({ bigint: true })]
    return one.ino === other.ino && one.dev === other.dev && (await readAll(now)).equals(before)
  } finally {
    await now.close()
  }
}

/** Windows refuses to replace a file that a virus scanner or an indexer holds for a moment. */
const renameOver = async (from: string, to: string): Promise<void> => {
  for (let attempt = 0; ; attempt++) {
    try {
      return await rename(from, to)
    } catch (error) {
      const passing =
        process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error) ?? '')
      if (!passing || attempt === 9) throw error
      await new Promise(resume => setTimeout(resume, 20 * (attempt + 1)))
    }
  }
}

/** Makes the rename itself survive a power cut. Windows has no such call for folders; some file systems refuse it. */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP', 'EBADF'].includes(codeOf(error) ?? '')) throw error
  } finally {
    await handle.close()
  }
}

/** Removes what killed processes of ours left beside `path`; quietly nothing where that cannot be done. */
export const removeLeftovers = async (path: string): Promise<void> => {
  try {
    const target = await followLinks(path)
    await sweep(dirname(target), basename(target))
  } catch (error) {
    if (codeOf(error) === null) throw error
  }
}

/** Removes what a killed process of ours left beside this file. */
const sweep = async (folder: string, name: string): Promise<void> => {
  const start = `.${name}.switchyard-`
  for (const entry of await readdir(folder)) {
    if (!entry.startsWith(start) || !entry.endsWith('.tmp')) continue
    const pid = Number(/^\d+/.exec(entry.slice(start.length))?.[0])
    if (Number.isInteger(pid) && isRunning(pid)) continue
    await rm(join(folder, entry), { force: true })
  }
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}
