// Gives large catalogs to another thread, so that the window and the sessions of this one do not wait; small ones stay here.
import { existsSync } from 'node:fs'
import { failed, ok, type Result } from '../../shared/result.ts'
import { hashOf } from '../disk/atomic-write.ts'
import { type CatalogWork, type ReadCopy, type ReadDocuments, workInLine } from './catalog-work.ts'
import type { Changes } from './difference.ts'
import type { CatalogDocument } from './personal-shape.ts'
import { sourceInvalid } from './sources/failures.ts'
import { createWorkThread, TooMuch } from './work-thread.ts'

/** Starting a thread costs about 40 ms; reading this many bytes about as much. */
const largeBytes = 96 * 1024
/** The same for comparing: as many targets on one side. */
const largeTargets = 4_000

const sizeOf = ({ accounts, roles }: CatalogDocument): number =>
  Object.keys(accounts ?? {}).length * Math.max(1, roles?.length ?? 0)

const areLarge = (before: CatalogDocument, after: CatalogDocument): boolean =>
  Math.max(sizeOf(before), sizeOf(after)) > largeTargets

/** What makes the thread give up is the catalog's fault. */
const orFailure = async <T>(source: string, done: Promise<Result<T>>): Promise<Result<T>> => {
  try {
    return await done
  } catch (error) {
    if (error instanceof TooMuch) return failed(sourceInvalid(source, error.message))
    throw error
  }
}

/** `file`: the thread's own code; where it is missing all is done in line. */
export const createCatalogWork = (file: string | null): CatalogWork => {
  const thread = file === null ? null : createWorkThread(file)
  const threadFor = (large: boolean) => (large && file !== null && existsSync(file) ? thread : null)
  /** The last large one that was read: what is added or fetched is read again at once, as what is in force or waits. */
  let last: { readonly mark: string; readonly copy: ReadCopy } | null = null
  /** The last two that were compared: an update is judged, shown and approved one after the other. */
  let compared: {
    readonly before: CatalogDocument
    readonly after: CatalogDocument
    readonly changes: Changes
  } | null = null
  const keep = (bytes: Uint8Array, kind: string, copy: ReadCopy): void => {
    if (bytes.length > largeBytes) last = { mark: `${kind} ${hashOf(bytes)}`, copy }
  }

  return {
    async documents(documents, source, before = null) {
      const size = documents.reduce((sum, one) => sum + one.bytes.length, 0)
      // An update that empties a large catalog is small itself.
      const large = size > largeBytes || (before !== null && sizeOf(before) > largeTargets)
      const given = threadFor(large)
      const read = await (given === null
        ? workInLine.documents(documents, source, before)
        : orFailure(
            source,
            given.order<Result<ReadDocuments>>({
              work: 'documents',
              given: [documents, source, before],
            }),
          ))
      if (!read.ok) return read
      const { bytes, document, changes } = read.value
      keep(bytes, 'team', read.value)
      if (before !== null && changes !== null && areLarge(before, document))
        compared = { before, after: document, changes }
      return read
    },
    async copy(bytes, source, kind) {
      if (last !== null && bytes.length > largeBytes && last.mark === `${kind} ${hashOf(bytes)}`)
        return ok(last.copy)
      const given = threadFor(bytes.length > largeBytes)
      const read = await (given === null
        ? workInLine.copy(bytes, source, kind)
        : orFailure(source, given.order<Result<ReadCopy>>({ work: 'copy', given: [bytes, source, kind] })))
      if (read.ok) keep(bytes, kind, read.value)
      return read
    },
    async changes(before, after) {
      if (compared?.before === before && compared.after === after) return compared.changes
      const large = areLarge(before, after)
      const given = threadFor(large)
      const changes = await (given === null
        ? workInLine.changes(before, after)
        : given.order<Changes>({ work: 'changes', given: [before, after] }))
      if (large) compared = { before, after, changes }
      return changes
    },
    notes(before, after, steering, name) {
      const given = threadFor(areLarge(before, after))
      return given === null
        ? workInLine.notes(before, after, steering, name)
        : given.order({ work: 'notes', given: [before, after, steering, name] })
    },
  }
}
