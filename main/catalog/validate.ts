// Every problem of one catalog file, for a team's CI: no store, no agent, no network.
import type { Problem } from '../../shared/failure.ts'
import { readCatalog } from './read-catalog.ts'

/** Problems and warnings in the order of the file; valid when all of them are warnings. A personal layer is known by its name. */
export const validateCatalog = (bytes: Uint8Array): readonly Problem[] => {
  const read = readCatalog(bytes, 'catalog', 'either')
  if (read.ok) return read.value.warnings
  return read.failure.kind === 'catalog-invalid' ? read.failure.problems : []
}
