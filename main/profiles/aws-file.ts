// Changes one AWS file against writers that know no lock: compare, swap, look once more, merge what raced.
import { isUtf8 } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import { type FileHandle, link, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Problem } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { hashOf, readBytes, swapFile } from '../disk/atomic-write.ts'
import { codeOf, unreadable, unwritable } from '../disk/disk-failure.ts'
import type { Lease } from '../disk/lock.ts'
import { carryOver } from './carry-over.ts'
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

/** A file that nobody has written for so long is in nobody's hands. */
const quietMs = 1_000
/** A program that writes without a break for this many looks is not waited for any longer. */
const mostLooks = 150
const mostAttempts = 20

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
  /** What we have put there so far; `before` is the same without our edit. */
  let written = null as Edited | null
  /** A foreign change that went into a file we were just replacing. */
  let late = null as { from: AwsText; to: string } | null
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const held = await hold(path)
    if (!held.ok) return held
    try {
      const current = await readSettled(path, written ? hashOfText(written.after) : known)
      if (!current.ok) return current
      const base = mergeForeign(current.value, written, late)
      const next = edit(base.from)
      if (!next.ok) {
        // What someone wrote while we replaced the file must not go with our change.
        if (late !== null)
          await swapFile(path, bytesOf(base.before ?? ''), { expectHash: hashOfText(current.value) })
        return next
      }
      if (next.value === current.value) return ok({ before: base.before, after: next.value })
      if (lease.lost()) return failed({ kind: 'file-busy', path })
      const swapped = await swapFile(path, bytesOf(next.value ?? ''), {
        expectHash: hashOfText(current.value),
      })
      if (!swapped.ok) {
        if (swapped.failure.kind !== 'file-changed') return swapped
        known = undefined
        continue
      }
      written = { before: base.before, after: next.value }
      await pause(lookAgainMs)
      const found = held.value ? await readOld(held.value, current.value) : textOf(swapped.value.late)
      late = found === null ? null : { from: current.value, to: found }
      if (late !== null) continue
      if (next.value === null) {
        const gone = await removeEmpty(path)
        if (!gone.ok) return gone
      }
      const now = await readAwsFile(path)
      if (!now.ok) return now
      if (now.value === next.value) return ok(written)
    } finally {
      await held.value?.close()
    }
  }
  return failed({ kind: 'file-busy', path })
}

/** The text to edit now, and what it would be without our edit. */
const mergeForeign = (
  current: AwsText,
  written: Edited | null,
  late: { from: AwsText; to: string } | null,
): { from: AwsText; before: AwsText } => {
  if (written === null) return { from: current, before: current }
  const carried = (from: AwsText, to: AwsText, onto: AwsText): AwsText =>
    carryOver(from ?? '', to ?? '', onto ?? '') ?? onto
  if (late !== null) {
    if (current === written.after && written.before === late.from) return { from: late.to, before: late.to }
    return { from: carried(late.from, late.to, current), before: carried(late.from, late.to, written.before) }
  }
  if (current === written.after) return { from: current, before: written.before }
  return { from: current, before: carried(written.after, current, written.before) }
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

/**
 * Reads until the content is whole: it is the one that is `known`, or nobody has written for a while, or two reads
 * agree. An empty file that was just written is waited for longer: its writer may have been interrupted between
 * emptying and filling it, and taking that for its content would lose all that is in it.
 */
export const readSettled = async (
  path: string,
  known: string | null | undefined,
): Promise<Result<AwsText>> => {
  let last: AwsText | undefined
  for (let look = 0; ; look++) {
    const text = await readAwsFile(path)
    if (!text.ok || hashOfText(text.value) === known || look === mostLooks) return text
    if (text.value === null || (text.value !== '' && text.value === last)) return text
    const found = await stat(path).catch(() => null)
    if (found === null || sinceWritten(found) > quietMs) return text
    last = text.value
    await pause(settleMs)
  }
}

/** What stands in the replaced file, when that is no longer what we compared with. */
const readOld = async (old: FileHandle, compared: AwsText): Promise<AwsText> => {
  let last: string | undefined
  for (let look = 0; ; look++) {
    const found = await old.stat()
    const { buffer, bytesRead } = await old.read(Buffer.alloc(found.size), 0, found.size, 0)
    const text = buffer.subarray(0, bytesRead).toString('latin1')
    if (text === compared) return null
    if (text === '' && (look === mostLooks || sinceWritten(found) > quietMs)) return null
    if (text !== '' && (text === last || look === mostLooks)) return text
    last = text
    await pause(settleMs)
  }
}

/** The disk's clock, not ours to set: a demo or a test that moves time does not move it. */
const sinceWritten = (found: { mtimeMs: number }): number => {
  const age = performance.timeOrigin + performance.now() - found.mtimeMs
  return age < 0 ? 0 : age
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
