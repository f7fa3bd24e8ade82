// A catalog's source that is a file on this machine: how it is named, and what it holds now.
import { readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Failure } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { hashOf } from '../disk/atomic-write.ts'
import { unreadable } from '../disk/disk-failure.ts'
import { mostBytes, tooLarge } from './decode-text.ts'

/** The absolute path of a source as people type it. Fails with usage when it is no local file. */
export const parseFileSource = (source: string): Result<string> => {
  const refuse = (message: string): Result<string> => failed({ kind: 'usage', message })
  if (/^file:\/\//i.test(source)) {
    try {
      return ok(fileURLToPath(source))
    } catch {
      return refuse(`"${source}" names no file on this machine.`)
    }
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(source) || /^[\w.-]+@[\w.-]+:/.test(source))
    return refuse('A catalog is added from a file on this machine, such as ./switchyard.yaml.')
  return source.trim() === '' ? refuse('Name the file that holds the catalog.') : ok(resolve(source))
}

export type Found = { readonly bytes: Uint8Array; readonly hash: string }

/** Fails with file-unreadable, also when there is no such file, and with catalog-invalid when it is too large. */
export const readFileSource = async (path: string): Promise<Result<Found>> => {
  const unread = (said: string): Result<Found> => failed({ kind: 'file-unreadable', path, said })
  try {
    const about = await stat(path)
    if (about.isDirectory())
      return unread(`It is a folder; name the file in it, such as ${join(path, 'switchyard.yaml')}.`)
    if (!about.isFile()) return unread('It is no ordinary file.')
    if (about.size > mostBytes) return failed(tooLarge(about.size, path))
    const bytes = await readFile(path)
    return ok({ bytes, hash: hashOf(bytes) })
  } catch (error) {
    return failed(missing(path, error))
  }
}

const missing = (path: string, error: unknown): Failure =>
  (error as NodeJS.ErrnoException).code === 'ENOENT'
    ? { kind: 'file-unreadable', path, said: 'There is no such file.' }
    : unreadable(path, error)
