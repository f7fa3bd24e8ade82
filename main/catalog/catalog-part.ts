// What every file that puts the estate together passes along: one catalog that is in force.
import type { CatalogRow } from '../../shared/catalog.ts'
import type { Expanded } from './expand.ts'
import type { CatalogDocument } from './personal-shape.ts'

/** A catalog that is in force: its approved copy, and the row that says how it stands. */
export type CatalogPart = {
  readonly row: CatalogRow
  readonly document: CatalogDocument
  readonly expanded: Expanded
}
