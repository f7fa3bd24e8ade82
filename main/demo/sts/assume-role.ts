// AssumeRole: parameters first, then the MFA code, then what the caller's and the role's policies say.
import { contextOf, decideIdentity, denied, whyIdentity } from '../access.ts'
import type { Caller } from '../authenticate.ts'
import type { Context } from '../conditions.ts'
import { iso } from '../identifiers.ts'
import { decideTrust, type PolicyDocument } from '../policy.ts'
import type { LiveRole } from '../principals.ts'
import { isRefusal, type Refusal, refuse } from '../wire.ts'
import type { Issued, World } from '../world.ts'
import type { Xml } from '../xml.ts'
import { checkMfa } from './mfa.ts'
import { assumeRoleRules, checkParameters } from './parameters.ts'
import { readSessionPolicies, readTags, type SessionTags } from './session-policy.ts'

export type StsOptions = {
  /** Whether roles assumed with GetSessionToken credentials are held to one hour, as tools expect of AWS. */
  readonly capSessionTokens: boolean
}

const roleArnShape = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/((?:[\x21-\x7E]{1,510}\/)?)([\w+=,.@-]{1,64})$/

const tooLong = (why: string): Refusal =>
  refuse(400, 'ValidationError', `The requested DurationSeconds exceeds the ${why}`)

/**
 * A role's own maximum comes before the chaining limit; a session that was made by a role lasts
 * an hour at most, whatever the role allows (UG:IAM/id_roles#iam-term-role-chaining).
 */
const checkDuration = (
  caller: Caller,
  role: LiveRole | undefined,
  seconds: number,
  options: StsOptions,
): Refusal | null => {
  if (role && seconds > role.maxSessionDuration) return tooLong('MaxSessionDuration set for this role.')
  const chained = caller.kind === 'role' || (caller.kind === 'session-token' && options.capSessionTokens)
  return chained && seconds > 3600
    ? tooLong('1 hour session limit for roles assumed by role chaining.')
    : null
}

type Wish = {
  readonly form: URLSearchParams
  readonly roleArn: string
  readonly given: SessionTags
  readonly inherited: ReadonlyMap<string, string>
  readonly sourceIdentity: string | undefined
}

/** Which permissions a call needs: labels on a session are permissions of their own, also inherited ones. */
const actionsOf = (wish: Wish): readonly string[] => [
  'sts:AssumeRole',
  ...(wish.given.tags.size + wish.inherited.size > 0 ? ['sts:TagSession'] : []),
  ...(wish.sourceIdentity !== undefined ? ['sts:SetSourceIdentity'] : []),
]

const contextFor = (world: World, caller: Caller, wish: Wish, mfaNow: boolean): Context => {
  const tags = Object.fromEntries(
    [...wish.given.tags].map(([key, value]) => [`aws:RequestTag/${key}`, value]),
  )
  return contextOf(world, caller, {
    mfaNow,
    values: {
      ...tags,
      'aws:TagKeys': wish.given.tags.size > 0 ? [...wish.given.tags.keys()] : undefined,
      'sts:TransitiveTagKeys': wish.given.transitive.length > 0 ? wish.given.transitive : undefined,
      'sts:ExternalId': wish.form.get('ExternalId') ?? undefined,
      'sts:RoleSessionName': wish.form.get('RoleSessionName') ?? undefined,
      'sts:SourceIdentity': wish.sourceIdentity,
    },
  })
}

/**
 * Across accounts both sides must allow; within one account the trust policy alone suffices when
 * it names the caller itself. A missing role, a refusing trust policy, a wrong external id and a
 * suspended account are answered alike, so that nobody can probe for roles of other accounts.
 */
const authorize = (
  world: World,
  caller: Caller,
  role: LiveRole | undefined,
  wish: Wish,
  context: Context,
): Refusal | null => {
  const principal = {
    account: caller.account,
    arn: caller.principalArn,
    ...(caller.role && { sessionArn: caller.arn }),
  }
  for (const action of actionsOf(wish)) {
    const own = decideIdentity(caller, action, wish.roleArn, context)
    if (own === 'explicitDeny') return denied(caller, action, wish.roleArn, whyIdentity(own, action))
    const trust = role && decideTrust(role.trust, principal, { action, context })
    const sameAccount = role?.account === caller.account
    const byTrustAlone = sameAccount && trust?.by === 'exact'
    if (own !== 'allowed' && !byTrustAlone)
      return denied(caller, action, wish.roleArn, whyIdentity(own, action))
    const open = role && world.account(role.account)?.state !== 'SUSPENDED'
    if (!open || trust?.decision !== 'allowed')
      return denied(
        caller,
        action,
        wish.roleArn,
        role && sameAccount ? ` because no role trust policy allows the ${action} action` : '',
      )
  }
  return null
}

