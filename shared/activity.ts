// One entry of the local record of what was done; it has no place for a secret.
import type { SignInId, TargetId } from './names.ts'

export type ActivityKind =
  | 'sign-in'
  | 'sign-out'
  | 'session-start'
  | 'session-renew'
  | 'session-stop'
  | 'console'
  | 'delivery'
  | 'refusal'
  | 'keys'
  | 'lock'
  | 'unlock'
  | 'catalog'
  | 'access'
  | 'profiles'
  | 'check'

export type ActivityEntry = {
  readonly what: ActivityKind
  /** The person: the portal's or IAM user's name when known, else the name on this machine. */
  readonly who: string
  readonly target?: TargetId
  readonly signIn?: SignInId
  /** The route in one line, as the window draws it. */
  readonly route?: string
  readonly reason?: string
  /** With these two a row is found again in CloudTrail. */
  readonly sessionName?: string
  /** An access key id is no secret. */
  readonly accessKeyId?: string
  readonly requestIds?: readonly string[]
  readonly outcome: 'done' | 'refused' | 'failed' | 'cancelled'
  readonly detail?: string
  readonly breakGlass?: boolean
  readonly environment?: string
  /** How it was asked for. */
  readonly door: 'window' | 'cli' | 'agent'
}

/** A recorded entry: `seq` counts from 1, `at` is ISO-8601 UTC, `hash` covers the row and `prev`, the hash before it. */
export type ActivityRow = ActivityEntry & {
  readonly seq: number
  readonly at: string
  readonly prev: string
  readonly hash: string
}
