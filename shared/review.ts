// The review of an update: what it would change, with all that a person needs to judge each steering change.
import type { Change, Difference, EnvironmentColor } from './catalog.ts'

/** A station of a route, as the review draws it. */
export type ReviewStop = {
  readonly kind: 'sign-in' | 'hop' | 'target'
  readonly name: string
  readonly environment: string | null
  readonly color: EnvironmentColor | null
  /** The other route does not pass here. */
  readonly fresh: boolean
}
export type ReviewRoutes = {
  readonly before: readonly ReviewStop[]
  readonly after: readonly ReviewStop[]
}
export type ReviewedChange = Change & {
  /** One more sentence, of what it comes to. */
  readonly detail: string | null
  /** Credentials would be typed or sent somewhere else: another host, another key. */
  readonly loud: boolean
  readonly targets: number
  /** How many of these have a live session now. */
  readonly live: number
  /** The way of one target today and after, where it changes. */
  readonly routes: ReviewRoutes | null
}
export type Review = Omit<Difference, 'steering'> & {
  readonly steering: readonly ReviewedChange[]
  /** All targets that any steering change touches. */
  readonly targets: number
  /** ISO-8601 UTC: when the copy in force was approved, and when the waiting one was fetched. */
  readonly approvedAt: string
  readonly fetchedAt: string | null
  readonly declined: boolean
}
