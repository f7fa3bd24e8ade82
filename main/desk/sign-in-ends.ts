// Rings when a sign-in nears its end and when it ends: both happen without anybody doing anything, and people are to see it.
import type { SignInView } from '../../shared/snapshot.ts'
import type { Clock } from '../clock.ts'
import { expiringFor } from '../sign-ins/sign-in-views.ts'

/** The state is another only after the moment, in ms. */
const after = 1_000

/** One timer, for the next moment of them all. @returns `follow` sets it anew, `close` stops it */
export const createSignInEnds = (clock: Clock, ring: () => void) => {
  let cancel: () => void = () => undefined
  return {
    follow(signIns: readonly SignInView[]): void {
      cancel()
      const ends = signIns.flatMap(({ expiresAt }) => (expiresAt === null ? [] : [Date.parse(expiresAt)]))
      const moments = ends.flatMap(end => [end - expiringFor, end]).map(at => at + after)
      const next = Math.min(...moments.filter(at => at > clock.now()))
      cancel = Number.isFinite(next) ? clock.at(next, ring) : () => undefined
    },
    close: () => cancel(),
  }
}
