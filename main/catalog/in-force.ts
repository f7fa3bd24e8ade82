// Reads the copy of a catalog that is in force, as it is written and as it is meant.
import { nearest } from '../../shared/nearest.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { readBytes } from '../disk/atomic-write.ts'
import type { CatalogFiles } from './catalog-files.ts'
import { type Expanded, expand } from './expand.ts'
import type { CatalogDocument } from './personal-shape.ts'

export type CatalogInForce = {
  readonly text: string
  readonly document: CatalogDocument
  readonly expanded: Expanded
}

/** @param personal the layer's own file, for the name `personal`. Fails with unknown-name, catalog-invalid. */
export const readInForce = async (
  files: CatalogFiles,
  personal: string,
  name: string,
): Promise<Result<CatalogInForce>> => {
  const bytes = name === 'personal' ? await readBytes(personal) : await files.readCopy(name, 'approved')
  if (!bytes.ok) return bytes
  if (bytes.value === null) {
    const known = await files.names()
    const near = nearest(name, known.ok ? known.value : [])
    return failed({ kind: 'unknown-name', what: 'catalog', name, nearest: near })
  }
  const { readCatalog } = await import('./read-catalog.ts')
  const read = readCatalog(bytes.value, name, 'either')
  if (!read.ok) return read
  const { document, text } = read.value
  return ok({ text, document, expanded: expand(document, name) })
}
