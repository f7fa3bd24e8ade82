// Decides what becomes of what a source was found to hold: taken over, waiting for a person, or refused.
import type { CatalogState } from '../../shared/catalog.ts'
import { explain } from '../../shared/explain.ts'
import type { Failure } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Clock } from '../clock.ts'
import type { CatalogFiles, InForce, StoredState, Trouble } from './catalog-files.ts'
import type { CatalogWork } from './catalog-work.ts'
import { isRemote, type Source } from './sources/source.ts'
import type { Sources } from './sources/sources.ts'
import { type Trusted, trust } from './trust.ts'

export type Followed = {
  readonly state: StoredState
  readonly condition: CatalogState
  /** Why it is offline, invalid or untrusted, in one sentence. */
  readonly problem: string | null
}

export type Follow = {
  readonly files: CatalogFiles
  readonly clock: Clock
  readonly work: CatalogWork
  readonly name: string
}

/** What a look at the source brought. */
export type Look = Result<Trusted | 'unchanged'>

/** How it stands as it was written down. */
export const asStored = (state: StoredState): Followed => {
  if (state.trouble !== null)
    return { state, condition: state.trouble.condition, problem: state.trouble.problem }
  const [first] = state.invalid?.problems ?? []
  if (first !== undefined)
    return { state, condition: 'invalid', problem: `Line ${first.line}: ${first.message}` }
  const waits = state.fetched !== null || state.keyWaiting !== null
  return { state, condition: waits ? 'awaiting-approval' : 'current', problem: null }
}

/** Looks at the source: quick for files, a matter of the network for the others. Writes nothing down. */
export const look = async (
  sources: Sources,
  files: CatalogFiles,
  name: string,
  state: StoredState,
  signal?: AbortSignal,
): Promise<Look> => {
  const { kind, source, ref, path, key, keyWaiting, approved, etag } = state
  const known = { commit: approved.commit?.id ?? null, etag: state.trouble === null ? etag : null }
  const where: Source = { kind, source, ref, path }
  const signed = (keyWaiting ?? key) !== null
  const found = await sources.look(where, known, files.gitFolder(name), { signed, signal })
  if (!found.ok) return found
  return found.value === 'unchanged' ? ok('unchanged') : trust(found.value, state)
}

/** True when nothing has to be written down about it. */
export const settled = (state: StoredState, looked: Look): boolean => {
  if (!looked.ok) {
    const { failure } = looked
    if (failure.kind === 'catalog-invalid')
      return state.trouble === null && state.invalid?.hash === mark(failure)
    return state.trouble?.problem === troubleOf(state, failure).problem
  }
  if (looked.value === 'unchanged') return state.trouble === null
  if (state.trouble !== null) return false
  const { copy } = looked.value
  const { approved, fetched, invalid, keyWaiting } = state
  const same = (commit: { id: string } | null | undefined): boolean => commit?.id === copy.commit?.id
  if (copy.hash === approved.hash && keyWaiting === null)
    return fetched === null && invalid === null && same(approved.commit)
  return (copy.hash === fetched?.hash && same(fetched.commit)) || copy.hash === invalid?.hash
}

/**
 * Writes down what became of a look. Must be called under the catalogs' lock, with the state that was looked for.
 * The copy in force changes only when nothing in the update steers, or when a trusted key has signed it.
 */
export const follow = async (
  context: Follow,
  state: StoredState,
  looked: Look,
): Promise<Result<Followed>> => {
  if (!looked.ok) return refuse(context, state, looked.failure)
  if (looked.value === 'unchanged') return settle(context, { ...state, trouble: null })
  const { copy, found } = looked.value
  const clean = { ...state, trouble: null, invalid: null, etag: found.etag }
  if (copy.hash === state.approved.hash && state.keyWaiting === null) {
    // The same content in a later commit: from now on an update has to follow that one.
    const approved = { ...copy, at: state.approved.at }
    return settle(context, { ...clean, approved, fetched: null })
  }
  return judge(context, clean, looked.value)
}

