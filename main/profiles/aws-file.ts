// Changes one AWS file against writers that know no lock: compare, swap, look once more, merge what raced.
import { isUtf8 } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import { type FileHandle, link, open, readFile, realpath, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Problem } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { hashOf, readBytes, swapFile } from '../disk/atomic-write.ts'
import { codeOf, unreadable, unwritable } from '../disk/disk-failure.ts'
import type { Lease } from '../disk/lock.ts'
import { parseIni } from './ini.ts'
import { problemsOf } from './ini-problems.ts'

/** Text with one character per byte, so that bytes that are no UTF-8 survive too; null where there is no file. */
export type AwsText = string | null

/** From the text now in the file to the text it shall have; called again when another program wrote meanwhile. */
export type Edit = (text: AwsText) => Result<AwsText>

export type Edited = { readonly before: AwsText; readonly after: AwsText }

const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1')
const textOf = (bytes: Buffer | null): AwsText => bytes?.toString('latin1') ?? null
const pause = (ms: number): Promise<void> => new Promise(resume => setTimeout(resume, ms))

/** The AWS CLI empties a file and then fills it: what is read twice in a row, this far apart, is whole. */
const settleMs = 10
/** Between reading and writing, the AWS CLI takes well below a millisecond of its own time. */
const lookAgainMs = 3

/** A program that writes without a break for this many looks is not waited for any longer. */
const mostLooks = 50

/** Reads an AWS file. Fails with file-unreadable. */
export const readAwsFile = async (path: string): Promise<Result<AwsText>> => {
  const bytes = await readBytes(path)
  return bytes.ok ? ok(textOf(bytes.value)) : bytes
}

/** All problems of a file's text, its encoding included. */
export const fileProblems = (text: AwsText): Problem[] => {
  if (text === null) return []
  const problems = problemsOf(text)
  if (isUtf8(bytesOf(text))) return problems
  const index = parseIni(text).findIndex(line => !isUtf8(bytesOf(line.text)))
  const message = 'The line is not UTF-8; the AWS CLI refuses such a file.'
  return [{ line: index + 1, column: 1, path: '', message }, ...problems]
}

/**
 * Applies `edit` to a file. `known` is the hash of a content that is certainly whole (null: absent), undefined when
 * nothing is known. Fails with what `edit` fails with, file-unreadable, file-unwritable, or file-busy when other
 * programs kept writing. The old inode is kept open over the swap, so that what a program wrote into it after we
 * compared is read and merged; a program that had read the old content and writes it back later than we look again
 * can still undo our change, but never loses its own.
 */
export const editFile = async (
  path: string,
  edit: Edit,
  lease: Lease,
  known?: string | null,
): Promise<Result<Edited>> => {
  let raced: AwsText = null
  let written = null as Edited | null
  for (let attempt = 0; attempt < 20; attempt++) {
    const held = await hold(path)
    if (!held.ok) return held
    try {
      const current = await readSettled(path, written ? hashOfText(written.after) : known)
      if (!current.ok) return current
      const from: AwsText = raced !== null && current.value === written?.after ? raced : current.value
      raced = null
      const next = edit(from)
      if (!next.ok) return next
      if (next.value === current.value) return ok({ before: written?.before ?? from, after: next.value })
      if (lease.lost()) return failed({ kind: 'file-busy', path })
      const swapped = await swapFile(path, bytesOf(next.value ?? ''), {
        expectHash: hashOfText(current.value),
      })
      if (!swapped.ok) {
        if (swapped.failure.kind !== 'file-changed') return swapped
        known = undefined
        continue
      }
      written = { before: from, after: next.value }
      await pause(lookAgainMs)
      raced = held.value ? await lateWrite(held.value, current.value) : textOf(swapped.value.late)
      if (raced !== null) continue
      if (next.value === null) {
        const gone = await removeEmpty(path)
        if (!gone.ok) return gone
      }
      const now = await readAwsFile(path)
      if (!now.ok) return now
      if (now.value === next.value) return ok(written)
      known = undefined
    } finally {
      await held.value?.close()
    }
  }
  return failed({ kind: 'file-busy', path })
}

export const hashOfText = (text: AwsText): string | null => (text === null ? null : hashOf(bytesOf(text)))

/** Keeps the file that is there now open; not on Windows, where an open file cannot be replaced. */
const hold = async (path: string): Promise<Result<FileHandle | null>> => {
  if (process.platform === 'win32') return ok(null)
  try {
    return ok(await open(path, 'r'))
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? ok(null) : failed(unreadable(path, error))
  }
}

/** Reads until two reads in a row agree, unless the content is the one that is `known` to be whole. */
export const readSettled = async (
  path: string,
  known: string | null | undefined,
): Promise<Result<AwsText>> => {
  let last = await readAwsFile(path)
  for (let look = 0; look < mostLooks && last.ok && hashOfText(last.value) !== known; look++) {
    await pause(settleMs)
    const again = await readAwsFile(path)
    if (!again.ok || again.value === last.value) return again
    last = again
  }
  return last
}

/** What stands in the replaced file, when that is no longer what we compared with. */
const lateWrite = async (old: FileHandle, compared: AwsText): Promise<AwsText> => {
  const read = async (): Promise<string> => {
    const { size } = await old.stat()
    const { buffer, bytesRead } = await old.read(Buffer.alloc(size), 0, size, 0)
    return buffer.subarray(0, bytesRead).toString('latin1')
  }
  let last = await read()
  if (last === compared) return null
  for (let look = 0; look < mostLooks; look++) {
    await pause(settleMs)
    const again = await read()
    if (again === last) break
    last = again
  }
  return last
}

/** Takes an emptied file away, unless another program has filled it: then it stays, with what it holds. */
const removeEmpty = async (path: string): Promise<Result<void>> => {
  try {
    const target = await realpath(path)
    const name = `.${basename(target)}.switchyard-${process.pid}-${randomBytes(4).toString('hex')}.tmp`
    const aside = join(dirname(target), name)
    await rename(target, aside)
    const filled = (await readFile(aside)).length > 0
    // Where a new file was made meanwhile, that one is the newer of the two.
    if (filled) await link(aside, target).catch(() => {})
    await rm(aside, { force: true })
    return ok(undefined)
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? ok(undefined) : failed(unwritable(path, error))
  }
}
