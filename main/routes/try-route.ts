// Tries a route hop by hop and says how far it went: what `check` and `route --probe` show.
import type { Failure } from '../../shared/failure.ts'
import type { Result } from '../../shared/result.ts'
import type { Route } from '../../shared/route.ts'
import type { Clock } from '../clock.ts'
import type { Trial, TriedHop } from './journey.ts'
import type { Trip } from './trip.ts'

type Steps = {
  readonly start: () => Promise<Result<Trip>>
  readonly reach: (trip: Trip, index: number) => Promise<Result<unknown>>
  readonly arrive: (trip: Trip) => Promise<Result<unknown>>
  readonly noteSuccess: () => void
}

const wentWell = (step: number, arn: string): TriedHop => ({
  step,
  arn,
  ok: true,
  causes: [],
  awsCode: null,
  message: null,
})

const wentWrong = (step: number, arn: string, failure: Failure): TriedHop => {
  if (failure.kind === 'hop-refused' || failure.kind === 'key-refused')
    return {
      step,
      arn,
      ok: false,
      causes: failure.causes,
      awsCode: failure.awsCode,
      message: failure.awsMessage,
    }
  const cause =
    failure.kind === 'throttled' || failure.kind === 'unreachable'
      ? [{ cause: failure.kind, certain: true, why: whyOf(failure) }]
      : []
  return { step, arn, ok: false, causes: cause, awsCode: null, message: null }
}

/** Failures of the hop itself are told by its causes; the others are about the person or this machine. */
const ofHop = (failure: Failure): boolean =>
  ['hop-refused', 'key-refused', 'throttled', 'unreachable'].includes(failure.kind)

const whyOf = (failure: Extract<Failure, { kind: 'throttled' | 'unreachable' }>): string =>
  failure.kind === 'throttled'
    ? `AWS takes no more ${failure.operation} for now.`
    : `${failure.host} was not reached: ${failure.said}.`

/** Goes as far as it can; the hops after the one that failed are not tried and not listed. */
export const tryHops = async (route: Route, clock: Clock, steps: Steps): Promise<Trial> => {
  const began = clock.now()
  const hops: TriedHop[] = []
  const ended = (failure: Failure | null): Trial => ({
    target: route.target,
    ok: failure === null,
    hops,
    failedAt: failure === null ? null : hops.length,
    seconds: (clock.now() - began) / 1_000,
    failure: failure === null || ofHop(failure) ? null : failure,
    refusal: failure?.kind === 'hop-refused' ? failure : null,
  })
  const started = await steps.start()
  if (!started.ok) {
    hops.push(wentWrong(1, route.hops[0]?.arn ?? '', started.failure))
    return ended(started.failure)
  }
  const last = route.hops.length - 1
  for (const [index, hop] of route.hops.entries()) {
    const result = await (index === last ? steps.arrive(started.value) : steps.reach(started.value, index))
    if (!result.ok) {
      hops.push(wentWrong(hop.step, hop.arn, result.failure))
      return ended(result.failure)
    }
    hops.push(wentWell(hop.step, hop.arn))
  }
  steps.noteSuccess()
  return ended(null)
}
