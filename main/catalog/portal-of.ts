// The portal through which a target's permission set is reached.
import type { Estate, SignIn, Target } from '../../shared/catalog.ts'

export type PortalOfTarget = Extract<SignIn, { kind: 'identity-center' }>

/** Null when the target is a role of its own. */
export const portalOf = (estate: Estate, target: Target): PortalOfTarget | null => {
  if (target.kind !== 'permission-set') return null
  for (const origin of target.from) {
    const signIn = origin.kind === 'sign-in' ? estate.signIns.get(origin.signIn) : undefined
    if (signIn?.kind === 'identity-center') return signIn
  }
  return null
}
