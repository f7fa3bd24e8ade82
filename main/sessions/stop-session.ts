// Ends sessions: their blocks leave the AWS files, their credentials the vault, and hubs nobody else stands on go too.
import type { TargetId } from '../../shared/names.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { SessionBookDeps } from './book-deps.ts'
import type { Recorder } from './record.ts'
import type { SessionStore } from './session-store.ts'
import { hasEnded, type StoredSession } from './stored-session.ts'

export type Stopped = { readonly stopped: readonly TargetId[] }
export type Swept = { readonly removedProfiles: readonly string[] }

export interface Stopper {
  stop(
    targets: (session: StoredSession) => boolean,
    blocks: (target: string | undefined) => boolean,
  ): Promise<Result<Stopped>>
  sweep(): Promise<Result<Swept>>
}

export const createStopper = (deps: SessionBookDeps, store: SessionStore, recorder: Recorder): Stopper => {
  const { clock, profiles, travel } = deps

  /** Hops that only ended sessions stood on. */
  const loneHops = (
    ending: readonly StoredSession[],
    staying: readonly StoredSession[],
  ): readonly string[] => {
    const used = new Set(staying.flatMap(session => session.hops))
    return [...new Set(ending.flatMap(session => session.hops))].filter(hop => !used.has(hop))
  }

  return {
    async stop(isMeant, blockIsMeant) {
      // Keys leave the AWS files first, and even where the vault cannot be read.
      const owned = await profiles.list()
      if (!owned.ok) return owned
      const blocks = owned.value.filter(each => blockIsMeant(each.target))
      if (blocks.length > 0) {
        const removed = await profiles.remove(blocks.map(each => each.profile))
        if (!removed.ok) return removed
      }
      const listed = await store.list()
      if (!listed.ok) return listed
      const ending = listed.value.filter(isMeant)
      const staying = listed.value.filter(session => !isMeant(session) && !hasEnded(session, clock.now()))
      const targets = ending.map(session => session.target)
      if (targets.length > 0) {
        const gone = await store.remove(targets)
        if (!gone.ok) return gone
        for (const session of ending) await recorder.stopped(session, 'agent')
      }
      const forgotten = await travel.forget(
        staying.length === 0 ? 'all' : { hops: loneHops(ending, staying) },
      )
      if (!forgotten.ok) return forgotten
      const named = blocks.flatMap(each => each.target ?? [])
      return ok({ stopped: [...new Set([...targets, ...named])] })
    },

    async sweep() {
      const now = clock.now()
      const swept = await profiles.sweep(now)
      if (!swept.ok) return swept
      const listed = await store.list()
      if (!listed.ok) return listed
      const ended = listed.value.filter(session => hasEnded(session, now))
      if (ended.length > 0) {
        const removed = await store.remove(ended.map(session => session.target))
        if (!removed.ok) return removed
      }
      return ok({ removedProfiles: swept.value.profiles })
    },
  }
}
