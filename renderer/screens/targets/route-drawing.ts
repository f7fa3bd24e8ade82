// The geometry of a route: a straight track, and at its end the turnout to the target. Pure, in the drawing's own units.
import type { StationState } from './stations.ts'

const top = 12
const gap = 56
const track = 12
const siding = 28
const foot = 44

export type Way = { readonly key: string; readonly d: string; readonly state: StationState | 'stub' }
export type Stop = {
  readonly key: string
  readonly x: number
  readonly y: number
  readonly state: StationState
  readonly last: boolean
}
export type Drawing = {
  readonly height: number
  readonly ways: readonly Way[]
  readonly stops: readonly Stop[]
}

/** @param states one per station, the sign-in first; at least one */
export const drawRoute = (states: readonly StationState[]): Drawing => {
  const stops = states.map((state, index): Stop => {
    const last = index === states.length - 1 && index > 0
    return { key: `stop ${index}`, x: last ? siding : track, y: top + index * gap, state, last }
  })
  const ways: Way[] = []
  for (const [index, stop] of stops.entries()) {
    const before = stops[index - 1]
    if (!before) continue
    if (!stop.last) {
      ways.push({ key: `way ${index}`, d: `M${track} ${before.y}v${gap}`, state: stop.state })
      continue
    }
    // The track goes on a little and ends, so that the turnout is seen as one.
    for (const [from, length] of [
      [0, 40],
      [44, 3],
      [50, 1],
    ] as const)
      ways.push({ key: `stub ${from}`, d: `M${track} ${before.y + from}v${length}`, state: 'stub' })
    ways.push({
      key: `way ${index}`,
      d: `M${track} ${before.y + 8}c0 18 16 14 16 32v12`,
      state: stop.state,
    })
    if (stop.state === 'done')
      ways.push({ key: `lead ${index}`, d: `M${track} ${before.y}v8`, state: 'done' })
  }
  return { height: top + (states.length - 1) * gap + foot, ways, stops }
}