const makeSession = (
  world: World,
  caller: Caller,
  role: LiveRole,
  wish: Wish,
  seconds: number,
  mfaNow: boolean,
  sessionPolicies: readonly PolicyDocument[] | undefined,
): Issued => {
  const now = world.now()
  const mfaAt = mfaNow ? now : caller.issued?.mfaAuthenticatedAt
  return world.issue({
    kind: 'role',
    account: role.account,
    issuedAt: now,
    expiresAt: now + seconds * 1000,
    role,
    sessionName: wish.form.get('RoleSessionName') ?? '',
    ...(mfaAt !== undefined && { mfaAuthenticatedAt: mfaAt }),
    ...(wish.sourceIdentity !== undefined && { sourceIdentity: wish.sourceIdentity }),
    tags: new Map([...wish.inherited, ...wish.given.tags]),
    transitiveTags: [...new Set([...wish.inherited.keys(), ...wish.given.transitive])],
    ...(sessionPolicies && { sessionPolicies }),
    chained: caller.kind === 'role',
    from: caller.accessKeyId,
  })
}

export const credentialsXml = (issued: Issued): Xml => ({
  AccessKeyId: issued.accessKeyId,
  SecretAccessKey: issued.secretAccessKey,
  SessionToken: issued.sessionToken,
  Expiration: iso(issued.expiresAt),
})

export const assumeRole = (
  world: World,
  caller: Caller,
  form: URLSearchParams,
  options: StsOptions,
): Xml | Refusal => {
  const checked = checkParameters(form, assumeRoleRules, 43_200)
  if (isRefusal(checked)) return checked
  const roleArn = form.get('RoleArn') ?? ''
  if (!roleArnShape.test(roleArn)) return refuse(400, 'ValidationError', `${roleArn} is invalid`)
  const seconds = checked.seconds ?? 3600
  const role = world.role(roleArn)
  const duration = checkDuration(caller, role, seconds, options)
  if (duration) return duration
  const sessionPolicies = readSessionPolicies(form)
  if (isRefusal(sessionPolicies)) return sessionPolicies
  const given = readTags(form)
  if (isRefusal(given)) return given

  const carried = caller.issued?.sourceIdentity
  const asked = form.get('SourceIdentity') ?? undefined
  // A source identity, once set, cannot change along a chain (UG:IAM/id_credentials_temp_control-access_monitor).
  if (carried !== undefined && asked !== undefined && asked !== carried)
    return denied(caller, 'sts:SetSourceIdentity', roleArn)
  const inherited = new Map(
    [...(caller.issued?.tags ?? [])].filter(([key]) => caller.issued?.transitiveTags.includes(key)),
  )
  const wish: Wish = { form, roleArn, given, inherited, sourceIdentity: asked ?? carried }

  const mfa = checkMfa(world, caller, form)
  if (isRefusal(mfa)) return mfa
  const refusal = authorize(world, caller, role, wish, contextFor(world, caller, wish, mfa))
  if (refusal || !role) return refusal ?? denied(caller, 'sts:AssumeRole', roleArn)

  const issued = makeSession(world, caller, role, wish, seconds, mfa, sessionPolicies)
  return {
    ...(issued.sourceIdentity !== undefined && { SourceIdentity: issued.sourceIdentity }),
    AssumedRoleUser: {
      Arn: `arn:aws:sts::${role.account}:assumed-role/${role.name}/${issued.sessionName}`,
      AssumedRoleId: `${role.id}:${issued.sessionName}`,
    },
    Credentials: credentialsXml(issued),
    ...(sessionPolicies || issued.tags.size > 0
      ? { PackedPolicySize: Math.min(99, 2 + issued.tags.size * 2) }
      : {}),
  }
}
