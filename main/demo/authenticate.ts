// Finds out who signed a request, in the order in which AWS refuses one.

import type { PolicyDocument } from './policy.ts'
import type { LiveRole, LiveUser } from './principals.ts'
import { bodyHash, readSignature, readTime, type Signed, sameText, signatureOf, writeTime } from './sig-v4.ts'
import { type Incoming, isRefusal, type Refusal, refuse } from './wire.ts'
import type { Issued, World } from './world.ts'

export type Caller = {
  /** As GetCallerIdentity says it. */
  readonly arn: string
  readonly userId: string
  readonly account: string
  readonly kind: 'user' | 'session-token' | 'role'
  readonly accessKeyId: string
  /** The user's or role's own ARN, as policies name it. */
  readonly principalArn: string
  readonly user?: LiveUser
  readonly role?: LiveRole
  readonly issued?: Issued
  /** Milliseconds since the MFA code; absent without MFA, and inside every role session. */
  readonly mfaAge?: number
  readonly policies: readonly PolicyDocument[]
}

export type Signing = {
  readonly service: 'sts' | 'iam' | 'organizations' | 's3' | 'dynamodb' | 'ce'
  /** How old a signature may be: 15 minutes for STS, IAM, S3 and DynamoDB, 5 for the other JSON services. */
  readonly minutes: 15 | 5
}

const mismatch = (message: string): Refusal => refuse(403, 'SignatureDoesNotMatch', message)
const invalidToken = refuse(
  403,
  'InvalidClientTokenId',
  'The security token included in the request is invalid',
)

/**
 * Any region will do, also for IAM and Organizations: with an endpoint of its own, a client signs
 * for the region it was configured with instead of the service's one home (botocore, endpoint rule sets).
 */
const checkScope = (signed: Signed, signing: Signing): Refusal | null => {
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(signed.region))
    return mismatch('Credential should be scoped to a valid region. ')
  if (signed.service !== signing.service)
    return mismatch(`Credential should be scoped to correct service: '${signing.service}'. `)
  if (signed.terminator !== 'aws4_request')
    return mismatch(
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${signed.terminator}'.`,
    )
  if (!signed.time.startsWith(signed.day))
    return mismatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${signed.day}' != '${signed.time.slice(0, 8)}', from '${signed.time}'.`,
    )
  return null
}

const minute = 60_000

/** Fresh by any of the accepted clocks; else AWS's own words, which show both times. */
const checkAge = (signed: Signed, times: readonly number[], allowed: number): Refusal | null => {
  const at = readTime(signed.time)
  const past = signed.lives === undefined ? allowed * minute : signed.lives * 1000
  if (times.some(now => at >= now - past && at <= now + 5 * minute)) return null
  const now = times[0] ?? 0
  return at < now
    ? mismatch(
        `Signature expired: ${signed.time} is now earlier than ${writeTime(now - past)} (${writeTime(now)} - ${Math.round(past / minute)} min.)`,
      )
    : mismatch(
        `Signature not yet current: ${signed.time} is still later than ${writeTime(now + 5 * minute)} (${writeTime(now)} + 5 min.)`,
      )
}

type Known = { readonly secret: string; readonly caller: Caller }

const byLongTermKey = (world: World, accessKeyId: string, token: string | undefined): Known | Refusal => {
  for (const user of world.users) {
    const key = user.keys.find(each => each.id === accessKeyId)
    if (!key) continue
    if (!key.active || token !== undefined || world.account(user.account)?.state === 'SUSPENDED')
      return invalidToken
    const { arn, id: userId, account, policies } = user
    return {
      secret: key.secret,
      caller: { arn, userId, account, kind: 'user', accessKeyId, principalArn: arn, user, policies },
    }
  }
  return invalidToken
}

const bySession = (world: World, issued: Issued, token: string | undefined): Known | Refusal => {
  if (token === undefined || !sameText(token, issued.sessionToken)) return invalidToken
  if (world.now() >= issued.expiresAt)
    return refuse(403, 'ExpiredToken', 'The security token included in the request is expired')
  const { accessKeyId, secretAccessKey: secret, user, role, account } = issued
  if (issued.kind === 'session-token' && user) {
    const mfaAge =
      issued.mfaAuthenticatedAt === undefined ? undefined : world.now() - issued.mfaAuthenticatedAt
    const caller: Caller = {
      arn: user.arn,
      userId: user.id,
      account,
      kind: 'session-token',
      accessKeyId,
      principalArn: user.arn,
      user,
      issued,
      policies: user.policies,
      ...(mfaAge !== undefined && { mfaAge }),
    }
    return { secret, caller }
  }
  // Sessions are bound to the role's unique id: deleting or re-creating the role ends them.
  if (!role || !world.roles.includes(role)) return invalidToken
  const arn = `arn:aws:sts::${account}:assumed-role/${role.name}/${issued.sessionName}`
  const caller: Caller = {
    arn,
    userId: `${role.id}:${issued.sessionName}`,
    account,
    kind: 'role',
    accessKeyId,
    principalArn: role.arn,
    role,
    issued,
    policies: role.policies,
  }
  return { secret, caller }
}

/** S3 lets a client sign a request without its body, or with a body that follows in pieces. */
const isUnhashed = (claimed: string): boolean =>
  claimed === 'UNSIGNED-PAYLOAD' || claimed.startsWith('STREAMING-')

/** Scope, then key and token, then signature: the order in which STS answers. */
export const authenticate = (world: World, request: Incoming, signing: Signing): Caller | Refusal => {
  const signed = readSignature(request)
  if (isRefusal(signed)) return signed
  const scope = checkScope(signed, signing)
  if (scope) return scope
  const issued = world.issued.get(signed.accessKeyId)
  const known = issued
    ? bySession(world, issued, signed.token)
    : byLongTermKey(world, signed.accessKeyId, signed.token)
  if (isRefusal(known)) return known
  const age = checkAge(signed, world.times(), signing.minutes)
  if (age) return age
  const claimed = request.headers['x-amz-content-sha256']
  if (
    !signed.signedHeaders.includes('host') ||
    !sameText(signatureOf(request, signed, known.secret), signed.signature) ||
    (claimed !== undefined &&
      !(signing.service === 's3' && isUnhashed(claimed)) &&
      claimed !== bodyHash(request))
  )
    return mismatch(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    )
  const key = known.caller.user?.keys.find(each => each.id === signed.accessKeyId)
  if (key) key.lastUsed = { at: world.now(), service: signing.service }
  return known.caller
}
