// Reads a catalog or the personal layer from bytes or text: decoded, parsed within limits, its shape and its meaning checked.
import type { Problem } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { teamCatalog } from './catalog-shape.ts'
import { type CheckKind, checkCatalog } from './check-catalog.ts'
import { decodeText, mostBytes, refuseReturns, refuseUnseen } from './decode-text.ts'
import { type DocNode, linesOf, mostProblems, offsetOf } from './document-tree.ts'
import type { Expanded } from './expand.ts'
import { type CatalogDocument, personalLayer } from './personal-shape.ts'
import { readTree } from './read-tree.ts'

export type ReadCatalog = {
  readonly document: CatalogDocument
  /** Its targets, under the name it gives itself. */
  readonly expanded: Expanded
  readonly warnings: readonly Problem[]
  /** The text that was read, for those who keep a copy of it. */
  readonly text: string
}

/**
 * `source` names the file in failures. Fails with catalog-invalid and every problem found (at most 100), each with
 * line and column counted from 1. Warnings alone are no failure. `either` goes by the name that the file gives itself.
 */
export const readCatalog = (
  written: Uint8Array | string,
  source: string,
  wanted: CheckKind | 'either' = 'team',
): Result<ReadCatalog> => {
  const decoded = typeof written === 'string' ? acceptText(written, source) : decodeText(written, source)
  if (!decoded.ok) return decoded
  const text = decoded.value
  const lines = linesOf(text)
  const { tree, report } = readTree(text, lines)
  const invalid = (): Result<ReadCatalog> =>
    failed({ kind: 'catalog-invalid', source, problems: report.problems() })
  if (tree === null) return invalid()
  const kind = wanted === 'either' ? kindOf(tree) : wanted
  const ends = kind === 'team' ? refuseReturns(text, source) : ok(text)
  if (!ends.ok) return ends
  const shape = kind === 'team' ? teamCatalog : personalLayer
  const document = shape.read(tree, null, report) as CatalogDocument | undefined
  if (document === undefined || report.bad()) return invalid()
  let found = 0
  const expanded = checkCatalog(document, kind, (path, message, warning) => {
    found++
    report.add(found > mostProblems ? 0 : offsetOf(tree, path), path, message, warning)
  })
  return report.bad() ? invalid() : ok({ document, expanded, warnings: report.problems(), text })
}

/** The personal layer names itself. */
const kindOf = (tree: DocNode): CheckKind => {
  const name = tree.kind === 'map' ? tree.entries.find(entry => entry.key === 'name')?.value : undefined
  return name?.kind === 'scalar' && name.text === 'personal' ? 'personal' : 'team'
}

const acceptText = (text: string, source: string): Result<string> =>
  text.length > mostBytes ? decodeText(new TextEncoder().encode(text), source) : refuseUnseen(text, source)
