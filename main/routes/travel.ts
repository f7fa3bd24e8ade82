// Travels a route: reuses the hubs that live, makes each missing call once for everybody, and brings the credentials home.
import { join } from 'node:path'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Route } from '../../shared/route.ts'
import { askNobody } from '../ask.ts'
import { withLock } from '../disk/lock.ts'
import { createSingleFlight } from '../single-flight.ts'
import { bringHome, hopKeyOf, type Reached } from './bring-home.ts'
import { createDiagnose } from './diagnose.ts'
import { createFirstHop, type Explain } from './first-hop.ts'
import { gatherKnown } from './gather.ts'
import { createHopStore, type Kept, servesAsHub } from './hop-store.ts'
import type { Arrival, JourneyOptions, Travel } from './journey.ts'
import { learn, readLessons } from './lessons.ts'
import { planRoute } from './plan.ts'
import { assumeHop, type Taken } from './take-hop.ts'
import { findStops, findUser, type TravelDeps, type Trip } from './trip.ts'
import { tryHops } from './try-route.ts'

/** A person may take their time with a question that another process waits behind. */
const longestTurnMs = 10 * 60_000

/** Refusals of credentials that looked alive: their role is gone, or they were revoked. */
const deadCodes = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
])

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
    const key = hopKeyOf(trip, index)
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
    const key = hopKeyOf(trip, last)
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
    return bringHome(deps, store, trip, end.value)
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
