// STS: who am I, take a role, and trade a code for a session that many roles can share.
import { ok, type Result } from '../../shared/result.ts'
import type { Caller } from './caller.ts'
import { type Credentials, credentialsFromSdk } from './credentials.ts'

/** A code of a TOTP device; STS takes no others (a FIDO key cannot answer here). */
export type MfaAnswer = { readonly serial: string; readonly code: string }

export type AssumeRoleInput = {
  readonly roleArn: string
  readonly sessionName: string
  /** 900 to 43200, in seconds. */
  readonly seconds: number
  /** Whose endpoint is called; it must be of the role's partition. */
  readonly region: string
  readonly externalId?: string | null
  readonly mfa?: MfaAnswer | null
  readonly sourceIdentity?: string | null
  readonly tags?: Readonly<Record<string, string>>
  readonly transitiveTags?: readonly string[]
  readonly policyArns?: readonly string[]
  readonly policy?: string | null
  readonly signal?: AbortSignal
}

export type Assumed = {
  readonly credentials: Credentials & { readonly expiresAt: number }
  readonly assumedRoleArn: string
  readonly requestId: string
  /** AWS's time minus ours, in ms, as the answer's Date header says (a second's precision). */
  readonly clockSkewMs: number
}

export type SessionTokenInput = {
  /** 900 to 129600, in seconds. */
  readonly seconds: number
  readonly region: string
  readonly mfa?: MfaAnswer | null
  readonly signal?: AbortSignal
}
export type SessionTokenAnswer = Omit<Assumed, 'assumedRoleArn'>

export type CallerIdentity = {
  readonly account: string
  readonly arn: string
  readonly userId: string
  readonly requestId: string
  readonly clockSkewMs: number
}

export interface Sts {
  assumeRole(by: Credentials, input: AssumeRoleInput): Promise<Result<Assumed>>
  /** Long-term keys only: AWS refuses session credentials here. */
  sessionToken(by: Credentials, input: SessionTokenInput): Promise<Result<SessionTokenAnswer>>
  /** Needs no permission and cannot be denied, so it is the probe for "are these alive". */
  callerIdentity(by: Credentials, region: string, signal?: AbortSignal): Promise<Result<CallerIdentity>>
}

const sdk = () => import('@aws-sdk/client-sts')

export const createSts = ({ call, incomplete }: Caller): Sts => ({
  async assumeRole(by, input) {
    const asked = {
      operation: 'AssumeRole',
      service: 'sts',
      region: input.region,
      credentials: by,
      signal: input.signal,
      // A code works once: when the answer got lost, the same code again would be refused and hide the cause.
      ...(input.mfa ? { attempts: 1 } : {}),
    } as const
    const sent = await call(asked, async (settings, options) => {
      const { STSClient, AssumeRoleCommand } = await sdk()
      return new STSClient(settings).send(
        new AssumeRoleCommand({
          RoleArn: input.roleArn,
          RoleSessionName: input.sessionName,
          DurationSeconds: input.seconds,
          ...(input.externalId ? { ExternalId: input.externalId } : {}),
          ...(input.mfa ? { SerialNumber: input.mfa.serial, TokenCode: input.mfa.code } : {}),
          ...(input.sourceIdentity ? { SourceIdentity: input.sourceIdentity } : {}),
          ...(input.tags && Object.keys(input.tags).length > 0
            ? { Tags: Object.entries(input.tags).map(([Key, Value]) => ({ Key, Value })) }
            : {}),
          ...(input.transitiveTags?.length ? { TransitiveTagKeys: [...input.transitiveTags] } : {}),
          ...(input.policyArns?.length ? { PolicyArns: input.policyArns.map(arn => ({ arn })) } : {}),
          ...(input.policy ? { Policy: input.policy } : {}),
        }),
        options,
      )
    })
    if (!sent.ok) return sent
    const { output, requestId, clockSkewMs } = sent.value
    const credentials = credentialsFromSdk(output.Credentials)
    const arn = output.AssumedRoleUser?.Arn
    if (credentials === null || credentials.expiresAt === null || !arn) return incomplete(asked)
    const { expiresAt } = credentials
    return ok({ credentials: { ...credentials, expiresAt }, assumedRoleArn: arn, requestId, clockSkewMs })
  },

  async sessionToken(by, input) {
    const asked = {
      operation: 'GetSessionToken',
      service: 'sts',
      region: input.region,
      credentials: by,
      signal: input.signal,
      ...(input.mfa ? { attempts: 1 } : {}),
    } as const
    const sent = await call(asked, async (settings, options) => {
      const { STSClient, GetSessionTokenCommand } = await sdk()
      return new STSClient(settings).send(
        new GetSessionTokenCommand({
          DurationSeconds: input.seconds,
          ...(input.mfa ? { SerialNumber: input.mfa.serial, TokenCode: input.mfa.code } : {}),
        }),
        options,
      )
    })
    if (!sent.ok) return sent
    const credentials = credentialsFromSdk(sent.value.output.Credentials)
    if (credentials === null || credentials.expiresAt === null) return incomplete(asked)
    const { requestId, clockSkewMs } = sent.value
    return ok({ credentials: { ...credentials, expiresAt: credentials.expiresAt }, requestId, clockSkewMs })
  },

  async callerIdentity(by, region, signal) {
    const asked = { operation: 'GetCallerIdentity', service: 'sts', region, credentials: by, signal } as const
    const sent = await call(asked, async (settings, options) => {
      const { STSClient, GetCallerIdentityCommand } = await sdk()
      return new STSClient(settings).send(new GetCallerIdentityCommand({}), options)
    })
    if (!sent.ok) return sent
    const { output, requestId, clockSkewMs } = sent.value
    if (!output.Account || !output.Arn || !output.UserId) return incomplete(asked)
    return ok({ account: output.Account, arn: output.Arn, userId: output.UserId, requestId, clockSkewMs })
  },
})
