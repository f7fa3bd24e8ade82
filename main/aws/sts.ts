// STS: who am I, take a role, and trade a code for a session that many roles can share.
import type { Result } from '../../shared/result.ts'
import type { Credentials } from './credentials.ts'

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
