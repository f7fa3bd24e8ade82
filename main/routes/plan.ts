// Finds the legal route to a target and says what it will do, without doing any of it.
import type { Estate, Target } from '../../shared/catalog.ts'
import type { SignInId, TargetId } from '../../shared/names.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Cap, Hop, Route, Strategy } from '../../shared/route.ts'
import { asSessionName, awaitsUser, fill, type Who } from './names.ts'
import { findPath, isTooFar, type Path } from './path.ts'
import {
  chainedSeconds,
  firstSource,
  type LearnedLength,
  lengthOf,
  type Source,
  strategyOf,
} from './rules.ts'
import { sentenceOf, shortenedSentence } from './sentence.ts'

/** What a person wants of this one journey. */
export type Wishes = {
  /** Asked for now (`--duration`), in seconds; else the target's own wish counts. */
  readonly seconds?: number | undefined
  /** Taken instead of the rule's choice, where the sign-in allows it. */
  readonly strategy?: Strategy | undefined
  readonly ticket?: string | null | undefined
  /** When this opening ends at the latest, ms since the epoch: a renewal may not outlast it. */
  readonly until?: number | null | undefined
}

/** What is known while planning; everything here may be absent, and planning never asks for it. */
export type Known = {
  readonly now: number
  /** The user's name as `{user}` wants it; null until the sign-in was used once. */
  readonly user: (signIn: SignInId) => string | null
  /** It has a key, or the person is signed in. */
  readonly ready: (signIn: SignInId) => boolean
  /** What a profile or a command gave last time. */
  readonly source: (signIn: SignInId) => 'key' | 'session' | null
  /** The shared MFA session of an IAM user, if one lives. */
  readonly mfaSession: (
    signIn: SignInId,
  ) => { readonly expiresAt: number; readonly startedAt: number | null } | null
  /** How long a shared MFA session is asked for, in seconds. */
  readonly mfaSeconds: number
  readonly roleLength: (target: TargetId) => LearnedLength | null
  /** Whether the person has a role on the way; null = not known. */
  readonly granted: (target: Target) => boolean | null
  /** The shortest age of an MFA session, in seconds, that this target refused as too old. */
  readonly mfaTooOldAt: (target: TargetId) => number | null
}

/** What is known when nothing is: for a catalog's own checks and for tests. */
export const knowNothing = (now: number): Known => ({
  now,
  user: () => null,
  ready: () => false,
  source: () => null,
  mfaSession: () => null,
  mfaSeconds: 43_200,
  roleLength: () => null,
  granted: () => null,
  mfaTooOldAt: () => null,
})

const environmentBound = (target: Target, wishes: Wishes, now: number): number | null => {
  const left = wishes.until == null ? null : Math.floor((wishes.until - now) / 1_000)
  const bound = target.environment?.maxDuration ?? null
  return left === null ? bound : bound === null ? left : Math.min(left, bound)
}

/** What the person themselves asked of this target; the catalog's durations are wishes of the team, not of the person. */
const askedFor = (target: Target, wishes: Wishes): number | null => wishes.seconds ?? target.personal.duration

/**
 * Plans the route to a target.
 * Fails with `unknown-name` when the estate has no such target, `no-way` when none of its origins leads to a sign-in.
 */
export const planRoute = (
  estate: Estate,
  targetId: TargetId,
  wishes: Wishes,
  known: Known,
): Result<Route> => {
  const target = estate.targets.get(targetId)
  if (!target) return failed({ kind: 'unknown-name', what: 'target', name: targetId, nearest: [] })
  const path = findPath(estate, target, known.ready, known.granted)
  if (!path) return failed({ kind: 'no-way', target: targetId, far: isTooFar(estate, target) })
  return ok(describe(path, target, wishes, known))
}

