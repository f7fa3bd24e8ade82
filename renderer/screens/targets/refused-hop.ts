// What a refused hop asks for that a person can give, and whose it is; pure.
import type { FailureOf } from '../../../shared/failure.ts'
import type { TargetId } from '../../../shared/names.ts'
import type { RouteView } from '../../../shared/route.ts'

export type WantedExternalId = {
  /** The hop's own target: it may be one on the way. */
  readonly target: TargetId
  /** One is sent already, and it is another. */
  readonly given: boolean
}

/** Where an external id is what was proved to be missing, or the likeliest of what could not be told apart. */
export const wantedExternalId = (
  { hop: step, causes }: Pick<FailureOf<'hop-refused'>, 'hop' | 'causes'>,
  route: Pick<RouteView, 'target' | 'hops'>,
): WantedExternalId | null => {
  const hop = route.hops[step - 1]
  const wanted =
    causes[0]?.cause === 'external-id' ||
    causes.some(({ cause, certain }) => certain && cause === 'external-id')
  // A hop on the way is named by the one after it.
  return hop && wanted ? { target: route.hops[step]?.via ?? route.target, given: hop.externalId } : null
}
