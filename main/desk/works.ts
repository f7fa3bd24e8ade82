// Long work that a window asked for: it tells how far it is, and ends when the person says so.
import type { Result } from '../../shared/result.ts'

export interface Works {
  /** Runs work under the name its window gave it (none = nobody can end it but by leaving). */
  run<T>(
    work: string | undefined,
    signal: AbortSignal,
    act: (signal: AbortSignal) => Promise<Result<T>>,
  ): Promise<Result<T>>
  /** Nothing of that name: it has ended already. */
  cancel(work: string): void
}

export const createWorks = (): Works => {
  const running = new Map<string, AbortController>()
  return {
    async run(work, signal, act) {
      if (work === undefined) return act(signal)
      const control = new AbortController()
      running.set(work, control)
      try {
        return await act(AbortSignal.any([signal, control.signal]))
      } finally {
        if (running.get(work) === control) running.delete(work)
      }
    },
    cancel: work => running.get(work)?.abort(),
  }
}
