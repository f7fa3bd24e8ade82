// Plans with all that is known, and goes another of the catalog's ways when a hub turns out not to be the person's.
import type { Failure } from '../../shared/failure.ts'
import type { TargetId } from '../../shared/names.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Route } from '../../shared/route.ts'
import { gatherKnown } from '../routes/gather.ts'
import type { Arrival, JourneyOptions } from '../routes/journey.ts'
import { type Known, planRoute, type Wishes } from '../routes/plan.ts'
import type { SessionBookDeps } from './book-deps.ts'

export interface WayFinder {
  /** What is known for a plan to this target; asks nobody. */
  known(target: TargetId): Promise<Result<Known>>
  plan(target: TargetId, wishes: Wishes, known: Known): Result<Route>
  /**
   * Plans and travels. Where a hub on the way is refused because the person does not have it, the next way in the
   * catalog's order of preference is taken; fails as the last way did.
   */
  travel(
    target: TargetId,
    wishes: Wishes,
    known: Known,
    options: JourneyOptions,
  ): Promise<Result<{ readonly route: Route; readonly arrival: Arrival }>>
}

/** A permission may be given any time: after this long a closed hub is tried again. */
const closedMs = 10 * 60_000

/** The hub that a person was refused for what they are, not for how they came. */
const closedHub = (route: Route, failure: Failure): TargetId | null => {
  if (failure.kind !== 'hop-refused' || failure.hop >= failure.hops) return null
  const [first] = failure.causes
  const theirs = first?.cause === 'not-assigned' || first?.cause === 'caller-policy'
  return theirs ? (route.hops[failure.hop - 1]?.target ?? null) : null
}

const wayOf = (route: Route): string => route.hops.map(hop => hop.target).join(' ')

export const createWayFinder = (deps: SessionBookDeps): WayFinder => {
  const { clock, estate } = deps
  const closed = new Map<TargetId, number>()
  const loud = (route: Route): boolean =>
    route.hops.slice(0, -1).some(hop => estate().targets.get(hop.target)?.breakGlass === true)

  const plan: WayFinder['plan'] = (target, wishes, known) =>
    planRoute(estate(), target, wishes, {
      ...known,
      granted: each => {
        const since = closed.get(each.id)
        return since !== undefined && clock.now() - since < closedMs ? false : known.granted(each)
      },
    })

  return {
    plan,
    known: target =>
      gatherKnown(
        { roots: deps.signIns, vault: deps.vault, clock, mfaSeconds: deps.mfaSeconds },
        { estate: estate(), target },
      ),
    async travel(target, wishes, known, options) {
      const tried = new Set<string>()
      for (;;) {
        const route = plan(target, wishes, known)
        if (!route.ok) return route
        const arrival = await deps.travel.travel(route.value, options)
        if (arrival.ok) return ok({ route: route.value, arrival: arrival.value })
        const hub = closedHub(route.value, arrival.failure)
        if (hub === null) return arrival
        closed.set(hub, clock.now())
        tried.add(wayOf(route.value))
        const next = plan(target, wishes, known)
        // An emergency's way is never slipped into: its reason was not asked for.
        if (!next.ok || tried.has(wayOf(next.value)) || loud(next.value)) return arrival
      }
    },
  }
}
