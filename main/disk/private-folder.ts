// Makes the folders that only their owner may enter: Switchyard's home, and the short one for its socket.
import { statSync } from 'node:fs'
import { chmod, mkdir, readdir, stat } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import type { Failure } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { writeAtomic } from './atomic-write.ts'
import { unwritable } from './disk-failure.ts'
import { type Paths, readPointer } from './paths.ts'

/**
 * Makes the home folder, 0700, and the socket's short folder where one is needed. Fails with
 * file-unwritable, also when the folder is one that others rely on (`/`, `/tmp`, another user's).
 */
export const ensureHome = async (paths: Paths): Promise<Result<void>> => {
  const made = await ensurePrivateFolder(paths.home)
  if (!made.ok || paths.socketPointer === null) return made
  const folder = posix.dirname(paths.socket)
  const socketFolder = await ensurePrivateFolder(folder)
  if (!socketFolder.ok) return socketFolder
  if (readPointer(paths.socketPointer) === paths.socket) return ok(undefined)
  return writeAtomic(paths.socketPointer, `${paths.socket}\n`)
}

/** Makes `folder` with its parents, only for its owner. An existing one is closed to others if it is ours. */
export const ensurePrivateFolder = async (folder: string): Promise<Result<void>> => {
  try {
    await makeFolders(folder)
    const found = await stat(folder)
    if (!found.isDirectory())
      return failed({ kind: 'file-unwritable', path: folder, said: 'It is no folder', code: 'ENOTDIR' })
    if (process.platform === 'win32') return ok(undefined)
    const refusal = whyNotOurs(folder, found)
    if (refusal) return failed(refusal)
    if ((found.mode & 0o077) !== 0) await chmod(folder, 0o700)
    return ok(undefined)
  } catch (error) {
    return failed(unwritable(folder, error))
  }
}

/** True when `folder` is there and others may look into it. */
export const isOpenToOthers = (folder: string): boolean => {
  const found = process.platform === 'win32' ? undefined : statSync(folder, { throwIfNoEntry: false })
  return found !== undefined && (found.mode & 0o077) !== 0
}

/** Closes `folder` and all below to others; itself last, so that one that was broken off is seen and done again. */
export const closeToOthers = async (folder: string): Promise<Result<void>> => {
  try {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isSymbolicLink()) continue
      const path = join(entry.parentPath, entry.name)
      await chmod(path, (await stat(path)).mode & 0o700)
    }
    await chmod(folder, 0o700)
    return ok(undefined)
  } catch (error) {
    return failed(unwritable(folder, error))
  }
}

/** Node's own `recursive` never ends where a folder exists and takes no other (as `/proc`: mkdir there says ENOENT). */
const makeFolders = async (folder: string): Promise<void> => {
  const make = (): Promise<void> =>
    mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  try {
    await make()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(folder) === folder) throw error
    await makeFolders(dirname(folder))
    await make()
  }
}

/** Closing `/` or `/tmp` to others would break the machine; a folder of another user may be a trap. */
const whyNotOurs = (folder: string, found: { uid: number; mode: number }): Failure | null => {
  const refuse = (said: string): Failure => ({ kind: 'file-unwritable', path: folder, said, code: 'EPERM' })
  if (posix.dirname(folder) === folder)
    return refuse('This is the root of the disk, not a folder of Switchyard.')
  if ((found.mode & 0o1002) !== 0)
    return refuse('Other users may write in this folder, so secrets cannot be kept in it.')
  const me = process.geteuid?.()
  if (me !== undefined && me !== 0 && found.uid !== me) return refuse('This folder belongs to another user.')
  return null
}
