// What takes long with a large catalog: reading it and comparing it, as values in and out, so that another thread can do it.
import type { Change } from '../../shared/catalog.ts'
import type { Problem } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { CheckKind } from './check-catalog.ts'
import type { Changes } from './difference.ts'
import type { Noted } from './difference-notes.ts'
import type { CatalogDocument } from './personal-shape.ts'
import type { SourceDocument } from './sources/source.ts'

export type ReadCopy = { readonly document: CatalogDocument; readonly warnings: readonly Problem[] }
/** `bytes`: one document with the content of all. `summary`: what a person reads of it first. */
export type ReadDocuments = ReadCopy & {
  readonly bytes: Uint8Array
  readonly summary: readonly string[]
  /** What it changes; null where it was held against nothing. */
  readonly changes: Changes | null
}

export interface CatalogWork {
  /**
   * One catalog of all documents. Fails with catalog-invalid, its problems told where people can mend them.
   * `before` is the copy it is held against at once: its targets are made already.
   */
  documents(
    documents: readonly SourceDocument[],
    source: string,
    before?: CatalogDocument | null,
  ): Promise<Result<ReadDocuments>>
  copy(bytes: Uint8Array, source: string, kind: CheckKind): Promise<Result<ReadCopy>>
  changes(before: CatalogDocument, after: CatalogDocument): Promise<Changes>
  /** What the steering changes come to. */
  notes(
    before: CatalogDocument,
    after: CatalogDocument,
    steering: readonly Change[],
    name: string,
  ): Promise<readonly Noted[]>
}

/** Here and now. All is loaded on first use, with the YAML library: whoever only takes a target needs none of it. */
export const workInLine: CatalogWork = {
  async documents(documents, source, before = null) {
    const { mergeDocuments } = await import('./merge-documents.ts')
    const merged = mergeDocuments(documents, source)
    if (!merged.ok) return merged
    const { bytes, locate } = merged.value
    const { readCatalog } = await import('./read-catalog.ts')
    const read = readCatalog(bytes, source)
    if (read.ok) {
      const { document, expanded } = read.value
      const warnings = read.value.warnings.map(locate)
      const { summarize } = await import('./summary.ts')
      const summary = summarize(document, expanded, warnings)
      if (before === null) return ok({ document, warnings, bytes, summary, changes: null })
      const { findChanges } = await import('./difference.ts')
      return ok({ document, warnings, bytes, summary, changes: findChanges(before, document, expanded) })
    }
    const { failure } = read
    return failed(
      failure.kind === 'catalog-invalid' ? { ...failure, problems: failure.problems.map(locate) } : failure,
    )
  },
  async copy(bytes, source, kind) {
    const { readCatalog } = await import('./read-catalog.ts')
    const read = readCatalog(bytes, source, kind)
    return read.ok ? ok({ document: read.value.document, warnings: read.value.warnings }) : read
  },
  async changes(before, after) {
    const { findChanges } = await import('./difference.ts')
    return findChanges(before, after)
  },
  async notes(before, after, steering, name) {
    const { noteChanges } = await import('./difference-notes.ts')
    return noteChanges(before, after, steering, name)
  },
}
