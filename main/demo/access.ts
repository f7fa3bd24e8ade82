// Asks a caller's policies about one action, with the context that AWS gives the request.
import type { Caller } from './authenticate.ts'
import { type Context, createContext } from './conditions.ts'
import { hexOf, lowerId } from './identifiers.ts'
import { type Decision, decide } from './policy.ts'
import { type Refusal, refuse } from './wire.ts'
import type { World } from './world.ts'

export const organizationId = (world: World): string => `o-${lowerId(world.organization.name, 10)}`

/** An MFA code that came with the request itself counts as being zero seconds old. */
export type Extra = {
  readonly mfaNow?: boolean
  readonly values?: Readonly<Record<string, string | readonly string[] | undefined>>
}

/**
 * The condition keys of a request (UG:IAM/reference_policies_condition-keys).
 * `aws:MultiFactorAuthPresent` is absent for long-term keys and inside role sessions: it is
 * there for GetSessionToken credentials, and when a code comes with the call.
 */
export const contextOf = (world: World, caller: Caller, extra: Extra = {}): Context => {
  const age = extra.mfaNow ? 0 : caller.mfaAge === undefined ? undefined : Math.floor(caller.mfaAge / 1000)
  const tags = Object.fromEntries(
    [...(caller.issued?.tags ?? [])].map(([key, value]) => [`aws:PrincipalTag/${key}`, value]),
  )
  const present = age !== undefined ? 'true' : caller.kind === 'session-token' ? 'false' : undefined
  return createContext({
    ...tags,
    'aws:username': caller.user?.name,
    'aws:userid': caller.userId,
    'aws:PrincipalArn': caller.principalArn,
    'aws:PrincipalAccount': caller.account,
    'aws:PrincipalOrgID': organizationId(world),
    'aws:PrincipalType': caller.role ? 'AssumedRole' : 'User',
    'aws:CurrentTime': new Date(world.now()).toISOString(),
    'aws:EpochTime': String(Math.floor(world.now() / 1000)),
    'aws:TokenIssueTime': caller.issued && new Date(caller.issued.issuedAt).toISOString(),
    'aws:SourceIp': '127.0.0.1',
    'aws:SourceIdentity': caller.issued?.sourceIdentity,
    'aws:MultiFactorAuthPresent': present,
    'aws:MultiFactorAuthAge': age === undefined ? undefined : String(age),
    ...extra.values,
  })
}

/** The caller's identity policies, narrowed by the session policies its session was made with. */
export const decideIdentity = (
  caller: Caller,
  action: string,
  resource: string,
  context: Context,
): Decision => {
  const own = decide(caller.policies, { action, resource, context })
  const narrowed = caller.issued?.sessionPolicies
  if (own !== 'allowed' || !narrowed) return own
  return decide(narrowed, { action, resource, context })
}

/**
 * AWS names the reason when the caller's own policies refuse; when the other account's trust
 * policy does, it says no more than that (UG:IAM/troubleshoot_access-denied).
 */
export const denied = (caller: Caller, action: string, resource: string, why = ''): Refusal =>
  refuse(
    403,
    'AccessDenied',
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}${why}`,
  )

export const whyIdentity = (decision: Decision, action: string): string =>
  decision === 'explicitDeny'
    ? ' with an explicit deny in an identity-based policy'
    : ` because no identity-based policy allows the ${action} action`

/** Null when the caller's own policies allow it. */
export const checkIdentity = (
  world: World,
  caller: Caller,
  action: string,
  resource: string,
): Refusal | null => {
  const decision = decideIdentity(caller, action, resource, contextOf(world, caller))
  return decision === 'allowed' ? null : denied(caller, action, resource, whyIdentity(decision, action))
}

export const rootId = (world: World): string => `r-${hexOf(world.organization.name, 4)}`
