// Walks from a target back to a sign-in, in the catalog's order of preference, and never in a circle.
import type { Estate, SignIn, Target } from '../../shared/catalog.ts'
import type { SignInId, TargetId } from '../../shared/names.ts'
import { mostHops } from '../../shared/route.ts'
import { canStart, hopsAway } from './hops-away.ts'

export type Path = {
  readonly signIn: SignIn
  /** From the first role behind the sign-in to the target itself. */
  readonly chain: readonly Target[]
}

/** Bounds for catalogs with very many ways: past them the preference order of the first ones decides. */
const mostPaths = 64

/**
 * The way to take: of all that lead to a sign-in, those over roles the person is known not to have come last, before
 * them those over a break-glass role, then those whose sign-in cannot be used right now; among equals the catalog's
 * order counts. Null when none leads anywhere.
 */
export const findPath = (
  estate: Estate,
  target: Target,
  ready: (signIn: SignInId) => boolean,
  granted: (target: Target) => boolean | null = () => null,
): Path | null => {
  const paths = allPaths(estate, target)
  const rank = ({ chain, signIn }: Path): number => {
    const hubs = chain.slice(0, -1)
    return (
      (hubs.some(each => granted(each) === false) ? 4 : 0) +
      (hubs.some(each => each.breakGlass) ? 2 : 0) +
      (ready(signIn.id) ? 0 : 1)
    )
  }
  let best: Path | null = null
  for (const path of paths) if (best === null || rank(path) < rank(best)) best = path
  return best
}

/** Every way to a target that is not too long, in the catalog's order of preference. */
export const allPaths = (estate: Estate, target: Target): readonly Path[] => {
  const away = hopsAway(estate)
  const found: Path[] = []
  const walk = (at: Target, behind: readonly Target[], seen: ReadonlySet<TargetId>): void => {
    // Only where a sign-in can still be reached: roles of which each trusts ten others have more ways than can be tried.
    if (found.length >= mostPaths || behind.length + (away.get(at.id) ?? Number.POSITIVE_INFINITY) > mostHops)
      return
    const chain = [at, ...behind]
    for (const origin of at.from) {
      if (origin.kind === 'sign-in') {
        const signIn = estate.signIns.get(origin.signIn)
        if (signIn && found.length < mostPaths && canStart(signIn, at)) found.push({ signIn, chain })
      } else if (!seen.has(origin.target)) {
        const before = estate.targets.get(origin.target)
        // Roles that Identity Center made trust Identity Center alone, so no AssumeRole leads to one.
        if (before && at.kind === 'role') walk(before, chain, new Set([...seen, origin.target]))
      }
    }
  }
  walk(target, [], new Set([target.id]))
  return found
}

/** True where no path is found because all are longer than one that is followed. */
export const isTooFar = (estate: Estate, target: Target): boolean =>
  (hopsAway(estate).get(target.id) ?? 0) > mostHops
