// Makes the one call of a hop: GetRoleCredentials at a portal, or AssumeRole, shorter where AWS gives no longer.
import type { Failure } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Hop } from '../../shared/route.ts'
import type { Aws } from '../aws/aws.ts'
import type { Credentials } from '../aws/credentials.ts'
import type { PortalCall } from '../aws/portal.ts'
import type { Assumed, MfaAnswer } from '../aws/sts.ts'
import { sessionNameOf } from './hop-store.ts'
import type { RoleCredentials } from './journey.ts'
import { chainedSeconds } from './rules.ts'
import { spellSeconds } from './spell-time.ts'

/** What one call brought. */
export type Taken = {
  readonly credentials: RoleCredentials
  readonly assumedRoleArn: string
  readonly issuedAt: number
  readonly requestId: string
  readonly clockSkewMs: number
  /** The shortest length that AWS refused as longer than the role's maximum, in seconds; null when none was. */
  readonly refusedSeconds: number | null
  /** Why it is shorter than the route had planned, as a sentence; null when it is not. */
  readonly shortened: string | null
}

export type AwsRefusal = Extract<Failure, { kind: 'aws-refused' }>

/**
 * STS names the limit that a length breaks, before it looks at codes or policies (observed: schema range, the
 * role's maximum, the chaining limit), so the same call can be made again, shorter, with the same MFA code.
 */
const brokenLimit = (failure: Failure): 'role' | 'chained' | null => {
  if (failure.kind !== 'aws-refused' || failure.awsCode !== 'ValidationError') return null
  if (/MaxSessionDuration set for this role/i.test(failure.awsMessage)) return 'role'
  return /role chaining/i.test(failure.awsMessage) ? 'chained' : null
}

/** What AWS sees of a hop beside who calls. */
export const assumeInput = (hop: Hop, user: string | null) => ({
  roleArn: hop.arn,
  sessionName: sessionNameOf(hop.sessionName, user),
  seconds: hop.seconds,
  region: hop.region,
  externalId: hop.externalId,
  sourceIdentity: hop.sourceIdentity === null ? null : sessionNameOf(hop.sourceIdentity, user),
  tags: hop.tags,
  transitiveTags: hop.transitiveTags,
  policyArns: hop.policyArns,
  policy: hop.policy,
})

/** Maxima that people give roles: the console's choices and what lies between, in seconds. */
const usualMaxima = [8, 6, 4, 3, 2, 1].map(hours => hours * 3_600)

/** What to ask for after `seconds` was too long; null when nothing shorter is worth a call. */
const shorter = (seconds: number, limit: 'role' | 'chained'): number | null =>
  (limit === 'chained' ? [chainedSeconds] : usualMaxima).find(each => each < seconds) ?? null

/**
 * AssumeRole. AWS does not say how long a role may last, only that a length is too long: then the next usual
 * maximum is asked for, down to the hour that every role gives. Fails with what AWS or the network said.
 */
export const assumeHop = async (
  aws: Pick<Aws, 'sts'>,
  by: Credentials,
  hop: Hop,
  how: {
    readonly user: string | null
    readonly mfa?: MfaAnswer | null
    readonly signal?: AbortSignal | undefined
  },
): Promise<Result<Taken>> => {
  let seconds = hop.seconds
  let refusedSeconds: number | null = null
  for (;;) {
    const answer = await aws.sts.assumeRole(by, {
      ...assumeInput(hop, how.user),
      seconds,
      mfa: how.mfa ?? null,
      ...(how.signal ? { signal: how.signal } : {}),
    })
    if (answer.ok) return readAnswer(hop, answer.value, seconds, refusedSeconds)
    const limit = brokenLimit(answer.failure)
    const next = limit === null ? null : shorter(seconds, limit)
    if (next === null) return answer
    if (limit === 'role') refusedSeconds = seconds
    seconds = next
  }
}

const readAnswer = (
  hop: Hop,
  { credentials, assumedRoleArn, requestId, clockSkewMs }: Assumed,
  seconds: number,
  refusedSeconds: number | null,
): Result<Taken> =>
  credentials.sessionToken === null
    ? withoutToken()
    : ok({
        credentials: { ...credentials, sessionToken: credentials.sessionToken },
        assumedRoleArn,
        // Counted back from the end, so that both are AWS's time even where this machine's is wrong.
        issuedAt: credentials.expiresAt - seconds * 1_000,
        requestId,
        clockSkewMs,
        refusedSeconds,
        shortened:
          seconds === hop.seconds
            ? null
            : shortenedBy(refusedSeconds === null ? 'chained' : 'role', hop.seconds, seconds, hop.arn),
      })

const shortenedBy = (limit: 'role' | 'chained', wish: number, seconds: number, arn: string): string => {
  const from = `Shortened from ${spellSeconds(wish)} to ${spellSeconds(seconds)}:`
  return limit === 'role'
    ? `${from} that is the most ${arn.split('/').at(-1)} allows.`
    : `${from} AWS allows one hour for a role behind temporary credentials.`
}

const withoutToken = (): Result<never> =>
  failed({ kind: 'unreachable', host: 'AWS', said: 'its answer lacks a session token' })

/**
 * GetRoleCredentials, and who they make one: the portal does not say the name of the role it made, so one
 * GetCallerIdentity follows, which needs no permission.
 */
export const portalHop = async (
  aws: Pick<Aws, 'sts' | 'portal'>,
  by: PortalCall,
  hop: Hop,
  how: {
    readonly account: string
    readonly permissionSet: string
    readonly now: () => number
  },
): Promise<Result<Taken>> => {
  const got = await aws.portal.roleCredentials(by, how.account, how.permissionSet)
  if (!got.ok) return got
  const { credentials, requestId } = got.value
  if (credentials.sessionToken === null) return withoutToken()
  const identity = await aws.sts.callerIdentity(credentials, hop.region, by.signal)
  if (!identity.ok) return identity
  const { arn, clockSkewMs } = identity.value
  return ok({
    credentials: { ...credentials, sessionToken: credentials.sessionToken },
    assumedRoleArn: arn,
    issuedAt: Math.min(how.now() + clockSkewMs, credentials.expiresAt),
    requestId,
    clockSkewMs,
    refusedSeconds: null,
    shortened: null,
  })
}
