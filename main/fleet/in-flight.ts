// Works through a list with a bounded number of pieces under way; pure but for the work itself.

/**
 * Begins each item in order, at most `limit` at once. When `signal` is aborted nothing more begins; what is under way is
 * waited for, so that nothing is lost. @returns how many were begun
 */
export const inFlight = async <T>(
  items: readonly T[],
  limit: number,
  signal: AbortSignal | undefined,
  work: (item: T, index: number) => Promise<void>,
): Promise<number> => {
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < items.length && !signal?.aborted) {
      const index = next
      next += 1
      await work(items[index] as T, index)
    }
  }
  await Promise.all(Array.from({ length: Math.min(Math.max(1, limit), items.length) }, lane))
  return next
}
