// The review of an update that waits: what it would change, and its approval.
import type { Change, Difference } from '../../shared/catalog.ts'
import type { TargetId } from '../../shared/names.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Review } from '../../shared/review.ts'
import type { Clock } from '../clock.ts'
import type { CatalogFiles, StoredState } from './catalog-files.ts'
import { refOfCopy } from './catalog-loader.ts'
import type { CatalogWork } from './catalog-work.ts'
import type { Changes } from './difference.ts'
import { approvedCopy, asStored, follow, look, replaceBy, settled } from './follow-source.ts'
import { readPublicKey } from './minisign.ts'
import type { CatalogDocument } from './personal-shape.ts'
import { isRemote } from './sources/source.ts'
import type { Sources } from './sources/sources.ts'

type ReviewDeps = {
  readonly files: CatalogFiles
  readonly sources: Sources
  readonly clock: Clock
  readonly work: CatalogWork
  readonly lock: <T>(run: () => Promise<Result<T>>) => Promise<Result<T>>
  readonly stateOf: (name: string) => Promise<Result<StoredState>>
}

type Waiting = {
  readonly changes: Changes
  readonly bytes: Buffer
  readonly before: CatalogDocument
  readonly after: CatalogDocument
}
/** As a person judges it; `touched` = the targets of each steering change, in their order. */
export type Reviewed = {
  readonly review: Review
  readonly touched: readonly ReadonlySet<TargetId>[]
}

