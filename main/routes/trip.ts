// One journey under way: what it was given, and who the person turned out to be.
import type { Estate, SignIn, Target } from '../../shared/catalog.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Hop, Route } from '../../shared/route.ts'
import type { Ask } from '../ask.ts'
import type { Aws } from '../aws/aws.ts'
import type { Clock } from '../clock.ts'
import type { Vault } from '../vault/vault.ts'
import { awaitsUser } from './names.ts'
import type { Roots } from './roots.ts'

export type TravelDeps = {
  readonly aws: Aws
  readonly roots: Roots
  readonly vault: Vault
  readonly clock: Clock
  /** Folder of the locks that all processes of this home share. */
  readonly locks: string
  readonly estate: () => Estate
  /** How long a shared MFA session is asked for, in seconds. */
  readonly mfaSeconds: () => number
}

export type Trip = {
  readonly route: Route
  readonly signIn: SignIn
  /** One target per hop. */
  readonly targets: readonly Target[]
  readonly ask: Ask
  readonly mfaCode: string | null
  readonly signal: AbortSignal | undefined
  /** `try` = it is only tried, and what is wrong is wanted; `quiet` = a probe of ours: nobody is told why it failed. */
  readonly manner: 'travel' | 'try' | 'quiet'
  readonly probe: boolean
  /** Fills `{user}`; null when nothing on the way needs it. */
  readonly user: string | null
  /** Grows on the way: AWS's ids of the calls that this journey made or waited for, by the hop's key. */
  readonly made: Map<string, string>
}

/** Fails with `unknown-name` when the catalog changed since the route was planned. */
export const findStops = (estate: Estate, route: Route): Result<Pick<Trip, 'signIn' | 'targets'>> => {
  const signIn = estate.signIns.get(route.signIn)
  if (!signIn) return failed({ kind: 'unknown-name', what: 'sign-in', name: route.signIn, nearest: [] })
  const targets: Target[] = []
  for (const hop of route.hops) {
    const target = estate.targets.get(hop.target)
    if (!target) return failed({ kind: 'unknown-name', what: 'target', name: hop.target, nearest: [] })
    targets.push(target)
  }
  return ok({ signIn, targets })
}

const hopNeedsUser = (hop: Hop): boolean =>
  hop.kind === 'assume-role' && (awaitsUser(hop.sessionName) || awaitsUser(hop.sourceIdentity))

export const needsUser = (route: Route): boolean => route.hops.some(hopNeedsUser)

/** The last part of an ARN: the user's name, or the session's. */
export const lastPart = (arn: string): string => arn.split('/').at(-1) ?? arn

/**
 * The name that fills `{user}`. A portal's is the one in the role session it gives out, so its first hop comes
 * first: `portalArn` takes it. A profile's or command's is what AWS calls the caller.
 */
export const findUser = async (
  deps: Pick<TravelDeps, 'aws' | 'roots'>,
  trip: Trip,
  portalArn: () => Promise<Result<string>>,
): Promise<Result<string | null>> => {
  const { signIn, route } = trip
  if (!needsUser(route)) return ok(null)
  if (signIn.kind === 'iam-user') {
    if (signIn.userName !== null) return ok(signIn.userName)
    const identity = await deps.roots.identity(signIn.id)
    return identity.ok ? ok(identity.value.user) : identity
  }
  if (signIn.kind === 'identity-center') {
    const arn = await portalArn()
    return arn.ok ? ok(lastPart(arn.value)) : arn
  }
  const source = await deps.roots.source(signIn.id, {
    ask: trip.ask,
    ...(trip.signal ? { signal: trip.signal } : {}),
  })
  if (!source.ok) return source
  const identity = await deps.aws.sts.callerIdentity(source.value, signIn.region, trip.signal)
  return identity.ok ? ok(lastPart(identity.value.arn)) : identity
}