const judge = async (
  context: Follow,
  state: StoredState,
  { copy, found }: Trusted,
): Promise<Result<Followed>> => {
  const { files, name, clock, work } = context
  const inForce = await approvedCopy(files, name, state)
  const before = inForce.ok && state.keyWaiting === null ? inForce.value.document : null
  const read = await work.documents(found.documents, state.source, before)
  if (!read.ok)
    return read.failure.kind === 'catalog-invalid'
      ? settle(context, {
          ...state,
          etag: null,
          fetched: null,
          invalid: { hash: copy.hash, problems: read.failure.problems.slice(0, 20) },
        })
      : read
  const { bytes, document, changes } = read.value
  const fresh = { ...copy, at: clock.now() }
  if (before !== null && changes !== null) {
    const same = before.name === document.name
    if (changes.steering.length === 0 || (same && mayTakeOver(state, copy))) {
      const written = await files.writeCopy(name, 'approved', bytes)
      return written.ok ? settle(context, replaceBy(state, fresh)) : written
    }
  }
  const written = await files.writeCopy(name, 'fetched', bytes)
  return written.ok ? settle(context, { ...state, fetched: fresh }) : written
}

/** A signature says of one document that it is meant, not that another is meant to be gone. */
const mayTakeOver = ({ key, approved }: StoredState, { signed }: Trusted['copy']): boolean =>
  key !== null &&
  signed !== null &&
  Object.keys(approved.signed?.moments ?? {})
    .sort()
    .join('\n') === Object.keys(signed.moments).sort().join('\n')

/** The state after `copy` took the approved one's place. */
export const replaceBy = (state: StoredState, copy: StoredState['approved']): StoredState => ({
  ...state,
  approved: copy,
  fetched: null,
  invalid: null,
  replaced:
    copy.hash === state.approved.hash
      ? state.replaced
      : [state.approved.hash, ...state.replaced].filter(hash => hash !== copy.hash).slice(0, 100),
})

/** What a failure of the whole source is known by the next time. */
const mark = (failure: Extract<Failure, { kind: 'catalog-invalid' }>): string =>
  `source: ${failure.problems[0]?.message ?? ''}`

export const sentenceOf = (failure: Failure): string => {
  if (failure.kind === 'catalog-invalid') {
    const [first] = failure.problems
    if (first !== undefined) return `Line ${first.line}: ${first.message}`
  }
  const { title, detail } = explain(failure)
  return `${title}. ${detail}`
}

const troubleOf = ({ kind, source }: StoredState, failure: Failure): Trouble => {
  if (failure.kind === 'catalog-untrusted')
    return { condition: 'untrusted', because: failure.because, problem: failure.said }
  const problem =
    failure.kind === 'unreachable'
      ? `${failure.host} was not reached: ${failure.said.replace(/\.+$/, '')}.`
      : isRemote(kind) || !('said' in failure)
        ? sentenceOf(failure)
        : `${source} cannot be read: ${failure.said}`
  return { condition: 'offline', because: 'unreachable', problem }
}

/** A waiting copy stays when its host is silent; it goes when the host shows something else, which cannot be taken. */
const refuse = (context: Follow, state: StoredState, failure: Failure): Promise<Result<Followed>> => {
  if (failure.kind === 'catalog-invalid') {
    const invalid = { hash: mark(failure), problems: failure.problems.slice(0, 20) }
    return settle(context, { ...state, etag: null, trouble: null, fetched: null, invalid })
  }
  const trouble = troubleOf(state, failure)
  return trouble.condition === 'offline'
    ? settle(context, { ...state, trouble })
    : settle(context, { ...state, trouble, fetched: null, etag: null })
}

const settle = async ({ files, name }: Follow, next: StoredState): Promise<Result<Followed>> => {
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
