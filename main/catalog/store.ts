// The room of catalogs: what a person added and approved, kept on disk, and the one estate made of it.
import { join } from 'node:path'
import type { CatalogRow, Change, Difference, Estate, PortalListing } from '../../shared/catalog.ts'
import { catalogNamePattern } from '../../shared/names.ts'
import { nearest } from '../../shared/nearest.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Clock } from '../clock.ts'
import { withLock } from '../disk/lock.ts'
import type { Paths } from '../disk/paths.ts'
import { watchFile } from '../disk/watch.ts'
import { createCatalogFiles, type StoredState } from './catalog-files.ts'
import { createLoader, type Loaded, refOf } from './catalog-loader.ts'
import type { Changes } from './difference.ts'
import { expand } from './expand.ts'
import { parseFileSource, readFileSource } from './file-source.ts'
import { approvedCopy, followSource } from './follow-source.ts'
import { mergeEstate } from './merge.ts'
import { createPersonalEdits, type PersonalEdits } from './personal-edits.ts'
import { createPersonalFile } from './personal-file.ts'
import { summarize } from './summary.ts'

export type CatalogStoreDeps = {
  readonly paths: Pick<Paths, 'catalogs' | 'personal' | 'locks'>
  readonly clock: Clock
}

export type AddedCatalog = { readonly name: string; readonly summary: readonly string[] }

export interface CatalogStore extends PersonalEdits {
  /** All catalogs as one value: the very same one while nothing changed. A broken catalog is a row, not a failure. */
  estate(): Promise<Result<Estate>>
  list(): Promise<Result<readonly CatalogRow[]>>
  /** Adds a local file, and so approves it as it is now. Fails with usage, catalog-invalid, name-taken, bad-input. */
  add(source: string, options?: { readonly name?: string }): Promise<Result<AddedCatalog>>
  /** What waits for approval; nothing when nothing does. Fails with catalog-invalid when the source is broken. */
  difference(name: string): Promise<Result<Difference>>
  /** Puts the waiting copy in force. `ref`: only if it is still the one that was seen. */
  approve(name: string, options?: { readonly ref?: string }): Promise<Result<readonly Change[]>>
  remove(name: string): Promise<Result<void>>
  /** What the portals list; merged in by account id. */
  setListings(listings: readonly PortalListing[]): Promise<void>
  /** Told after the estate changed. Returns an unsubscribe. */
  onChange(listener: () => void): () => void
  /** Follows the files from now on, for processes that stay. Returns a stop. */
  watch(): () => void
}

/** Loaded on first use: whoever only takes a target never needs the YAML library. */
const reading = () => import('./read-catalog.ts')

