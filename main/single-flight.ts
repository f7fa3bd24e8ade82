// One piece of work, one question and one answer for any number of callers that want the same at the same time.
import { failed, type Result } from '../shared/result.ts'

export type Passenger = {
  /** Has somebody to ask, or brought the answer along: may try again where the first one could not answer. */
  readonly canAnswer: boolean
  /** Who is asked, to tell a person who said no from an asker who died with its caller. */
  readonly asker?: object
  readonly signal?: AbortSignal | undefined
}

export interface SingleFlight {
  /**
   * Joins the work under way for `key`, or begins it. The work's own signal is aborted only when every caller is
   * gone: one who leaves (Ctrl-C, a time-out) takes nothing from the others. Where the work failed because the caller that
   * began it had nobody to ask, or left while being asked, the next caller begins anew with their own way to ask.
   * Fails with what the work failed with, or `cancelled` when this caller's signal was aborted.
   */
  run<T>(
    key: string,
    passenger: Passenger,
    work: (signal: AbortSignal) => Promise<Result<T>>,
  ): Promise<Result<T>>
}

type Flight = {
  readonly done: Promise<Result<unknown>>
  readonly abandon: AbortController
  readonly leader: Passenger
  aboard: number
}

const cancelled = (): Result<never> => failed({ kind: 'cancelled', what: 'The caller went away.' })

/** Resolves when the signal is aborted; `stop` takes the listener away. */
const whenAborted = (signal: AbortSignal | undefined): { aborted: Promise<'aborted'>; stop(): void } => {
  let stop = (): void => undefined
  const aborted = new Promise<'aborted'>(resolve => {
    if (!signal) return
    const told = (): void => resolve('aborted')
    if (signal.aborted) told()
    else signal.addEventListener('abort', told, { once: true })
    stop = () => signal.removeEventListener('abort', told)
  })
  return { aborted, stop }
}

/** The work ended because of who began it, not because of what was wanted. */
const leaderFailed = (result: Result<unknown>, flight: Flight, me: Passenger): boolean => {
  if (result.ok || flight.leader === me) return false
  const { kind } = result.failure
  if (kind === 'answer-needed') return me.canAnswer && !flight.leader.canAnswer
  const gone =
    flight.leader.signal?.aborted === true && (me.asker === undefined || me.asker !== flight.leader.asker)
  return gone && (kind === 'cancelled' || kind === 'interrupted')
}

export const createSingleFlight = (): SingleFlight => {
  const flights = new Map<string, Flight>()

  const begin = (
    key: string,
    leader: Passenger,
    work: (signal: AbortSignal) => Promise<Result<unknown>>,
  ): Flight => {
    const abandon = new AbortController()
    const done = work(abandon.signal).finally(() => {
      if (flights.get(key) === flight) flights.delete(key)
    })
    const flight: Flight = { done, abandon, leader, aboard: 0 }
    // Each caller awaits it; when all of them left, its failure must not count as unheard.
    done.catch(() => undefined)
    flights.set(key, flight)
    return flight
  }

  return {
    async run<T>(
      key: string,
      passenger: Passenger,
      work: (signal: AbortSignal) => Promise<Result<T>>,
    ): Promise<Result<T>> {
      for (;;) {
        if (passenger.signal?.aborted) return cancelled()
        const flight = flights.get(key) ?? begin(key, passenger, work)
        flight.aboard += 1
        const leaving = whenAborted(passenger.signal)
        try {
          const result = await Promise.race([flight.done, leaving.aborted])
          if (result === 'aborted') return cancelled()
          if (!leaderFailed(result, flight, passenger)) return result as Result<T>
        } finally {
          leaving.stop()
          flight.aboard -= 1
          if (flight.aboard === 0) {
            flight.abandon.abort()
            if (flights.get(key) === flight) flights.delete(key)
          }
        }
      }
    },
  }
}
