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

/** How a piece ended: `passing` = for a reason that may be over soon, such as a network that was away. */
export type Ending = { readonly passing: boolean; readonly settle: () => void }

/**
 * As `inFlight`, in two rounds: what failed for a passing reason is tried once more at the end, if anything else got
 * through meanwhile. Each piece is settled once. @returns how many were begun
 */
export const inRounds = async <T>(
  items: readonly T[],
  limit: number,
  signal: AbortSignal | undefined,
  work: (item: T) => Promise<Ending>,
): Promise<number> => {
  const waiting: { readonly item: T; readonly ending: Ending }[] = []
  let through = false
  const begun = await inFlight(items, limit, signal, async item => {
    const ending = await work(item)
    if (ending.passing) return void waiting.push({ item, ending })
    through = true
    ending.settle()
  })
  const again = through && !signal?.aborted ? waiting : []
  const tried = await inFlight(again, limit, signal, async ({ item }) => (await work(item)).settle())
  for (const { ending } of again.length > 0 ? waiting.slice(tried) : waiting) ending.settle()
  return begun
}