const describe = (path: Path, target: Target, wishes: Wishes, known: Known): Route => {
  const { signIn, chain } = path
  const asked = askedFor(target, wishes)
  const wish = asked ?? target.duration
  const bound = environmentBound(target, wishes, known.now)
  const first = chain[0] as Target
  const reachable = lengthOf({
    wish,
    source: 'user-key',
    learned: known.roleLength(first.id),
    environmentMax: bound,
  }).seconds
  const ruled = strategyOf({ signIn, chain, asked, reachable })
  const strategy = ruled === null || ruled === 'no-mfa' ? ruled : (wishes.strategy ?? ruled)
  const who: Who = { user: known.user(signIn.id), ticket: wishes.ticket ?? null }
  const last = chain.length - 1
  // The session of the first role lasts as long as its targets are wished for when a code was spent on it alone.
  const wishFor = (each: Target, index: number): number =>
    index === last
      ? wish
      : strategy === 'mfa-on-assume' && index === 0
        ? Math.max(wish, each.duration)
        : each.duration
  const hops = chain.map((each, index) =>
    hopOf({
      target: each,
      step: index + 1,
      via: index === 0 ? signIn.id : (chain[index - 1] as Target).id,
      portal: index === 0 && signIn.kind === 'identity-center',
      source: index === 0 ? firstSource(signIn, strategy, known.source(signIn.id)) : 'role-session',
      mfa: index === 0 && strategy === 'mfa-on-assume',
      wish: wishFor(each, index),
      bound: index === last ? bound : (each.environment?.maxDuration ?? null),
      learned: known.roleLength(each.id),
      who,
    }),
  )
  const final = hops[last] as Hop
  const live = strategy === 'shared-mfa-session' ? known.mfaSession(signIn.id) : null
  const tooOld = tooOldFor(chain, live, known)
  const shortened =
    final.cap === null
      ? null
      : shortenedSentence({
          wish,
          seconds: final.seconds,
          cap: final.cap,
          target,
          portal: final.kind === 'role-credentials',
        })
  const facts = {
    signIn,
    strategy,
    hops,
    ready: known.ready(signIn.id),
    mfaLeft: live && tooOld === null ? Math.floor((live.expiresAt - known.now) / 1_000) : null,
    mfaSeconds: known.mfaSeconds,
    tooOld,
    target,
    breakGlass: chain.some(each => each.breakGlass),
    shortened,
  }
  return {
    target: target.id,
    signIn: signIn.id,
    signInKind: signIn.kind,
    hops,
    strategy,
    sentence: sentenceOf(facts),
    notices: shortened === null ? [] : [shortened],
  }
}

/** The first target on the way that is known to refuse an MFA session as old as the living one; null when none is. */
const tooOldFor = (
  chain: readonly Target[],
  live: { readonly startedAt: number | null } | null,
  known: Known,
): Target | null => {
  const startedAt = live?.startedAt ?? null
  const first = chain[0]
  if (startedAt === null || !first) return null
  const refusedAt = known.mfaTooOldAt(first.id)
  return refusedAt !== null && (known.now - startedAt) / 1_000 >= refusedAt ? first : null
}

/** Identity Center decides how long a permission set lasts and cannot be asked for less or more (SSO portal API, GetRoleCredentials). */
const portalLength = (wish: number, learned: LearnedLength | null): { seconds: number; cap: Cap | null } => {
  const seconds = learned?.granted ?? chainedSeconds
  return { seconds, cap: wish > seconds ? 'role' : null }
}

const hopOf = (facts: {
  target: Target
  step: number
  via: string
  portal: boolean
  source: Source
  mfa: boolean
  wish: number
  bound: number | null
  learned: LearnedLength | null
  who: Who
}): Hop => {
  const { target, who } = facts
  const length = facts.portal
    ? portalLength(facts.wish, facts.learned)
    : lengthOf({
        wish: facts.wish,
        source: facts.source,
        learned: facts.learned,
        environmentMax: facts.bound,
      })
  const name = fill(target.sessionName, who)
  const identity = target.sourceIdentity === null ? null : fill(target.sourceIdentity, who)
  return {
    step: facts.step,
    kind: facts.portal ? 'role-credentials' : 'assume-role',
    target: target.id,
    arn: target.arn,
    via: facts.via,
    mfa: facts.mfa,
    externalId: facts.portal ? null : target.externalId,
    seconds: length.seconds,
    cap: length.cap,
    sessionName: awaitsUser(name) ? name : asSessionName(name),
    sourceIdentity: identity === null || awaitsUser(identity) ? identity : asSessionName(identity),
    tags: facts.portal ? {} : target.tags,
    transitiveTags: facts.portal ? [] : target.transitiveTags,
    policyArns: facts.portal ? [] : target.policyArns,
    policy: facts.portal ? null : target.policy,
    region: target.region,
  }
}
