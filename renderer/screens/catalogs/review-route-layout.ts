// The geometry of a route in a review: stations on one straight track, their names below. Pure, in the drawing's own units.
import type { ReviewStop } from '../../../shared/review.ts'

export const routeWidth = 264
const left = 14
const right = 250
/** Of a letter in the drawing's face of 11. */
const letter = 5.6

export type PlacedStop = {
  readonly stop: ReviewStop
  readonly key: string
  readonly x: number
  readonly text: string
  readonly anchor: 'start' | 'middle' | 'end'
}
/** `alt`: a stretch that the other route does not have. */
export type RouteStretch = { readonly key: string; readonly d: string; readonly alt: boolean }

const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text

export const layOutRoute = (
  stops: readonly ReviewStop[],
): { readonly stops: readonly PlacedStop[]; readonly ways: readonly RouteStretch[] } => {
  const slot = (right - left) / Math.max(1, stops.length - 1)
  const placed = stops.map((stop, at): PlacedStop => {
    const edge = at === 0 || at === stops.length - 1
    // Names at the ends have half a slot to themselves, and share the rest with their neighbor.
    const most = Math.floor((slot * (edge && stops.length > 2 ? 0.72 : 0.94)) / letter)
    return {
      stop,
      key: `${at} ${stop.name}`,
      x: left + slot * at,
      text: cut(stop.name, most),
      anchor: at === 0 ? 'start' : at === stops.length - 1 ? 'end' : 'middle',
    }
  })
  const ways = placed.slice(1).map((to, index): RouteStretch => {
    const from = placed[index] ?? to
    return { key: to.key, d: `M${from.x} 12H${to.x}`, alt: from.stop.fresh || to.stop.fresh }
  })
  return { stops: placed, ways }
}
