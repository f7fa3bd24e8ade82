// How often and how lately a target was used, for ranking what a person probably wants and for saying when it was last.
import type { TargetId } from './names.ts'

export type Recent = {
  readonly target: TargetId
  /** ISO-8601 UTC. */
  readonly lastUsed: string
  /** Openings and deliveries in the last 90 days. */
  readonly uses: number
  /** What those uses are worth now, an opening of this moment 1: for comparing targets with each other. */
  readonly weight: number
  /** Why it was last opened, where a reason was given. */
  readonly reason: string | null
}