export const createReview = ({ files, sources, clock, work, lock, stateOf }: ReviewDeps) => {
  /** Under the lock. A host is not asked here: that is a sync. */
  const current = async (name: string, state: StoredState): Promise<Result<StoredState>> => {
    if (isRemote(state.kind)) return ok(state)
    const looked = await look(sources, files, name, state)
    if (settled(state, looked)) return ok(state)
    const followed = await follow({ files, clock, work, name }, state, looked)
    return followed.ok ? ok(followed.value.state) : followed
  }

  /** The copy that waits beside the one in force. null = none waits. */
  const waiting = async (name: string, state: StoredState): Promise<Result<Waiting | null>> => {
    const { source, trouble, invalid, fetched } = state
    if (trouble?.condition === 'untrusted' && trouble.because !== 'unreachable')
      return failed({ kind: 'catalog-untrusted', source, because: trouble.because, said: trouble.problem })
    if (invalid !== null) return failed({ kind: 'catalog-invalid', source, problems: invalid.problems })
    if (fetched === null) return ok(null)
    const bytes = await files.readCopy(name, 'fetched')
    if (!bytes.ok) return bytes
    if (bytes.value === null) return ok(null)
    const read = await work.copy(bytes.value, source, 'team')
    if (!read.ok) return read
    const inForce = await approvedCopy(files, name, state)
    // Without a readable copy in force, everything in the new one is new.
    const before = inForce.ok ? inForce.value.document : { switchyard: '1' as const, name }
    const { steering, cosmetic } = await work.changes(before, read.value.document)
    return ok({
      changes: { steering: [...keyChange(name, state), ...steering], cosmetic },
      bytes: bytes.value,
      before,
      after: read.value.document,
    })
  }

  /** Under the lock. */
  const read = async (
    name: string,
  ): Promise<Result<{ readonly state: StoredState; readonly found: Waiting | null }>> => {
    const stored = await stateOf(name)
    if (!stored.ok) return stored
    const state = await current(name, stored.value)
    if (!state.ok) return state
    const found = await waiting(name, state.value)
    return found.ok ? ok({ state: state.value, found: found.value }) : found
  }
  const differenceOf = (
    name: string,
    { approved, fetched }: StoredState,
    found: Waiting | null,
  ): Difference => ({
    name,
    from: refOfCopy(approved),
    to: refOfCopy(fetched ?? approved),
    ...(found?.changes ?? { steering: [], cosmetic: [] }),
  })

  return {
    difference: (name: string): Promise<Result<Difference>> =>
      lock(async () => {
        const looked = await read(name)
        return looked.ok ? ok(differenceOf(name, looked.value.state, looked.value.found)) : looked
      }),

    /** The same with what each steering change comes to. */
    review: (name: string): Promise<Result<Reviewed>> =>
      lock(async () => {
        const looked = await read(name)
        if (!looked.ok) return looked
        const { state, found } = looked.value
        const difference = differenceOf(name, state, found)
        const noted =
          found === null ? [] : await work.notes(found.before, found.after, difference.steering, name)
        const { approved, fetched, declined } = state
        const review: Review = {
          ...difference,
          steering: noted.map(({ change, targets }) => ({ ...change, targets: targets.size, live: 0 })),
          targets: new Set(noted.flatMap(({ targets }) => [...targets])).size,
          approvedAt: new Date(approved.at).toISOString(),
          fetchedAt: fetched === null ? null : new Date(fetched.at).toISOString(),
          declined: fetched !== null && fetched.hash === declined,
        }
        return ok({ review, touched: noted.map(({ targets }) => targets) })
      }),

    /** The copy in force stays, and the waiting one no longer calls for attention. `ref`: only the one that was seen. */
    decline: (name: string, ref: string): Promise<Result<void>> =>
      lock(async () => {
        const stored = await stateOf(name)
        if (!stored.ok) return stored
        const { fetched } = stored.value
        if (fetched === null) return ok(undefined)
        if (ref === refOfCopy(fetched))
          return files.writeState(name, { ...stored.value, declined: fetched.hash })
        const found = await waiting(name, stored.value)
        const changes = found.ok ? (found.value?.changes.steering.length ?? 0) : 0
        return failed({ kind: 'approval-needed', catalog: name, changes })
      }),

    /** `ref`: only if the waiting copy is still the one that was seen. */
    approve: (
      name: string,
      options: { readonly ref?: string | undefined } = {},
    ): Promise<Result<readonly Change[]>> =>
      lock(async () => {
        const stored = await stateOf(name)
        if (!stored.ok) return stored
        // A copy that waits was shown to the person; only without one is the source looked at now.
        const state = stored.value.fetched === null ? await current(name, stored.value) : stored
        if (!state.ok) return state
        const found = await waiting(name, state.value)
        if (!found.ok) return found
        const { fetched, key, keyWaiting } = state.value
        if (found.value === null || fetched === null) return ok([])
        const { changes, bytes } = found.value
        if (options.ref !== undefined && options.ref !== refOfCopy(fetched))
          return failed({ kind: 'approval-needed', catalog: name, changes: changes.steering.length })
        const written = await files.writeCopy(name, 'approved', bytes)
        if (!written.ok) return written
        const next = { ...replaceBy(state.value, fetched), key: keyWaiting ?? key, keyWaiting: null }
        const settledNow = await files.writeState(name, next)
        if (!settledNow.ok) return settledNow
        await files.dropFetched(name)
        return ok([...changes.steering, ...changes.cosmetic])
      }),

    /** As a failure, how a look ended that did not end well; a waiting update is one too. */
    async outcome(name: string, state: StoredState): Promise<Result<void>> {
      if (state.trouble?.condition === 'offline')
        return failed({
          kind: 'unreachable',
          host: state.source,
          said: state.trouble.problem.replace(/^.* was not reached: /, ''),
        })
      const found = await waiting(name, state)
      if (!found.ok) return found
      return asStored(state).condition === 'awaiting-approval'
        ? failed({
            kind: 'approval-needed',
            catalog: name,
            changes: found.value?.changes.steering.length ?? 0,
          })
        : ok(undefined)
    },
  }
}

/** Whose word is taken decides where credentials go. */
const keyChange = (name: string, { key, keyWaiting }: StoredState): readonly Change[] => {
  if (keyWaiting === null || keyWaiting === key) return []
  const idOf = (line: string | null): string | null => {
    const read = line === null ? null : readPublicKey(line)
    return read?.ok ? read.value.id : null
  }
  const sentence =
    key === null ? `${name} would have to be signed.` : `${name} would be signed by a different key.`
  return [{ path: '(key)', before: idOf(key), after: idOf(keyWaiting), sentence }]
}
