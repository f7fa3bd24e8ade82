// How many hops each target is from a sign-in, worked out once per estate: no way is looked for where none can be.
import type { Estate, SignIn, Target } from '../../shared/catalog.ts'
import type { TargetId } from '../../shared/names.ts'

const known = new WeakMap<Estate, ReadonlyMap<TargetId, number>>()

/** By the target's id the hops of its shortest way; a target that no sign-in leads to is not in it. */
export const hopsAway = (estate: Estate): ReadonlyMap<TargetId, number> => {
  let hops = known.get(estate)
  if (!hops) {
    hops = countHops(estate)
    known.set(estate, hops)
  }
  return hops
}

/** A permission set comes from a portal only, and keys never cross from one partition into another. */
export const canStart = (signIn: SignIn, first: Target): boolean =>
  signIn.partition === first.partition && (first.kind === 'role' || signIn.kind === 'identity-center')

/** Breadth first from the sign-ins: each target is met first on its shortest way. */
const countHops = ({ signIns, targets }: Estate): ReadonlyMap<TargetId, number> => {
  const hops = new Map<TargetId, number>()
  const behind = new Map<TargetId, Target[]>()
  const near: Target[] = []
  for (const target of targets.values()) {
    for (const origin of target.from) {
      if (origin.kind === 'sign-in') {
        const signIn = signIns.get(origin.signIn)
        if (!signIn || hops.has(target.id) || !canStart(signIn, target)) continue
        hops.set(target.id, 1)
        near.push(target)
      } else if (target.kind === 'role') {
        const others = behind.get(origin.target)
        if (others) others.push(target)
        else behind.set(origin.target, [target])
      }
    }
  }
  for (const target of near)
    for (const next of behind.get(target.id) ?? []) {
      if (hops.has(next.id)) continue
      hops.set(next.id, (hops.get(target.id) ?? 0) + 1)
      near.push(next)
    }
  return hops
}
