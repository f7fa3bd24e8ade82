// The public form of a route: what the command line prints and the window draws.
import type { Cause } from '../../shared/failure.ts'
import type { Route, RouteView } from '../../shared/route.ts'

/** `causes` by step, where hops were tried; `nameOf` turns a sign-in's id into what people write. */
export const viewRoute = (
  route: Route,
  nameOf: (signIn: string) => string = id => id,
  causes: ReadonlyMap<number, readonly Cause[]> | null = null,
): RouteView => ({
  target: route.target,
  signIn: nameOf(route.signIn),
  hops: route.hops.map(hop => {
    const found = causes?.get(hop.step)
    return {
      step: hop.step,
      kind: hop.kind,
      arn: hop.arn,
      via: hop.step === 1 ? nameOf(hop.via) : hop.via,
      mfa: hop.mfa,
      externalId: hop.externalId !== null,
      seconds: hop.seconds,
      cap: hop.cap,
      ...(found ? { causes: found } : {}),
      ...(found?.[0] ? { cause: found[0].cause } : {}),
    }
  }),
  strategy: route.strategy,
  sentence: route.sentence,
})
