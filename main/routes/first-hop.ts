// The first hop of a route: from a sign-in to a role, with the MFA that is due there and nowhere else.
import type { SignIn, Target } from '../../shared/catalog.ts'
import type { Failure } from '../../shared/failure.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Hop } from '../../shared/route.ts'
import type { Credentials } from '../aws/credentials.ts'
import { youngMfa } from './causes.ts'
import { learn, learnSource, readLessons } from './lessons.ts'
import type { MfaSession } from './roots.ts'
import type { Source } from './rules.ts'
import { assumeHop, portalHop, type Taken } from './take-hop.ts'
import { lastPart, type TravelDeps, type Trip } from './trip.ts'

/** Who signed a call, for finding out why it was refused. */
export type Signer = {
  readonly credentials: Credentials | null
  readonly source: Source
  /** Seconds since the MFA it carries; 0 = a code came along, null = none. */
  readonly mfaAge: number | null
}

/** Turns AWS's refusal of a hop into a failure with its causes. */
export type Explain = (trip: Trip, index: number, signer: Signer, failure: Failure) => Promise<Failure>

export type FirstHop = (trip: Trip) => Promise<Result<Taken>>

export const createFirstHop = (deps: TravelDeps, explain: Explain): FirstHop => {
  const { aws, roots, vault, clock } = deps
  const wish = (trip: Trip) => ({
    ask: trip.ask,
    code: trip.mfaCode,
    target: trip.route.target,
    ...(trip.signal ? { signal: trip.signal } : {}),
  })

  const orExplain = async (trip: Trip, signer: Signer, result: Result<Taken>): Promise<Result<Taken>> =>
    result.ok ? result : failed(await explain(trip, 0, signer, result.failure))

  const byPortal = async (
    trip: Trip,
    signIn: SignIn & { kind: 'identity-center' },
    hop: Hop,
    target: Target,
  ): Promise<Result<Taken>> => {
    const result = await roots.withPortal(
      signIn.id,
      by =>
        portalHop(aws, by, hop, {
          account: target.account.id,
          permissionSet: target.role,
          now: () => clock.now(),
        }),
      trip.signal,
    )
    if (result.ok) await roots.learnPortalUser(signIn.id, lastPart(result.value.assumedRoleArn))
    // Not a refused hop: nothing but a new sign-in helps.
    if (!result.ok && result.failure.kind === 'sign-in-required') return result
    return orExplain(trip, { credentials: null, source: 'role-session', mfaAge: null }, result)
  }

  const byKeyWithCode = async (trip: Trip, hop: Hop): Promise<Result<Taken>> => {
    const key = await roots.source(trip.signIn.id)
    if (!key.ok) return key
    const result = await roots.withCode(trip.signIn.id, wish(trip), mfa =>
      assumeHop(aws, key.value, hop, { user: trip.user, mfa, signal: trip.signal }),
    )
    return orExplain(trip, { credentials: key.value, source: 'user-key', mfaAge: 0 }, result)
  }

  const ageOf = (session: MfaSession): number =>
    Math.max(0, Math.floor((clock.now() - session.startedAt) / 1_000))

  const bySession = (trip: Trip, hop: Hop, session: MfaSession): Promise<Result<Taken>> =>
    assumeHop(aws, session.credentials, hop, { user: trip.user, signal: trip.signal })

  /**
   * A role may take only an MFA of the last minutes (aws:MultiFactorAuthAge), and AWS does not say that this was
   * it. Yields whether a new code is worth a try, and the refusal as it would be told.
   */
  const judge = async (
    trip: Trip,
    signer: Signer,
    failure: Failure,
  ): Promise<{ tooOld: boolean; told: Failure }> => {
    const told = await explain(trip, 0, signer, failure)
    const old = (signer.mfaAge ?? 0) >= youngMfa && trip.manner !== 'quiet'
    if (!old || told.kind !== 'hop-refused' || told.awsCode !== 'AccessDenied') return { tooOld: false, told }
    const [first] = told.causes
    return { tooOld: first?.cause === 'mfa-too-old' || first?.certain !== true, told }
  }

  const bySharedSession = async (trip: Trip, hop: Hop): Promise<Result<Taken>> => {
    const living = await roots.sharedSession(trip.signIn.id, wish(trip))
    if (!living.ok) return living
    const age = ageOf(living.value)
    const lessons = await readLessons(vault, clock.now())
    if (!lessons.ok) return lessons
    const refusedAt = lessons.value.mfaTooOldAt(hop.target)
    if (refusedAt !== null && age >= refusedAt && trip.manner !== 'quiet') {
      const fresh = await withFreshCode(trip, hop, living.value)
      if (fresh !== null) return fresh
    }
    const result = await bySession(trip, hop, living.value)
    if (result.ok) return result
    const signer: Signer = { credentials: living.value.credentials, source: 'user-session', mfaAge: age }
    const { tooOld, told } = await judge(trip, signer, result.failure)
    const fresh = tooOld ? await withFreshCode(trip, hop, living.value) : null
    if (fresh === null) return failed(told)
    if (!fresh.ok) return fresh
    const learned = await learn(vault, hop.target, { mfaTooOldAt: age }, clock.now())
    return learned.ok ? fresh : learned
  }

  /** Asks for a new code, once. Null = nobody could be asked while the route was only tried. */
  const withFreshCode = async (trip: Trip, hop: Hop, old: MfaSession): Promise<Result<Taken> | null> => {
    const fresh = await roots.sharedSession(trip.signIn.id, { ...wish(trip), fresh: old.startedAt })
    if (!fresh.ok) return trip.manner === 'try' && fresh.failure.kind === 'answer-needed' ? null : fresh
    const signer: Signer = {
      credentials: fresh.value.credentials,
      source: 'user-session',
      mfaAge: ageOf(fresh.value),
    }
    return orExplain(trip, signer, await bySession(trip, hop, fresh.value))
  }

  const bySource = async (trip: Trip, hop: Hop): Promise<Result<Taken>> => {
    const source = await roots.source(trip.signIn.id, {
      ask: trip.ask,
      ...(trip.signal ? { signal: trip.signal } : {}),
    })
    if (!source.ok) return source
    const isKey = source.value.sessionToken === null
    if (trip.signIn.kind !== 'iam-user') {
      const learned = await learnSource(vault, trip.signIn.id, isKey ? 'key' : 'session')
      if (!learned.ok) return learned
    }
    const result = await assumeHop(aws, source.value, hop, { user: trip.user, signal: trip.signal })
    const signer: Signer = {
      credentials: source.value,
      source: isKey ? 'user-key' : 'role-session',
      mfaAge: null,
    }
    return orExplain(trip, signer, result)
  }

  return async trip => {
    const [hop] = trip.route.hops
    const [target] = trip.targets
    if (!hop || !target) throw new Error('A route without hops was traveled.')
    if (trip.signal?.aborted) return failed({ kind: 'cancelled', what: 'The journey was called off.' })
    if (trip.signIn.kind === 'identity-center') return byPortal(trip, trip.signIn, hop, target)
    if (trip.route.strategy === 'shared-mfa-session') return bySharedSession(trip, hop)
    if (trip.route.strategy === 'mfa-on-assume') return byKeyWithCode(trip, hop)
    return bySource(trip, hop)
  }
}

/** Up to when credentials can be had anew without a person; null = without end, 0 = not at all. */
export const silentUntilOf = async (
  deps: Pick<TravelDeps, 'roots' | 'vault' | 'clock'>,
  trip: Trip,
  hubEnds: number | null,
  askNobody: Trip['ask'],
): Promise<Result<number | null>> => {
  if (trip.route.strategy === 'mfa-on-assume') return ok(hubEnds ?? 0)
  if (trip.route.strategy !== 'shared-mfa-session') return ok(null)
  const living = await deps.roots.sharedSession(trip.signIn.id, { ask: askNobody })
  if (!living.ok) return ok(hubEnds ?? 0)
  const lessons = await readLessons(deps.vault, deps.clock.now())
  if (!lessons.ok) return lessons
  // A role that is known to take only a recent code is not renewed with an older one.
  const refusedAt = lessons.value.mfaTooOldAt(trip.route.hops[0]?.target ?? trip.route.target)
  const tooOldFrom =
    refusedAt === null ? Number.POSITIVE_INFINITY : living.value.startedAt + refusedAt * 1_000
  return ok(Math.min(living.value.credentials.expiresAt, tooOldFrom))
}
