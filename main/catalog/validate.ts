// Every problem of one catalog, for a team's CI: no store, no agent, no network.
import { explain } from '../../shared/explain.ts'
import type { Problem } from '../../shared/failure.ts'
import { mergeDocuments } from './merge-documents.ts'
import { readCatalog } from './read-catalog.ts'
import { readFolderSource } from './sources/folder-source.ts'
import { showUnseen } from './unseen.ts'

/** Problems and warnings in the order of the file; valid when all of them are warnings. A personal layer is known by its name. */
export const validateCatalog = (bytes: Uint8Array): readonly Problem[] => {
  const read = readCatalog(bytes, 'catalog', 'either')
  if (read.ok) return read.value.warnings
  return read.failure.kind === 'catalog-invalid' ? read.failure.problems : []
}

/** A problem of a folder's document, by the name of that document; without one it is the folder's own. */
export type PlacedProblem = Problem & { readonly document?: string }

/** The same for a folder of documents, read as a source is. */
export const validateFolder = async (folder: string): Promise<readonly PlacedProblem[]> => {
  const found = await readFolderSource(folder, { signed: false })
  const names = found.ok ? found.value.documents.map(({ name }) => name) : []
  const merged = found.ok ? mergeDocuments(found.value.documents, folder) : found
  if (merged.ok) {
    const { bytes, locate } = merged.value
    return validateCatalog(bytes).map(problem => placed(locate(problem), names))
  }
  const { failure } = merged
  if (failure.kind === 'catalog-invalid') return failure.problems.map(problem => placed(problem, names))
  return [{ line: 1, column: 1, path: '', message: explain(failure).detail }]
}

/** Where sources are followed a problem's words begin with the document; a team's CI wants it as the file. */
const placed = (problem: Problem, names: readonly string[]): PlacedProblem => {
  const [only] = names
  if (names.length === 1 && only !== undefined) return { ...problem, document: only }
  // In words a name is shown as it can be seen.
  const beginning = (name: string): string => `${showUnseen(name)}: `
  const document = names.find(name => problem.message.startsWith(beginning(name)))
  return document === undefined
    ? problem
    : { ...problem, document, message: problem.message.slice(beginning(document).length) }
}
