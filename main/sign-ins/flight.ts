// One piece of work for any number of callers who want it at the same time, which ends early only when all have left.
import { failed, type Result } from '../../shared/result.ts'
import { whenAborted } from './pause.ts'

export type FlightOptions = {
  readonly signal?: AbortSignal | undefined
  /** Can this caller's person be asked? Who can be asked does not join the flight of somebody who cannot. */
  readonly canAsk: boolean
}

type Flight = {
  readonly result: Promise<Result<unknown>>
  readonly canAsk: boolean
  readonly stop: AbortController
  waiting: number
}

export interface Flights {
  /** Joins the flight of `key`, or starts one with `run`, whose signal is aborted when every caller has left. */
  join<T>(
    key: string,
    options: FlightOptions,
    run: (signal: AbortSignal) => Promise<Result<T>>,
  ): Promise<Result<T>>
}

export const createFlights = (what: string): Flights => {
  const flights = new Map<string, Flight>()

  const start = <T>(
    key: string,
    canAsk: boolean,
    run: (signal: AbortSignal) => Promise<Result<T>>,
  ): Flight => {
    const stop = new AbortController()
    const flight: Flight = { result: run(stop.signal), canAsk, stop, waiting: 0 }
    flights.set(key, flight)
    const land = (): void => {
      if (flights.get(key) === flight) flights.delete(key)
    }
    flight.result.then(land, land)
    return flight
  }

  const ride = async <T>(
    key: string,
    flight: Flight,
    signal: AbortSignal | undefined,
  ): Promise<Result<T>> => {
    flight.waiting += 1
    const left = whenAborted(signal)
    try {
      const gone = left.promise.then(() => failed({ kind: 'cancelled', what }))
      return await Promise.race([flight.result as Promise<Result<T>>, gone])
    } finally {
      left.forget()
      flight.waiting -= 1
      if (flight.waiting === 0) {
        // Nobody may join what is being stopped.
        if (flights.get(key) === flight) flights.delete(key)
        flight.stop.abort()
      }
    }
  }

  return {
    async join(key, { signal, canAsk }, run) {
      for (;;) {
        const flight = flights.get(key)
        if (flight === undefined) return ride(key, start(key, canAsk, run), signal)
        const result = await ride<never>(key, flight, signal)
        // What failed for want of somebody to ask may succeed with this caller's person.
        if (flight.canAsk || !canAsk || result.ok || result.failure.kind !== 'answer-needed') return result
      }
    },
  }
}
