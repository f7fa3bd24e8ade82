// Travels a route: reuses the hubs that live, makes each missing call once for everybody, and brings the credentials home.
import { join } from 'node:path'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Route } from '../../shared/route.ts'
import { askNobody } from '../ask.ts'
import { skewSentence } from '../aws/aws.ts'
import { withLock } from '../disk/lock.ts'
import { createSingleFlight } from '../single-flight.ts'
import { createDiagnose } from './diagnose.ts'
import { createFirstHop, type Explain, silentUntilOf } from './first-hop.ts'
import { gatherKnown } from './gather.ts'
import { createHopStore, type Kept, nameHop, servesAsHub, sessionNameOf } from './hop-store.ts'
import type { Arrival, JourneyOptions, Travel, TraveledHop } from './journey.ts'
import { learn, readLessons } from './lessons.ts'
import { planRoute } from './plan.ts'
import { assumeHop, type Taken } from './take-hop.ts'
import { findStops, findUser, type TravelDeps, type Trip } from './trip.ts'
import { tryHops } from './try-route.ts'

/** A person may take their time with a question that another process waits behind. */
const longestTurnMs = 10 * 60_000

/** From here on AWS's time is taken for ours: the same bound as the SDK's for "the clock is wrong". */
const skewedMs = 240_000

/** Refusals of credentials that looked alive: their role is gone, or they were revoked. */
const deadCodes = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
])

/** One stop on the way. */
export type Reached = {
  readonly kept: Kept
  readonly taken: Taken | null
}

