// Which targets somebody is likely to want next: those used often and lately, as the record of activity tells.
import type { ActivityKind, ActivityRow } from './activity.ts'

/** Taking a target counts in full; a delivery of a session that lives already counts less, a renewal by itself not at all. */
const worth: { readonly [K in ActivityKind]?: number } = { 'session-start': 1, console: 1, delivery: 0.5 }

/** After a week a use is worth half. */
const halfLife = 7 * 24 * 60 * 60 * 1_000

/**
 * @param now ms since the epoch
 * @param most how many targets at most
 * @returns their ids, the likeliest first
 */
export const likelyTargets = (rows: readonly ActivityRow[], now: number, most: number): readonly string[] => {
  const scores = new Map<string, number>()
  for (const { what, target, at, outcome } of rows) {
    const points = worth[what]
    if (points === undefined || target === undefined || outcome !== 'done') continue
    const age = Math.max(0, now - Date.parse(at))
    if (Number.isNaN(age)) continue
    scores.set(target, (scores.get(target) ?? 0) + points * 0.5 ** (age / halfLife))
  }
  return [...scores]
    .sort(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([target]) => target)
}