export const createCatalogStore = ({ paths, clock }: CatalogStoreDeps): CatalogStore => {
  const files = createCatalogFiles(paths.catalogs)
  const personalFile = createPersonalFile(paths.personal, files)
  const lock = <T>(run: () => Promise<Result<T>>): Promise<Result<T>> =>
    withLock(join(paths.locks, 'catalogs'), run)
  const loader = createLoader({ ...paths, files, clock, readPersonal: personalFile.read, lock })
  const listeners = new Set<() => void>()
  let listings: readonly PortalListing[] = []
  let current: { readonly from: readonly unknown[]; readonly estate: Estate } | null = null

  const build = async (): Promise<Result<Estate>> => {
    const names = await files.names()
    if (!names.ok) return names
    const loaded = await loader.loadAll(names.value)
    const personal = await loader.loadPersonal()
    const from = [...loaded, personal, listings]
    if (
      current !== null &&
      from.length === current.from.length &&
      from.every((one, at) => one === current?.from[at])
    )
      return ok(current.estate)
    const estate = mergeEstate({
      revision: (current?.estate.revision ?? 0) + 1,
      parts: loaded.flatMap(({ part }) => part ?? []),
      rows: [...loaded, ...(personal === null ? [] : [personal])].flatMap(({ row, part }: Loaded) =>
        part === null ? row : [],
      ),
      personal: personal?.part ?? null,
      listings,
    })
    const first = current === null
    current = { from, estate }
    if (!first) for (const listener of listeners) listener()
    return ok(estate)
  }

  let last: Promise<unknown> = Promise.resolve()
  let next: Promise<Result<Estate>> | null = null
  /** One at a time; callers that come while one waits share it, and never one that has begun. */
  const estate = (): Promise<Result<Estate>> => {
    next ??= last.then(() => {
      next = null
      const run = build()
      last = run.then(
        () => {},
        () => {},
      )
      return run
    })
    return next
  }

  const stateOf = async (name: string): Promise<Result<StoredState>> => {
    const state = await files.readState(name)
    if (!state.ok) return state
    if (state.value !== null) return ok(state.value)
    const names = await files.names()
    return failed({
      kind: 'unknown-name',
      what: 'catalog',
      name,
      nearest: nearest(name, names.ok ? names.value : []),
    })
  }

  /** The copy that waits beside the one in force, under the lock. null = none waits. */
  const waiting = async (
    name: string,
    state: StoredState,
  ): Promise<Result<{ changes: Changes; bytes: Buffer } | null>> => {
    if (state.invalid !== null)
      return failed({ kind: 'catalog-invalid', source: state.source, problems: state.invalid.problems })
    if (state.fetched === null) return ok(null)
    const bytes = await files.readCopy(name, 'fetched')
    if (!bytes.ok) return bytes
    if (bytes.value === null) return ok(null)
    const { readCatalog } = await reading()
    const fetched = readCatalog(bytes.value, state.source)
    if (!fetched.ok) return fetched
    const inForce = await approvedCopy(files, name, state)
    // Without a readable copy in force, everything in the new one is new.
    const before = inForce.ok ? inForce.value.document : { switchyard: '1' as const, name }
    const { findChanges } = await import('./difference.ts')
    return ok({ changes: findChanges(before, fetched.value.document), bytes: bytes.value })
  }

  const afterwards = async <T>(done: Promise<Result<T>>): Promise<Result<T>> => {
    const result = await done
    await estate()
    return result
  }

  return {
    estate,
    async list() {
      const built = await estate()
      return built.ok ? ok(built.value.catalogs) : built
    },

    async add(source, options = {}) {
      const path = parseFileSource(source)
      if (!path.ok) return path
      const found = await readFileSource(path.value)
      if (!found.ok) return found
      const { readCatalog } = await reading()
      const read = readCatalog(found.value.bytes, path.value)
      if (!read.ok) return read
      const { document, warnings } = read.value
      const name = options.name ?? document.name
      if (!catalogNamePattern.test(name))
        return failed({
          kind: 'bad-input',
          path: 'name',
          message: `"${name}" cannot be a catalog's name: lower-case letters, digits and "-", beginning with a letter.`,
        })
      const added = lock(async () => {
        const before = await files.readState(name)
        if (!before.ok) return before
        if (before.value !== null || name === 'personal')
          return failed({ kind: 'name-taken', what: 'catalog', name })
        const folder = await files.makeFolder(name)
        if (!folder.ok) return folder
        const written = await files.writeCopy(name, 'approved', found.value.bytes)
        if (!written.ok) return written
        const approved = { hash: found.value.hash, at: clock.now() }
        // Written last: a catalog exists once its state does.
        return files.writeState(name, {
          version: 1,
          kind: 'file',
          source: path.value,
          approved,
          fetched: null,
          invalid: null,
        })
      })
      const done = await afterwards(added)
      return done.ok ? ok({ name, summary: summarize(document, expand(document, name), warnings) }) : done
    },

    difference: name =>
      lock(async () => {
        const stored = await stateOf(name)
        if (!stored.ok) return stored
        const followed = await followSource({ files, clock, name }, stored.value)
        if (!followed.ok) return followed
        const { state } = followed.value
        const found = await waiting(name, state)
        if (!found.ok) return found
        const changes = found.value?.changes ?? { steering: [], cosmetic: [] }
        const to = state.fetched?.hash ?? state.approved.hash
        return ok({ name, from: refOf(state.approved.hash), to: refOf(to), ...changes })
      }),

    approve: (name, options = {}) =>
      afterwards(
        lock(async (): Promise<Result<readonly Change[]>> => {
          const stored = await stateOf(name)
          if (!stored.ok) return stored
          // A copy that waits was shown to the person; only without one is the source looked at now.
          const followed =
            stored.value.fetched === null
              ? await followSource({ files, clock, name }, stored.value)
              : ok({ state: stored.value })
          if (!followed.ok) return followed
          const { state } = followed.value
          const found = await waiting(name, state)
          if (!found.ok) return found
          if (found.value === null || state.fetched === null) return ok([])
          const { changes, bytes } = found.value
          if (options.ref !== undefined && options.ref !== refOf(state.fetched.hash))
            return failed({ kind: 'approval-needed', catalog: name, changes: changes.steering.length })
          const written = await files.writeCopy(name, 'approved', bytes)
          if (!written.ok) return written
          const approved = { hash: state.fetched.hash, at: clock.now() }
          const settled = await files.writeState(name, { ...state, approved, fetched: null })
          if (!settled.ok) return settled
          await files.dropFetched(name)
          return ok([...changes.steering, ...changes.cosmetic])
        }),
      ),

    remove: name =>
      afterwards(
        lock(async () => {
          const state = await files.readState(name)
          // One whose state is damaged can still be removed.
          if (state.ok && state.value === null) {
            const unknown = await stateOf(name)
            return unknown.ok ? ok(undefined) : unknown
          }
          return files.remove(name)
        }),
      ),

    ...createPersonalEdits({ edit: edits => afterwards(lock(() => personalFile.edit(edits))), estate }),

    async setListings(given) {
      listings = given
      await estate()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    watch() {
      const notice = (): void => {
        void estate()
      }
      const stops = new Map<string, () => void>()
      const follow = (): void => {
        const sources = (current?.estate.catalogs ?? []).map(row => row.source)
        for (const path of [paths.personal, paths.catalogs, ...sources])
          if (path !== '' && !stops.has(path)) stops.set(path, watchFile(path, notice))
      }
      follow()
      listeners.add(follow)
      return () => {
        listeners.delete(follow)
        for (const stop of stops.values()) stop()
      }
    },
  }
}
