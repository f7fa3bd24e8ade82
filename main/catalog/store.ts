// The room of catalogs: what a person added and approved, kept on disk, and the one estate made of it.
import { join } from 'node:path'
import type { CatalogRow, Change, Difference, Estate, PortalListing } from '../../shared/catalog.ts'
import { nearest } from '../../shared/nearest.ts'
import type { PersonalView } from '../../shared/personal.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Clock } from '../clock.ts'
import { withLock } from '../disk/lock.ts'
import type { Paths } from '../disk/paths.ts'
import { type AddedCatalog, type AddWish, createAdd } from './add-catalog.ts'
import { createCatalogFiles, type StoredState } from './catalog-files.ts'
import { createLoader } from './catalog-loader.ts'
import { type CatalogInForce, readInForce } from './in-force.ts'
import { createCatalogWork } from './off-thread.ts'
import { createOneEstate } from './one-estate.ts'
import { createPersonalEdits, type PersonalEdits } from './personal-edits.ts'
import { createPersonalFile } from './personal-file.ts'
import { readPersonalView } from './personal-view.ts'
import { createReview, type Reviewed } from './review-catalog.ts'
import { isRemote } from './sources/source.ts'
import { createSources } from './sources/sources.ts'
import { createSync, type Synced } from './sync-catalogs.ts'
import { scheduleSync } from './sync-schedule.ts'

export type CatalogStoreDeps = {
  readonly paths: Pick<Paths, 'catalogs' | 'personal' | 'locks'>
  readonly clock: Clock
  /** How git and https reach their hosts: proxies, certificates, an SSH agent. */
  readonly env?: NodeJS.ProcessEnv
  /** Told when an update was taken over that nobody had asked for. */
  readonly onTaken?: (name: string) => void
  /** Told when one came that waits for approval. */
  readonly onHeld?: (name: string) => void
  /** The code of the thread that reads large catalogs; absent, or not there = they are read in line. */
  readonly worker?: string
}

export interface CatalogStore extends PersonalEdits {
  /** All catalogs as one value: the very same one while nothing changed. A broken catalog is a row, not a failure. */
  estate(): Promise<Result<Estate>>
  list(): Promise<Result<readonly CatalogRow[]>>
  /** One of them as it is written; `personal` is the layer. Fails with unknown-name, catalog-invalid. */
  inForce(name: string): Promise<Result<CatalogInForce>>
  /** Adds a catalog, and so approves it as it is now. See `createAdd` for how it fails. */
  add(source: string, wish?: AddWish): Promise<Result<AddedCatalog>>
  /**
   * Asks a catalog's source what it holds now. A silent host, a waiting update and what cannot be taken are told in
   * what it yields. `key`: another minisign key, which waits for approval. `signal`: gives up, and writes nothing down.
   */
  sync(
    name: string,
    options?: { readonly key?: string | undefined; readonly signal?: AbortSignal | undefined },
  ): Promise<Result<Synced>>
  /** The same for all. */
  syncAll(options?: { readonly only?: 'hosts' }): Promise<Result<readonly Synced[]>>
  /** What waits for approval; nothing when nothing does. Fails with catalog-invalid, catalog-untrusted. */
  difference(name: string): Promise<Result<Difference>>
  /** Puts the waiting copy in force. `ref`: only if it is still the one that was seen. */
  approve(name: string, options?: { readonly ref?: string | undefined }): Promise<Result<readonly Change[]>>
  /** What waits, with what each steering change comes to. Fails as `difference` does. */
  review(name: string): Promise<Result<Reviewed>>
  /** Keeps the copy in force although another waits: that one no longer calls for attention. */
  decline(name: string, ref: string): Promise<Result<void>>
  remove(name: string): Promise<Result<void>>
  /** The personal layer as a list, and what is wrong with its file. */
  personal(): Promise<Result<PersonalView>>
  /** Takes the last edit of the personal layer back. Fails with file-changed when the file was written since. */
  undoPersonal(): Promise<Result<void>>
  /** Makes the personal layer's file where there is none. */
  makePersonal(): Promise<Result<void>>
  /** What the portals list; merged in by account id. */
  setListings(listings: readonly PortalListing[]): Promise<void>
  /** Told after the estate changed. Returns an unsubscribe. */
  onChange(listener: () => void): () => void
  /** Follows the files and asks the hosts now and then, for processes that stay. Returns a stop. */
  watch(): () => void
  /** Ends what still asks a host. */
  close(): void
}

