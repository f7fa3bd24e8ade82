// A person's sign-in to a portal, from the click to the kept tokens, and their leaving of it.
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Aws } from '../aws/aws.ts'
import { refusedWith } from '../aws/aws-failure.ts'
import type { SignInFlow } from '../aws/oidc.ts'
import { createSingleFlight } from '../single-flight.ts'
import { whyNoBrowser } from './browser-reach.ts'
import { createPageWatchers, type PageWatchers, type Watcher } from './page-watchers.ts'
import type { FlowOptions, PortalFlows } from './portal-flows.ts'
import type { PortalSignIn, PortalTokenBook } from './portal-tokens.ts'

export type PortalEntry = Watcher & {
  /** auto = the browser, unless none can be opened here. */
  readonly flow: 'auto' | SignInFlow
  /** False: the address is only shown. */
  readonly openBrowser: boolean
  readonly signal?: AbortSignal | undefined
}

export interface PortalDoor {
  /** Asked for twice at once, both are shown one page and wait for it; who gives up leaves the other waiting. */
  enter(signIn: PortalSignIn, entry: PortalEntry): Promise<Result<void>>
  /**
   * Forgets the person here, then ends the portal session at AWS. Fails with what AWS or the network said when that
   * could not be done: the person is forgotten here all the same.
   */
  leave(signIn: PortalSignIn): Promise<Result<void>>
}

export const createPortalDoor = (deps: {
  readonly aws: Aws
  readonly tokens: PortalTokenBook
  readonly flows: PortalFlows
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
}): PortalDoor => {
  const { aws, tokens, flows } = deps
  const flights = createSingleFlight()
  const watched = new Map<string, PageWatchers>()

  const enterBy = async (
    signIn: PortalSignIn,
    flow: SignInFlow,
    options: FlowOptions,
    renew: boolean,
  ): Promise<Result<void>> => {
    const by = await tokens.registration(signIn, flow, { renew, signal: options.signal })
    if (!by.ok) return by
    const got = await (flow === 'browser' ? flows.browser : flows.deviceCode)(signIn, by.value, options)
    if (got.ok) return tokens.keep(signIn, by.value, got.value)
    // The kept registration is no longer good at AWS: once more with a new one.
    return !renew && refusedWith(got.failure, 'InvalidClientException')
      ? enterBy(signIn, flow, options, true)
      : got
  }

  return {
    async enter(signIn, entry) {
      const flow =
        entry.flow === 'auto'
          ? whyNoBrowser(deps.env, deps.platform)
            ? 'device-code'
            : 'browser'
          : entry.flow
      const key = `${signIn.id} ${flow}`
      const watchers = watched.get(key) ?? createPageWatchers()
      watched.set(key, watchers)
      const watching = watchers.join(entry)
      aws.portal.expect()
      const signals = [watching.cancelled, ...(entry.signal ? [entry.signal] : [])]
      try {
        const entered = await flights.run(
          key,
          { signal: AbortSignal.any(signals), canAnswer: true },
          signal =>
            enterBy(signIn, flow, { openPage: watchers.open, openBrowser: entry.openBrowser, signal }, false),
        )
        return watching.cancelled.aborted && !entered.ok
          ? failed({ kind: 'cancelled', what: 'the sign-in' })
          : entered
      } finally {
        watching.leave()
        if (watchers.empty() && watched.get(key) === watchers) watched.delete(key)
      }
    },

    async leave(signIn) {
      // A token that has ended is refreshed for this, because only a living one can end the session.
      const token = await tokens.token(signIn)
      const forgotten = await tokens.forget(signIn)
      if (!forgotten.ok) return forgotten
      if (!token.ok) return token.failure.kind === 'sign-in-required' ? ok(undefined) : token
      const out = await aws.portal.logout({ region: signIn.region, token: token.value })
      return out.ok || refusedWith(out.failure, 'UnauthorizedException') ? ok(undefined) : out
    },
  }
}
