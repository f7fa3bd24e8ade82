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
import { carryOver, nearestOf } from './carry-over.ts'
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
/**
 * Between reading and writing, the AWS CLI takes well below a millisecond of its own time. Where someone was seen to
 * write, they may do so again, from what they read before we put their lines back: that is waited for longer.
 */
const lookAgainMs = { quiet: 3, raced: 30 }

/** So many characters at the end of a file are hardly found in its middle as well. */
const endLength = 200
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
  /** All that was read so far, with our edit in it and without. */
  let merged: Edited | null = null
  /** What stands in the file as far as we know. */
  let stands: AwsText = null
  /** What another program wrote into a file that we were just replacing. */
  let late: string | null = null
  /** A late change was read that is not in the file yet. */
  let owed = false
  /** What has stood in the file: another program may have read any of it, and write back what it made of that. */
  const stood: AwsText[] = []
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const held = await hold(path)
    if (!held.ok) return held
    try {
      const current = await readSettled(path, merged ? hashOfText(stands) : known, stands)
      if (!current.ok) return current
      const foreign: AwsText[] = []
      if (late !== null) foreign.push(late)
      if (merged !== null && current.value !== stands) foreign.push(current.value)
      if (late !== null) owed = true
      late = null
      merged = mergeForeign(merged ?? { before: current.value, after: current.value }, foreign, stands, stood)
      stands = current.value
      stood.push(...foreign, stands)
      const next = edit(merged.after)
      if (!next.ok) {
        // What someone wrote while we replaced the file must not go with our change.
        if (owed) await swapFile(path, bytesOf(merged.before ?? ''), { expectHash: hashOfText(stands) })
        return next
      }
      if (next.value === stands) return ok({ before: merged.before, after: next.value })
      if (lease.lost()) return failed({ kind: 'file-busy', path })
      const swapped = await swapFile(path, bytesOf(next.value ?? ''), { expectHash: hashOfText(stands) })
      if (!swapped.ok) {
        if (swapped.failure.kind !== 'file-changed') return swapped
        // Nothing of ours has stood there yet, so what stands there now is all there is.
        if (!owed && merged.before === merged.after) merged = null
        known = undefined
        continue
      }
      owed = false
      merged = { before: merged.before, after: next.value }
      stands = next.value
      stood.push(next.value)
      await pause(foreign.length > 0 ? lookAgainMs.raced : lookAgainMs.quiet)
      late = held.value ? await readOld(held.value, current.value) : textOf(swapped.value.late)
      if (late !== null) continue
      if (next.value === null) {
        const gone = await removeEmpty(path)
        if (!gone.ok) return gone
      }
      const now = await readAwsFile(path)
      if (!now.ok) return now
      if (now.value === next.value) return ok(merged)
    } finally {
      await held.value?.close()
    }
  }
  return failed({ kind: 'file-busy', path })
}

/**
 * What another program wrote counts as its change to the text that it had read, which is the one of those that stood
 * in the file it is nearest to: one that read before its own last line was put back has not taken that line out.
 * Who leaves nothing has taken out all that stood there.
 */
const mergeForeign = (
  merged: Edited,
  foreign: readonly AwsText[],
  stands: AwsText,
  stood: readonly AwsText[],
): Edited => {
  let { before, after } = merged
  for (const made of foreign) {
    const read = (made ? nearestOf(made, stood) : stands) ?? ''
    before = carryOver(read, made ?? '', before ?? '')
    after = carryOver(read, made ?? '', after ?? '')
  }
  return { before, after }
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
 * agree, or it ends as `before` did and is no shorter: a writer begins at the start, so the end came last. That spares
 * the wait beside a program that writes all the time. An empty file that was just written is waited for longer: its writer may have been interrupted between
 * emptying and filling it, and taking that for its content would lose all that is in it.
 */
export const readSettled = async (
  path: string,
  known: string | null | undefined,
  before: AwsText = null,
): Promise<Result<AwsText>> => {
  let last: AwsText | undefined
  for (let look = 0; ; look++) {
    const text = await readAwsFile(path)
    if (!text.ok || hashOfText(text.value) === known || look === mostLooks) return text
    if (text.value === null || (text.value !== '' && text.value === last)) return text
    if (before && text.value.length >= before.length && text.value.endsWith(before.slice(-endLength)))
      return text
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
