// AWS's rules about how long a role session may last and where MFA can be given, as pure functions.
import type { SignIn, Target } from '../../shared/catalog.ts'
import type { Cap, Strategy } from '../../shared/route.ts'

/**
 * What signs a hop. `user-key` = an IAM user's long-term key, `user-session` = the credentials of
 * GetSessionToken, `role-session` = any assumed role, and so everything Identity Center gives out.
 */
export type Source = 'user-key' | 'user-session' | 'role-session'

/** AssumeRole takes 900 to 43200 seconds (STS API reference, AssumeRole, DurationSeconds). */
export const shortestSeconds = 900
export const longestSeconds = 43_200

/**
 * A role assumed by a role lasts at most one hour (IAM User Guide, "Roles terms and concepts", role
 * chaining): 3600 passes, 3601 is a ValidationError. Identity Center's credentials are those of a role, so
 * the first AssumeRole behind a portal is a chained one already. Credentials of GetSessionToken are held to the same
 * hour, as aws-vault does, because AWS documents no more for them.
 */
export const chainedSeconds = 3_600

/** GetSessionToken gives an IAM user 900 to 129600 seconds (STS API reference, GetSessionToken). */
export const shortestMfaSession = 900
export const longestMfaSession = 129_600

/** What was learned about a role by asking: AWS tells its MaxSessionDuration only by refusing. All in seconds. */
export type LearnedLength = {
  /** The longest length that was given. */
  readonly granted: number | null
  /** The shortest length that was refused as longer than the role's maximum. */
  readonly refused: number | null
}

/** No role's maximum is below one hour (IAM API reference, CreateRole, MaxSessionDuration 3600 to 43200). */
export const smallestRoleMaximum = 3_600

/** The longest length worth asking for, in seconds, given what was learned; null when nothing speaks against the wish. */
export const roleMaximum = (wish: number, learned: LearnedLength | null): number | null => {
  if (!learned || learned.refused === null || wish < learned.refused) return null
  return Math.max(smallestRoleMaximum, learned.granted ?? 0)
}

export type Length = { readonly seconds: number; readonly cap: Cap | null }

/**
 * How long a hop may be asked for. The cap names the rule that made it shorter than the wish; where
 * several do, the one that allows least. Never below AWS's own 900 s, even where an environment allows less.
 */
export const lengthOf = (facts: {
  readonly wish: number
  readonly source: Source
  readonly learned: LearnedLength | null
  /** The environment's bound on an opening, in seconds, or what is left of it. */
  readonly environmentMax: number | null
}): Length => {
  const wish = Math.min(Math.max(Math.floor(facts.wish), shortestSeconds), longestSeconds)
  const limits: { readonly cap: Cap; readonly seconds: number }[] = []
  if (facts.environmentMax !== null) limits.push({ cap: 'environment', seconds: facts.environmentMax })
  if (facts.source !== 'user-key') limits.push({ cap: 'chained', seconds: chainedSeconds })
  // No role's maximum can be set above AWS's own.
  if (facts.wish > longestSeconds) limits.push({ cap: 'role', seconds: longestSeconds })
  const role = roleMaximum(wish, facts.learned)
  if (role !== null) limits.push({ cap: 'role', seconds: role })
  let length: Length = { seconds: Math.max(wish, Math.floor(facts.wish)), cap: null }
  for (const limit of limits) if (limit.seconds < length.seconds) length = limit
  return { seconds: Math.max(shortestSeconds, length.seconds), cap: length.cap }
}

/** Whether a route has to show MFA somewhere: its sign-in, a role on it, or the environment of one says so. */
export const needsMfa = (signIn: SignIn, chain: readonly Target[]): boolean =>
  (signIn.kind === 'iam-user' && signIn.mfa) ||
  chain.some(target => target.mfa || target.environment?.mfa === true)

/**
 * How MFA is given. Only an IAM user can give it: a role session carries no MFA context, so the code goes
 * to the first AssumeRole or to GetSessionToken, or nowhere (IAM User Guide, "Secure API access with MFA").
 * The shared session is the rule because one code then serves every target for half a day; a person who asks for more
 * than the chained hour gets the role's own maximum instead, for a code of its own.
 */
export const strategyOf = (facts: {
  readonly signIn: SignIn
  readonly chain: readonly Target[]
  /** What the person asked for on this target, in seconds; null when only the catalog has a wish. */
  readonly asked: number | null
  /** The longest the first role of the route can be had for when its own maximum counts, in seconds. */
  readonly reachable: number
}): Strategy | null => {
  if (facts.signIn.kind !== 'iam-user') return null
  if (!needsMfa(facts.signIn, facts.chain)) return 'no-mfa'
  const longer = facts.asked !== null && facts.asked > chainedSeconds && facts.reachable > chainedSeconds
  return longer ? 'mfa-on-assume' : 'shared-mfa-session'
}

/**
 * What signs the first hop. Before a profile or command was used once, its credentials count as a key: AWS itself then
 * shortens what it does not give, whereas a key taken for a session would never get what it may.
 */
export const firstSource = (
  signIn: SignIn,
  strategy: Strategy | null,
  seen: 'key' | 'session' | null,
): Source => {
  if (signIn.kind === 'iam-user') return strategy === 'shared-mfa-session' ? 'user-session' : 'user-key'
  if (signIn.kind === 'identity-center') return 'role-session'
  return seen === 'session' ? 'role-session' : 'user-key'
}
