// Long work about drift: asked for on its screen and going on when that is left, one of a kind at a time, until it is done or the person ends it.
import type { Failure } from '../../shared/failure.ts'
import { createKept, type Kept } from '../place/kept.ts'
import type { useDesk } from './hooks.ts'

export type DriftWork<P> = {
  /** What is under way, and for which catalog; null = nothing. */
  readonly progress: (P & { readonly catalog: string }) | null
  /** Why the last one ended early. */
  readonly failure: { readonly catalog: string; readonly failure: Failure } | null
}

type Call = ReturnType<typeof useDesk>

export const createDriftWork = <P>(kind: string) => {
  const kept: Kept<DriftWork<P>> = createKept<DriftWork<P>>({ progress: null, failure: null })
  /** As main knows it; null also after the person has ended it. */
  let name: string | null = null
  return {
    kept,
    begin(catalog: string, progress: P): void {
      kept.set({ progress: { ...progress, catalog }, failure: null })
    },
    /** Yields a new name for a part of the work, for main to tell of it by. */
    named(): string {
      name = `${kind} ${crypto.randomUUID().slice(0, 13)}`
      return name
    },
    /** What main tells of work by this name is about the part that is under way. */
    goesOn: (told: string): boolean => told === name,
    tell(change: (before: P) => P): void {
      const { progress, failure } = kept.now()
      if (progress) kept.set({ progress: { ...change(progress), catalog: progress.catalog }, failure })
    },
    /** @param failure null also when the person ended it */
    end(failure: Failure | null): void {
      name = null
      const { catalog } = kept.now().progress ?? { catalog: '' }
      const told = failure === null || failure.kind === 'cancelled' ? null : { catalog, failure }
      kept.set({ progress: null, failure: told })
    },
    cancel(call: Call): void {
      if (name !== null) void call('cancelWork', { work: name })
      name = null
    },
  }
}
