// What a journey along a route needs, and what it brings home.
import type { Cause, Failure, FailureOf } from '../../shared/failure.ts'
import type { SignInId, TargetId } from '../../shared/names.ts'
import type { Result } from '../../shared/result.ts'
import type { Route } from '../../shared/route.ts'
import type { Ask } from '../ask.ts'
import type { Credentials } from '../aws/credentials.ts'
import type { LearnedLength } from './rules.ts'

/** Temporary credentials of a role: they have a token and an end. */
export type RoleCredentials = Credentials & {
  readonly sessionToken: NonNullable<Credentials['sessionToken']>
  readonly expiresAt: number
}

export type JourneyOptions = {
  /** Who is asked for an MFA code, if one is needed. */
  readonly ask: Ask
  /** A code given along; used once, instead of asking. */
  readonly mfaCode?: string | null | undefined
  readonly signal?: AbortSignal | undefined
}

/** One hop as it was traveled. */
export type TraveledHop = {
  readonly step: number
  readonly target: TargetId
  readonly assumedRoleArn: string
  /** The name of its credentials in the hop cache. */
  readonly key: string
  readonly expiresAt: number
  /** No call was made: a living session was there already. */
  readonly reused: boolean
  /** AWS's id of the call; null when it was reused. */
  readonly requestId: string | null
}

/** What `travel` comes home with. Times in ms since the epoch. */
export type Arrival = {
  readonly credentials: RoleCredentials
  readonly assumedRoleArn: string
  readonly issuedAt: number
  readonly expiresAt: number
  /** Up to here these credentials can be had anew without asking a person; null = without end; 0 = not at all. */
  readonly silentUntil: number | null
  readonly hops: readonly TraveledHop[]
  readonly requestIds: readonly string[]
  /** The session name AWS recorded: what CloudTrail shows. */
  readonly sessionName: string
  /** The user name that filled `{user}`; null when nothing needed it. */
  readonly user: string | null
  /** AWS's time minus ours, in ms, when it is off by more than signatures bear; else 0. */
  readonly skewMs: number
  /** Shortened lengths, a wrong clock: sentences, never errors. */
  readonly notices: readonly string[]
}

/** One hop as it was tried. */
export type TriedHop = {
  readonly step: number
  readonly arn: string
  readonly ok: boolean
  readonly causes: readonly Cause[]
  readonly awsCode: string | null
  readonly message: string | null
}

export type Trial = {
  readonly target: TargetId
  readonly ok: boolean
  readonly hops: readonly TriedHop[]
  /** Of the first hop that failed, else null. */
  readonly failedAt: number | null
  readonly seconds: number
  /** What failed before or beside a hop (no sign-in, no code): a failure of its own. */
  readonly failure: Failure | null
  /** The refused hop with all that AWS said, and what to send to the account's owner. */
  readonly refusal: FailureOf<'hop-refused'> | null
}

/** What was learned about roles by asking AWS, for the next plan. */
export type Lessons = {
  readonly roleLength: (target: TargetId) => LearnedLength | null
  readonly mfaTooOldAt: (target: TargetId) => number | null
}

export interface Travel {
  /**
   * Travels a route: reuses what lives, asks for a code where one is due, and yields the target's credentials. The
   * hops on the way are kept in the vault; the target's own credentials are the caller's to keep.
   * Any number of callers share one journey per hop, in this process and in others.
   * Fails with `hop-refused` and its causes, `key-refused`, `mfa-rejected`, `mfa-no-device`, `answer-needed`,
   * `sign-in-required`, `throttled`, `unreachable`, `cancelled`, `interrupted`, or what the vault fails with.
   */
  travel(route: Route, options: JourneyOptions): Promise<Result<Arrival>>
  /** Tries each hop and keeps nothing but hubs on the way; finds the causes of a refusal. `probe: false` spares the probes. */
  tryRoute(route: Route, options: JourneyOptions & { readonly probe?: boolean }): Promise<Trial>
  lessons(): Promise<Result<Lessons>>
  /** Forgets the hops that were kept: those named, all that began at a sign-in, or all. */
  forget(
    what: { readonly hops: readonly string[] } | { readonly signIn: SignInId } | 'all',
  ): Promise<Result<void>>
}
