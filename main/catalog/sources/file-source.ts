// A source that is a file on this machine.
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Failure } from '../../../shared/failure.ts'
import { failed, ok, type Result } from '../../../shared/result.ts'
import { readBytes } from '../../disk/atomic-write.ts'
import { unreadable } from '../../disk/disk-failure.ts'
import { mostBytes, tooLarge } from '../decode-text.ts'
import type { Found, LookOptions } from './source.ts'

/** Fails with file-unreadable, also when there is no such file, and with catalog-invalid when it is too large. */
export const readFileSource = async (path: string, { signed }: LookOptions): Promise<Result<Found>> => {
  const bytes = await readDocument(path)
  if (!bytes.ok) return bytes
  const signature = signed ? await readBytes(`${path}.minisig`) : ok(null)
  if (!signature.ok) return signature
  return ok({
    documents: [{ name: basename(path), bytes: bytes.value, signature: signature.value }],
    commit: null,
    etag: null,
    modified: null,
  })
}

/** An ordinary file of at most 8 MB. */
export const readDocument = async (path: string): Promise<Result<Uint8Array>> => {
  const unread = (said: string): Result<Uint8Array> => failed({ kind: 'file-unreadable', path, said })
  try {
    const about = await stat(path)
    if (!about.isFile()) return unread('It is no ordinary file.')
    if (about.size > mostBytes) return failed(tooLarge(about.size, path))
    return ok(await readFile(path))
  } catch (error) {
    return failed(missing(path, error))
  }
}

const missing = (path: string, error: unknown): Failure =>
  (error as NodeJS.ErrnoException).code === 'ENOENT'
    ? { kind: 'file-unreadable', path, said: 'There is no such file.' }
    : unreadable(path, error)
