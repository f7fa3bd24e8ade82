// The room of sessions: live credentials for targets, opened under guard, kept fresh, handed out, and ended.
import type { Failure } from '../../shared/failure.ts'
import type { SignInId, TargetId } from '../../shared/names.ts'
import type { Result } from '../../shared/result.ts'
import type { Route } from '../../shared/route.ts'
import type { ProfileMode, SessionView } from '../../shared/session.ts'
import type { Ask } from '../ask.ts'
import type { RoleCredentials, Trial } from '../routes/journey.ts'
import type { HeldOpenings } from './opening-gate.ts'

/** Through which door somebody came; for the record, and for what may be asked there. */
export type Door = 'window' | 'cli' | 'agent'

export type Visit = {
  readonly ask: Ask
  readonly door: Door
  readonly signal?: AbortSignal | undefined
}

/** What a person wants of an opening. Absent = the target's own. */
export type OpenWishes = {
  /** Write a profile (`assume`); else the session is only opened (`env`, `exec`, `console`). */
  readonly write: boolean
  readonly profile?: string | undefined
  readonly mode?: ProfileMode | undefined
  /** A profile of this name that is not ours may be replaced; the person said so. */
  readonly replaceForeign?: boolean | undefined
  readonly region?: string | undefined
  /** The wished length in seconds. */
  readonly seconds?: number | undefined
  readonly mfaCode?: string | undefined
  readonly reason?: string | undefined
  readonly confirm?: string | undefined
  /** At least so much must be left, in seconds, where AWS gives it. */
  readonly minSeconds?: number | undefined
  /** New credentials even where living ones would do. */
  readonly force?: boolean | undefined
}

/** Credentials handed out: for main only, they hold secrets. */
export type Opened = {
  readonly view: SessionView
  readonly credentials: RoleCredentials
  /** Sentences: a shortened length, a wrong clock, nothing that renews. */
  readonly notices: readonly string[]
  /** The credentials come from a role that was itself assumed by a role (or a portal): the console takes no length then. */
  readonly chained: boolean
  readonly requestIds: readonly string[]
}

export type IssueWishes = Pick<
  OpenWishes,
  'minSeconds' | 'seconds' | 'mfaCode' | 'reason' | 'confirm' | 'region'
> & {
  /** What the credentials are for, as the record says it. */
  readonly delivery: 'environment' | 'exec' | 'each' | 'process' | 'endpoint' | 'console' | 'terminal'
}

/** Something a person should be told although nobody waits for it: a renewal that failed, an end that comes near. */
export type SessionNotice = {
  readonly target: TargetId
  readonly sentence: string
  readonly failure: Failure | null
}

export interface SessionBook {
  /**
   * Opens or renews a session: guards first (a reason and a typed name before any code), then the route, then the
   * profile. When the profile cannot be written nothing is left behind.
   */
  open(target: TargetId, wishes: OpenWishes, visit: Visit): Promise<Result<Opened>>
  /**
   * Hands out credentials with more than 15 minutes left wherever AWS gives that much. Opens the target when it must;
   * `delivery: 'process'` never asks for a reason and fails with `answer-needed` until somebody opened the target.
   * `delivery: 'each'` asks for none either, and keeps no session: its credentials are lent to one piece of work of many.
   */
  issue(target: TargetId, wishes: IssueWishes, visit: Visit): Promise<Result<Opened>>
  /** The route as it would be traveled now. */
  plan(target: TargetId, wishes: { readonly seconds?: number | undefined }): Promise<Result<Route>>
  /** Tries the route without keeping a session (`route --probe`, `check`). */
  tryRoute(
    target: TargetId,
    visit: Visit,
    options?: { readonly probe?: boolean; readonly mfaCode?: string | undefined },
  ): Promise<Result<{ readonly route: Route; readonly trial: Trial }>>
  /** Live sessions, those that end first coming first. */
  list(): Promise<Result<readonly SessionView[]>>
  /** Ends a session here: profile block, kept credentials, hubs nobody else uses. Nothing to stop is fine. */
  stop(target: TargetId): Promise<Result<{ readonly stopped: readonly TargetId[] }>>
  stopAll(): Promise<Result<{ readonly stopped: readonly TargetId[] }>>
  /** Everything that came from a sign-in ends: before its sign-out, or when its key goes. */
  stopSignIn(signIn: SignInId): Promise<Result<{ readonly stopped: readonly TargetId[] }>>
  /** The app is about to end: openings wait until it is decided what becomes of sessions. */
  holdOpenings(): HeldOpenings
  /** Renews what is due and can be renewed without a question; the resident agent calls it by itself. */
  renewDue(): Promise<void>
  /** At start: drops what ended, takes stale profile blocks away, and goes on renewing where this process is resident. */
  resume(): Promise<Result<{ readonly removedProfiles: readonly string[] }>>
  /** Drops ended sessions and their profile blocks; every command without an agent does it first. */
  sweep(): Promise<Result<{ readonly removedProfiles: readonly string[] }>>
  /** Told after every change of `list()`. Returns an unsubscribe. */
  onChange(take: () => void): () => void
  onNotice(take: (notice: SessionNotice) => void): () => void
  /** Stops timers and waits for a renewal that is under way; sessions stay as they are. */
  close(): Promise<void>
}
