// Looks whether a catalog's source changed, and decides what becomes of it: taken over, waiting for a person, or refused.
import type { CatalogState } from '../../shared/catalog.ts'
import type { Failure } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Clock } from '../clock.ts'
import type { CatalogFiles, InForce, StoredState } from './catalog-files.ts'
import { type Found, readFileSource } from './file-source.ts'

export type Followed = {
  readonly state: StoredState
  readonly condition: CatalogState
  /** Why it is offline or invalid, in one sentence. */
  readonly problem: string | null
}

export type Follow = {
  readonly files: CatalogFiles
  readonly clock: Clock
  readonly name: string
}

/** The state as it was written down, without looking at the source. */
export const asStored = (state: StoredState): Followed => {
  const [first] = state.invalid?.problems ?? []
  if (first !== undefined)
    return { state, condition: 'invalid', problem: `Line ${first.line}: ${first.message}` }
  return { state, condition: state.fetched === null ? 'current' : 'awaiting-approval', problem: null }
}

const sourceOffline = (state: StoredState, failure: Failure): Followed => ({
  state,
  condition: 'offline',
  problem: `${state.source} cannot be read${'said' in failure ? `: ${failure.said}` : '.'}`,
})

type Looked =
  | { readonly followed: Followed }
  | { readonly found: Found }
  | { readonly refused: Failure; readonly hash: string }

const look = async (state: StoredState): Promise<Looked> => {
  const source = await readFileSource(state.source)
  if (!source.ok && source.failure.kind !== 'catalog-invalid')
    return { followed: sourceOffline(state, source.failure) }
  const hash = source.ok ? source.value.hash : `too large: ${sizeIn(source.failure)}`
  const { approved, fetched, invalid } = state
  const settled =
    hash === approved.hash
      ? fetched === null && invalid === null
      : hash === fetched?.hash || hash === invalid?.hash
  if (settled) return { followed: asStored(state) }
  return source.ok ? { found: source.value } : { refused: source.failure, hash }
}

/** How it stands, when nothing has to be written down for that; null = followSource has to. */
export const peekSource = async (state: StoredState): Promise<Followed | null> => {
  const looked = await look(state)
  return 'followed' in looked ? looked.followed : null
}

/**
 * Reads the source and, where it changed, writes down what became of it. Must be called under the catalogs' lock.
 * The copy in force changes only when nothing in the update steers.
 */
export const followSource = async (follow: Follow, state: StoredState): Promise<Result<Followed>> => {
  const looked = await look(state)
  if ('followed' in looked) return ok(looked.followed)
  if ('refused' in looked) return refuse(follow, state, looked.hash, looked.refused)
  if (looked.found.hash === state.approved.hash)
    return settle(follow, state, { fetched: null, invalid: null })
  return judge(follow, state, looked.found)
}

const sizeIn = (failure: Failure): string =>
  failure.kind === 'catalog-invalid' ? (failure.problems[0]?.message ?? '') : ''

const judge = async (follow: Follow, state: StoredState, found: Found): Promise<Result<Followed>> => {
  const { files, name, clock } = follow
  const { readCatalog } = await import('./read-catalog.ts')
  const read = readCatalog(found.bytes, state.source)
  if (!read.ok) return refuse(follow, state, found.hash, read.failure)
  const inForce = await approvedCopy(files, name, state)
  const copy = { hash: found.hash, at: clock.now() }
  if (inForce.ok) {
    const { findChanges } = await import('./difference.ts')
    const { steering } = findChanges(inForce.value.document, read.value.document)
    if (steering.length === 0) return takeOver(follow, state, found)
  }
  const written = await files.writeCopy(name, 'fetched', found.bytes)
  return written.ok ? settle(follow, state, { fetched: copy, invalid: null }) : written
}

/** Nothing in it steers: it is in force at once. */
const takeOver = async (follow: Follow, state: StoredState, found: Found): Promise<Result<Followed>> => {
  const written = await follow.files.writeCopy(follow.name, 'approved', found.bytes)
  if (!written.ok) return written
  const approved = { hash: found.hash, at: follow.clock.now() }
  return settle(follow, { ...state, approved }, { fetched: null, invalid: null })
}

const refuse = (
  follow: Follow,
  state: StoredState,
  hash: string,
  failure: Failure,
): Promise<Result<Followed>> => {
  const problems = failure.kind === 'catalog-invalid' ? failure.problems.slice(0, 20) : []
  return settle(follow, state, { fetched: null, invalid: { hash, problems } })
}

const settle = async (
  { files, name }: Follow,
  state: StoredState,
  change: Pick<StoredState, 'fetched' | 'invalid'>,
): Promise<Result<Followed>> => {
  const next: StoredState = { ...state, ...change }
  const written = await files.writeState(name, next)
  if (!written.ok) return written
  if (next.fetched === null) await files.dropFetched(name)
  return ok(asStored(next))
}

/** The copy in force. A missing or damaged one is a failure, never an empty catalog. */
export const approvedCopy = async (
  files: CatalogFiles,
  name: string,
  state: StoredState,
): Promise<Result<InForce>> => {
  const bytes = await files.readCopy(name, 'approved')
  if (!bytes.ok) return bytes
  if (bytes.value === null)
    return failed({
      kind: 'file-unreadable',
      path: state.source,
      said: 'The approved copy is gone; remove the catalog and add it again.',
    })
  return files.compile(name, bytes.value, state.source, 'team')
}
