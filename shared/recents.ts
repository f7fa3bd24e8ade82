// How often and how lately a target was used, for ranking what a person probably wants.
import type { TargetId } from './names.ts'

export type Recent = {
  readonly target: TargetId
  /** ISO-8601 UTC. */
  readonly lastUsed: string
  /** Openings and deliveries in the last 90 days. */
  readonly uses: number
}
