// What a journey brings home: the target's credentials, the hops behind them, and what should be said of it.
import { ok, type Result } from '../../shared/result.ts'
import { askNobody } from '../ask.ts'
import { skewSentence } from '../aws/aws.ts'
import { silentUntilOf } from './first-hop.ts'
import { type HopStore, type Kept, nameHop, sessionNameOf } from './hop-store.ts'
import type { Arrival, TraveledHop } from './journey.ts'
import type { Taken } from './take-hop.ts'
import type { TravelDeps, Trip } from './trip.ts'

/** From here on AWS's time is taken for ours: the same bound as the SDK's for "the clock is wrong". */
const skewedMs = 240_000

/** One stop on the way. */
export type Reached = {
  readonly kept: Kept
  readonly taken: Taken | null
}

/** The key of a portal's hop does not depend on who is signed in: the portal's own session says it. */
export const hopKeyOf = (trip: Trip, index: number): string => nameHop(trip.route, index, trip.user)

/** The arrival of a trip whose last hop was made. */
export const bringHome = async (
  deps: TravelDeps,
  store: Pick<HopStore, 'read'>,
  trip: Trip,
  end: Reached,
): Promise<Result<Arrival>> => {
  const { route } = trip
  const hubs: (Kept | null)[] = []
  for (let index = 0; index < route.hops.length - 1; index += 1) {
    const found = await store.read(hopKeyOf(trip, index))
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
