// What a catalog's source is and what it yields, the same for a repository, a web address, a file and a folder.
import type { CatalogKind, Commit } from '../../../shared/catalog.ts'
import { hashOf } from '../../disk/atomic-write.ts'

export type SourceKind = Exclude<CatalogKind, 'personal'>

/** Where a catalog comes from, after it was checked. */
export type Source = {
  readonly kind: SourceKind
  /** The absolute path, or the address as it was typed. */
  readonly source: string
  /** Only for git: a branch, tag or commit; null = what the repository shows first. */
  readonly ref: string | null
  /** Only for git: the document or folder in it; null = switchyard.yaml, else all documents at its top. */
  readonly path: string | null
}

export type SourceDocument = {
  readonly name: string
  readonly bytes: Uint8Array
  /** The .minisig file beside it; null when there is none, or when nobody asked. */
  readonly signature: Uint8Array | null
}

/** All documents of a source as they are now, in the order of their names. */
export type Found = {
  readonly documents: readonly SourceDocument[]
  readonly commit: Commit | null
  readonly etag: string | null
  /** When the host says it was changed, ms since the epoch. */
  readonly modified: number | null
}

/** What is known of the last look, so that an unchanged source costs little and an older one is noticed. */
export type Known = {
  /** The approved commit. */
  readonly commit: string | null
  readonly etag: string | null
}

export type LookOptions = {
  /** Signatures are wanted. */
  readonly signed: boolean
  readonly signal?: AbortSignal | undefined
}

export const isRemote = (kind: SourceKind): boolean => kind === 'git' || kind === 'https'

/** The names that documents of a folder have; a schema beside them is none. */
export const isDocumentName = (name: string): boolean =>
  /^[^.].*\.(ya?ml|json)$/i.test(name) && !/\.schema\.json$/i.test(name)

export const mostDocuments = 1_000

/** By code units, so that the order is the same on every machine. */
export const inNameOrder = (names: readonly string[]): readonly string[] =>
  names.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))

/** Changes with any byte of any document, and with their names when there are several. */
export const identityOf = (documents: readonly SourceDocument[]): string => {
  const [only] = documents
  if (documents.length === 1 && only !== undefined) return hashOf(only.bytes)
  return hashOf(documents.map(({ name, bytes }) => `${hashOf(bytes)} ${name}\n`).join(''))
}
