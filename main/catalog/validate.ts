// Every problem of one catalog, for a team's CI: no store, no agent, no network.
import { explain } from '../../shared/explain.ts'
import type { Problem } from '../../shared/failure.ts'
import { mergeDocuments } from './merge-documents.ts'
import { readCatalog } from './read-catalog.ts'
import { readFolderSource } from './sources/folder-source.ts'

/** Problems and warnings in the order of the file; valid when all of them are warnings. A personal layer is known by its name. */
export const validateCatalog = (bytes: Uint8Array): readonly Problem[] => {
  const read = readCatalog(bytes, 'catalog', 'either')
  if (read.ok) return read.value.warnings
  return read.failure.kind === 'catalog-invalid' ? read.failure.problems : []
}

/** The same for a folder of documents, read as a source is: each problem begins with the name of its document. */
export const validateFolder = async (folder: string): Promise<readonly Problem[]> => {
  const found = await readFolderSource(folder, { signed: false })
  const merged = found.ok ? mergeDocuments(found.value.documents, folder) : found
  if (merged.ok) {
    const { bytes, locate } = merged.value
    return validateCatalog(bytes).map(locate)
  }
  const { failure } = merged
  if (failure.kind === 'catalog-invalid') return failure.problems
  return [{ line: 1, column: 1, path: '', message: explain(failure).detail }]
}
