// Which targets somebody is likely to want next: those used often and lately, as the record of activity tells.
import type { ActivityKind, ActivityRow } from './activity.ts'
import type { Recent } from './recents.ts'

/** Taking a target counts in full; a delivery of a session that lives already counts less, a renewal by itself not at all. */
const worth: { readonly [K in ActivityKind]?: number } = { 'session-start': 1, console: 1, delivery: 0.5 }

/** After a week a use is worth half. */
const halfLife = 7 * 24 * 60 * 60 * 1_000

/**
 * Pure. @param rows oldest first
 * @param now ms since the epoch
 * @returns each target once, the one used last first
 */
export const recentsOf = (rows: readonly ActivityRow[], now: number): readonly Recent[] => {
  const found = new Map<string, Recent>()
  for (const { what, target, at, outcome, reason } of rows) {
    const points = worth[what]
    if (points === undefined || target === undefined || outcome !== 'done') continue
    const age = Math.max(0, now - Date.parse(at))
    if (Number.isNaN(age)) continue
    const before = found.get(target)
    found.delete(target)
    found.set(target, {
      target,
      lastUsed: at,
      uses: (before?.uses ?? 0) + 1,
      weight: (before?.weight ?? 0) + points * 0.5 ** (age / halfLife),
      // A delivery of a session that lives carries on with the reason it was opened for.
      reason: reason ?? (what === 'session-start' ? null : (before?.reason ?? null)),
    })
  }
  return [...found.values()].reverse()
}

/** @returns the ids of the likeliest, the likeliest first */
export const likeliest = (recents: readonly Recent[], most: number): readonly string[] =>
  recents
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, most)
    .map(({ target }) => target)