export const createTravel = (deps: TravelDeps): Travel => {
  const { aws, vault, clock } = deps
  const store = createHopStore(vault)
  const flights = createSingleFlight()

  const startTrip = async (
    route: Route,
    options: JourneyOptions,
    manner: Trip['manner'],
    probe = true,
  ): Promise<Result<Trip>> => {
    const stops = findStops(deps.estate(), route)
    if (!stops.ok) return stops
    const trip: Trip = {
      route,
      ...stops.value,
      ask: options.ask,
      mfaCode: options.mfaCode ?? null,
      signal: options.signal,
      manner,
      probe,
      user: null,
      made: new Map(),
    }
    const user = await findUser(deps, trip, async () => {
      const first = await reach(trip, 0)
      return first.ok ? ok(first.value.kept.assumedRoleArn) : first
    })
    return user.ok ? ok({ ...trip, user: user.value }) : user
  }

  const keep = (trip: Trip, index: number, key: string, taken: Taken): Kept => ({
    key,
    target: trip.route.hops[index]?.target ?? trip.route.target,
    signIn: trip.signIn.id,
    credentials: taken.credentials,
    assumedRoleArn: taken.assumedRoleArn,
    issuedAt: taken.issuedAt,
  })

  /** The key of a portal's hop does not depend on who is signed in: the portal's own session says it. */
  const keyOf = (trip: Trip, index: number): string => nameHop(trip.route, index, trip.user)
  const passenger = (trip: Trip) => ({
    canAnswer: trip.ask.can || trip.mfaCode !== null,
    asker: trip.ask,
    signal: trip.signal,
  })
  const manner = (trip: Trip): string => (trip.manner === 'quiet' ? 'quiet' : 'aloud')

  /** Makes the call of hop `index`, from whatever comes before it. */
  const take = async (trip: Trip, index: number): Promise<Result<Taken>> => {
    const taken = index === 0 ? await firstHop(trip) : await takeFrom(trip, index, false)
    if (taken.ok) await learnFrom(trip, index, taken.value)
    return taken
  }

  const takeFrom = async (trip: Trip, index: number, again: boolean): Promise<Result<Taken>> => {
    const hop = trip.route.hops[index]
    const before = await reach(trip, index - 1)
    if (!before.ok || !hop) return before as Result<never>
    const { credentials, key } = before.value.kept
    const taken = await assumeHop(aws, credentials, hop, { user: trip.user, signal: trip.signal })
    if (taken.ok) return taken
    const { failure } = taken
    if (
      !again &&
      before.value.taken === null &&
      failure.kind === 'aws-refused' &&
      deadCodes.has(failure.awsCode)
    ) {
      const forgotten = await store.forget({ hops: [key] }, clock.now())
      return forgotten.ok ? takeFrom(trip, index, true) : forgotten
    }
    return failed(await explain(trip, index, { credentials, source: 'role-session', mfaAge: null }, failure))
  }

  /** A length that was refused, or a permission set that lasts another time than was thought, helps the next plan. */
  const learnFrom = async (trip: Trip, index: number, taken: Taken): Promise<void> => {
    const hop = trip.route.hops[index]
    if (!hop) return
    const granted = Math.round((taken.credentials.expiresAt - taken.issuedAt) / 60_000) * 60
    if (taken.refusedSeconds !== null)
      await learn(vault, hop.target, { refused: taken.refusedSeconds, granted }, clock.now())
    if (hop.kind === 'role-credentials' && granted > hop.seconds)
      await learn(vault, hop.target, { granted }, clock.now())
  }

  /** A hub: a living one from the vault, else a new one, once for all callers and processes. */
  const reach = async (trip: Trip, index: number): Promise<Result<Reached>> => {
    const key = keyOf(trip, index)
    const living = await alive(key)
    if (!living.ok) return living
    if (living.value) return ok({ kept: living.value, taken: null })
    const reached = await flights.run(`hub ${manner(trip)} ${key}`, passenger(trip), signal =>
      withLock<Reached>(
        join(deps.locks, `hop-${key}`),
        async () => {
          if (signal.aborted) return failed({ kind: 'cancelled', what: 'Nobody waits for it any more.' })
          const found = await alive(key)
          if (!found.ok) return found
          if (found.value) return ok({ kept: found.value, taken: null })
          const taken = await take({ ...trip, signal }, index)
          if (!taken.ok) return taken
          const kept = keep(trip, index, key, taken.value)
          const written = await store.write(kept)
          return written.ok ? ok({ kept, taken: taken.value }) : written
        },
        { waitMs: longestTurnMs },
      ),
    )
    return noteMade(trip, key, reached)
  }

  const noteMade = (trip: Trip, key: string, reached: Result<Reached>): Result<Reached> => {
    if (reached.ok && reached.value.taken) trip.made.set(key, reached.value.taken.requestId)
    return reached
  }

  const alive = async (key: string): Promise<Result<Kept | null>> => {
    const found = await store.read(key)
    if (!found.ok) return found
    return ok(found.value && servesAsHub(found.value, clock.now()) ? found.value : null)
  }

  /** The target's own hop: always a new call, which callers at the same time share. */
  const arrive = async (trip: Trip): Promise<Result<Reached>> => {
    const last = trip.route.hops.length - 1
    const key = keyOf(trip, last)
    const arrived = await flights.run(`end ${trip.manner} ${key}`, passenger(trip), async signal => {
      const taken = await take({ ...trip, signal }, last)
      return taken.ok ? ok({ kept: keep(trip, last, key, taken.value), taken: taken.value }) : taken
    })
    return noteMade(trip, key, arrived)
  }

  const travel = async (
    route: Route,
    options: JourneyOptions,
    manner: Trip['manner'],
  ): Promise<Result<Arrival>> => {
    const started = await startTrip(route, options, manner)
    if (!started.ok) return started
    const trip = started.value
    const end = await arrive(trip)
    if (!end.ok) return end
    return bringHome(trip, end.value)
  }

  const bringHome = async (trip: Trip, end: Reached): Promise<Result<Arrival>> => {
    const { route } = trip
    const hubs: (Kept | null)[] = []
    for (let index = 0; index < route.hops.length - 1; index += 1) {
      const found = await store.read(keyOf(trip, index))
      if (!found.ok) return found
      hubs.push(found.value)
    }
    const silent = await silentUntilOf(deps, trip, hubs[0]?.credentials.expiresAt ?? null, askNobody)
    if (!silent.ok) return silent
    const { kept, taken } = end
    const skew = taken?.clockSkewMs ?? 0
    const clockWrong = skewSentence(skew)
    const hops: TraveledHop[] = [...hubs, kept].flatMap((stop, index) =>
      stop === null
        ? []
        : [
            {
              step: index + 1,
              target: stop.target,
              assumedRoleArn: stop.assumedRoleArn,
              key: stop.key,
              expiresAt: stop.credentials.expiresAt,
              reused: !trip.made.has(stop.key),
              requestId: trip.made.get(stop.key) ?? null,
            },
          ],
    )
    const last = route.hops.at(-1)
    return ok({
      credentials: kept.credentials,
      assumedRoleArn: kept.assumedRoleArn,
      issuedAt: kept.issuedAt,
      expiresAt: kept.credentials.expiresAt,
      silentUntil: silent.value,
      hops,
      requestIds: [...trip.made.values()],
      sessionName:
        last?.kind === 'assume-role'
          ? sessionNameOf(last.sessionName, trip.user)
          : (kept.assumedRoleArn.split('/').at(-1) ?? ''),
      user: trip.user,
      skewMs: Math.abs(skew) >= skewedMs ? skew : 0,
      notices: [
        ...(taken?.shortened ? [taken.shortened] : route.notices),
        ...(clockWrong === null ? [] : [clockWrong]),
      ],
    })
  }

  /** Another target of the same sign-in, for a probe: nobody is asked, and nobody is told why it failed. */
  const takeQuietly = async (target: string, signal: AbortSignal | undefined): Promise<Result<Arrival>> => {
    const known = await gatherKnown(deps, { estate: deps.estate(), target })
    if (!known.ok) return known
    const planned = planRoute(
      deps.estate(),
      target,
      { seconds: 900, strategy: 'shared-mfa-session' },
      known.value,
    )
    return planned.ok ? travel(planned.value, { ask: askNobody, signal }, 'quiet') : planned
  }

  const diagnose = createDiagnose({ aws, clock, estate: deps.estate, takeQuietly })
  const explain: Explain = (trip, index, signer, failure) =>
    trip.manner === 'quiet' ? Promise.resolve(failure) : diagnose.explain(trip, index, signer, failure)
  const firstHop = createFirstHop(deps, explain)

  return {
    async travel(route, options) {
      const arrival = await travel(route, options, 'travel')
      if (arrival.ok) diagnose.noteSuccess(route)
      return arrival
    },
    tryRoute: (route, options) =>
      tryHops(route, clock, {
        start: () => startTrip(route, options, 'try', options.probe ?? true),
        reach,
        arrive,
        noteSuccess: () => diagnose.noteSuccess(route),
      }),
    lessons: () => readLessons(vault, clock.now()),
    forget: what => store.forget(what, clock.now()),
  }
}
