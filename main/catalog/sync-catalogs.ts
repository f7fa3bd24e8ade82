// Asks the sources of catalogs what they hold now: one look per catalog at a time, with the network outside of every lock that others need.
import { join } from 'node:path'
import type { Failure } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Clock } from '../clock.ts'
import { withLock } from '../disk/lock.ts'
import { createSingleFlight } from '../single-flight.ts'
import type { CatalogFiles, StoredState } from './catalog-files.ts'
import type { CatalogWork } from './catalog-work.ts'
import { follow, type Look, look } from './follow-source.ts'
import { readPublicKey } from './minisign.ts'
import type { Sources } from './sources/sources.ts'

export type Synced = {
  readonly name: string
  /** Another copy is in force than before. */
  readonly changed: boolean
  /** A copy waits for approval that did not wait before. */
  readonly held: boolean
  /** What keeps the source from being what is in force: a waiting update, a silent host, something that cannot be taken. */
  readonly failure: Failure | null
}

type SyncDeps = {
  readonly locks: string
  readonly files: CatalogFiles
  readonly sources: Sources
  readonly clock: Clock
  readonly work: CatalogWork
  readonly lock: <T>(run: () => Promise<Result<T>>) => Promise<Result<T>>
  readonly stateOf: (name: string) => Promise<Result<StoredState>>
  readonly outcome: (name: string, state: StoredState) => Promise<Result<void>>
}

/** Another process may be fetching the same catalog, for as long as git may take. */
const patience = 90_000

export const createSync = (deps: SyncDeps) => {
  const { locks, files, sources, clock, work, lock, stateOf, outcome } = deps
  const flights = createSingleFlight()

  const settle = (name: string, before: StoredState, looked: Look): Promise<Result<StoredState | 'again'>> =>
    lock(async (): Promise<Result<StoredState | 'again'>> => {
      const now = await stateOf(name)
      if (!now.ok) return now
      // Somebody approved or added meanwhile: what was looked for is no longer the question.
      const question = ({ approved, key, keyWaiting, source }: StoredState): string =>
        JSON.stringify([approved.hash, approved.commit?.id, key, keyWaiting, source])
      if (question(now.value) !== question(before)) return ok('again')
      const followed = await follow(
        { files, clock, work, name },
        { ...now.value, syncedAt: clock.now() },
        looked,
      )
      return followed.ok ? ok(followed.value.state) : followed
    })

  const run = async (name: string, signal: AbortSignal): Promise<Result<Synced>> => {
    for (let tries = 0; tries < 3; tries++) {
      const before = await stateOf(name)
      if (!before.ok) return before
      const looked = await look(sources, files, name, before.value, signal)
      // A look that was broken off says nothing about its host.
      if (signal.aborted) return failed({ kind: 'cancelled', what: `the sync of ${name}` })
      const state = await settle(name, before.value, looked)
      if (!state.ok) return state
      if (state.value === 'again') continue
      const ended = await outcome(name, state.value)
      const changed = state.value.approved.hash !== before.value.approved.hash
      const { fetched } = state.value
      const held = fetched !== null && fetched.hash !== before.value.fetched?.hash
      return ok({ name, changed, held, failure: ended.ok ? null : ended.failure })
    }
    return failed({ kind: 'file-busy', path: join(locks, `sync-${name}`) })
  }

  /**
   * Callers that come while it runs share it; it is broken off when all of them gave up. Fails with unknown-name,
   * cancelled and what the disk says.
   */
  const one = (name: string, signal?: AbortSignal): Promise<Result<Synced>> =>
    flights.run(name, { canAnswer: false, signal }, given =>
      withLock(join(locks, `sync-${name}`), () => run(name, given), { waitMs: patience }),
    )

  const wish = (name: string, line: string | null): Promise<Result<void>> =>
    lock(async () => {
      const state = await stateOf(name)
      if (!state.ok) return state
      const keyWaiting = state.value.key === line ? null : line
      const written = await files.writeState(name, { ...state.value, keyWaiting, fetched: null, etag: null })
      if (written.ok) await files.dropFetched(name)
      return written
    })

  return {
    one,

    /**
     * Looks by another key from now on; it takes effect by an approval. Where nothing is signed by it, all stays as it
     * was. The key in force takes an earlier wish back.
     */
    async byKey(name: string, text: string): Promise<Result<Synced>> {
      const key = readPublicKey(text)
      if (!key.ok) return key
      const wished = await wish(name, key.value.line)
      if (!wished.ok) return wished
      const synced = await one(name)
      if (!synced.ok || synced.value.failure === null || synced.value.failure.kind === 'approval-needed')
        return synced
      const back = await wish(name, null)
      if (!back.ok) return back
      const again = await one(name)
      return again.ok ? synced : again
    },
  }
}