export const createCatalogStore = ({
  paths,
  clock,
  env = {},
  onTaken = () => {},
  onHeld = () => {},
  worker,
}: CatalogStoreDeps): CatalogStore => {
  const work = createCatalogWork(worker ?? null)
  const files = createCatalogFiles(paths.catalogs, work)
  const personalFile = createPersonalFile(paths.personal, files)
  const lock = <T>(run: () => Promise<Result<T>>): Promise<Result<T>> =>
    withLock(join(paths.locks, 'catalogs'), run)
  const sources = createSources(env)
  const loader = createLoader({
    ...paths,
    files,
    sources,
    clock,
    work,
    readPersonal: personalFile.read,
    lock,
  })
  const { estate, setListings, onChange, follow } = createOneEstate({ files, loader, paths })

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

  const add = createAdd({ ...paths, files, sources, clock, work, lock })
  const review = createReview({ files, sources, clock, work, lock, stateOf })
  const { outcome } = review
  const sync = createSync({ ...paths, files, sources, clock, work, lock, stateOf, outcome })

  const afterwards = async <T>(done: Promise<Result<T>>): Promise<Result<T>> => {
    const result = await done
    await estate()
    return result
  }

  /** Nothing waits that could be shown, and what a host holds now is not known: it is asked. */
  const askWhereNothingWaits = async (name: string): Promise<Result<void>> => {
    const stored = await stateOf(name)
    if (!stored.ok || !isRemote(stored.value.kind) || stored.value.fetched !== null) return ok(undefined)
    const synced = await store.sync(name)
    if (!synced.ok) return synced
    const { failure } = synced.value
    return failure === null || failure.kind === 'approval-needed' ? ok(undefined) : failed(failure)
  }

  const syncHosts = async (): Promise<boolean> => {
    const synced = await store.syncAll({ only: 'hosts' })
    if (!synced.ok) return false
    for (const { name, changed, held } of synced.value) {
      if (changed) onTaken(name)
      if (held) onHeld(name)
    }
    return synced.value.every(({ failure }) => failure?.kind !== 'unreachable')
  }

  const store: CatalogStore = {
    estate,
    async list() {
      const built = await estate()
      return built.ok ? ok(built.value.catalogs) : built
    },

    inForce: name => readInForce(files, paths.personal, name),

    add: (source, wish) => afterwards(add(source, wish)),
    difference: async name => {
      const asked = await askWhereNothingWaits(name)
      return asked.ok ? review.difference(name) : asked
    },
    review: async name => {
      const asked = await askWhereNothingWaits(name)
      return asked.ok ? review.review(name) : asked
    },
    decline: (name, ref) => afterwards(review.decline(name, ref)),
    approve: (name, options) => afterwards(review.approve(name, options)),

    sync: (name, { key, signal } = {}) =>
      afterwards(key === undefined ? sync.one(name, signal) : sync.byKey(name, key)),
    async syncAll(options = {}) {
      const built = await estate()
      if (!built.ok) return built
      const rows = built.value.catalogs.filter(
        ({ kind }) => kind !== 'personal' && (options.only !== 'hosts' || isRemote(kind)),
      )
      const synced = await Promise.all(rows.map(({ name }) => sync.one(name)))
      await estate()
      return ok(
        synced.map(
          (one, index): Synced =>
            one.ok
              ? one.value
              : { name: rows[index]?.name ?? '', changed: false, held: false, failure: one.failure },
        ),
      )
    },
    close: sources.close,

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

    ...createPersonalEdits({
      edit: edits => afterwards(lock(() => personalFile.edit(edits))),
      estate,
      own: async () => (await personalFile.read()).inForce?.document ?? null,
      path: paths.personal,
    }),
    async personal() {
      const built = await estate()
      if (!built.ok) return built
      return readPersonalView(paths.personal, personalFile, built.value)
    },
    undoPersonal: () => afterwards(lock(personalFile.undo)),
    makePersonal: () => afterwards(lock(personalFile.make)),

    setListings,
    onChange,
    watch() {
      const stopFollowing = follow()
      const stopSync = scheduleSync({ clock, sync: syncHosts })
      return () => {
        stopSync()
        stopFollowing()
      }
    },
  }
  return store
}
