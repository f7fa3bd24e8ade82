// Opens one session: guards, then the route, then the profile; and hands out what lives as long as that will do.
import { isDeepStrictEqual } from 'node:util'
import type { Target } from '../../shared/catalog.ts'
import type { Failure, Missing } from '../../shared/failure.ts'
import type { TargetId } from '../../shared/names.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Route } from '../../shared/route.ts'
import { ticketIn } from '../../shared/ticket.ts'
import type { Known } from '../routes/plan.ts'
import type { SessionBookDeps } from './book-deps.ts'
import { adoptProfile, checkProfile } from './deliver-profile.ts'
import type { WayFinder } from './find-way.ts'
import {
  type Demand,
  demandOf,
  type Given,
  guardQuestion,
  missingOf,
  type Opening,
  settle,
} from './guards.ts'
import { livingOpening, makesDo, profileWish, stillDoes } from './opening-choices.ts'
import type { Recorder } from './record.ts'
import type { SessionStore } from './session-store.ts'
import type { OpenWishes, Visit } from './sessions.ts'
import { composeSession, settleSession } from './settle-session.ts'
import { hasEnded, type StoredSession } from './stored-session.ts'

export type Obtained = {
  readonly stored: StoredSession
  readonly notices: readonly string[]
  readonly requestIds: readonly string[]
  /** A call to AWS was made for it. */
  readonly fresh: boolean
}

export type ObtainWishes = OpenWishes & {
  /** False: a guard that is not settled fails at once, because its caller cannot wait for a person to think. */
  readonly askGuards: boolean
  /** Credentials for one piece of work: where no session lives, none is kept. */
  readonly lent?: boolean
}

export interface Opener {
  /** The caller holds the target's turn. */
  obtain(target: TargetId, wishes: ObtainWishes, visit: Visit): Promise<Result<Obtained>>
  plan(target: TargetId, wishes: { readonly seconds?: number | undefined }): Promise<Result<Route>>
}

/** Sentences that every opening without a resident process carries. */
export const nothingRenews = 'Nothing renews this session: no Switchyard is running.'

const whatIsLeft = 'This session could not be renewed; what is left of it is handed out.'

export const createOpener = (
  deps: SessionBookDeps,
  store: SessionStore,
  recorder: Recorder,
  ways: WayFinder,
): Opener => {
  const { clock } = deps
  const targetOf = (id: TargetId): Result<Target> => {
    const target = deps.estate().targets.get(id)
    return target ? ok(target) : failed({ kind: 'unknown-name', what: 'target', name: id, nearest: [] })
  }

  /** A code will be asked for, and nobody gave one: named along with what else is missing. */
  const codeMissing = (route: Route, facts: Known, wishes: ObtainWishes): boolean => {
    if (wishes.mfaCode !== undefined) return false
    return (
      route.strategy === 'mfa-on-assume' ||
      (route.strategy === 'shared-mfa-session' && facts.mfaSession(route.signIn) === null)
    )
  }

  /** While the shared code is waited for, all who came for this target count as waiting for it. */
  const atCode = async <T>(
    route: Route,
    facts: Known,
    wishes: ObtainWishes,
    run: () => Promise<T>,
  ): Promise<T> => {
    if (route.strategy !== 'shared-mfa-session' || !codeMissing(route, facts, wishes)) return run()
    const past = deps.callers.atCode(route.target, route.signIn)
    try {
      return await run()
    } finally {
      past()
    }
  }

  /** Settles the guards, by what was given along and then by one question. */
  const openGuards = async (
    target: Target,
    demand: Demand,
    wishes: ObtainWishes,
    visit: Visit,
    alsoMissing: readonly Missing[],
  ): Promise<Result<Opening>> => {
    const given: Given = { reason: wishes.reason, confirm: wishes.confirm }
    const first = settle(target, demand, given, clock.now())
    if (first.ok || first.failure.kind !== 'answer-needed') return first
    if (!wishes.askGuards || !visit.ask.can)
      return failed({ ...first.failure, missing: [...missingOf(demand, given), ...alsoMissing] })
    const answer = await visit.ask.answer(guardQuestion(target, demand, given), visit.signal)
    if (!answer.ok) return answer
    const { reason, confirm } = answer.value
    return settle(
      target,
      demand,
      { reason: given.reason ?? reason, confirm: given.confirm ?? confirm },
      clock.now(),
    )
  }

  const obtain: Opener['obtain'] = async (id, wishes, visit) => {
    const found = targetOf(id)
    if (!found.ok) return found
    const target = found.value
    const read = await store.read(id)
    if (!read.ok) return read
    const before = read.value && !hasEnded(read.value, clock.now()) ? read.value : null

    const facts = await ways.known(id)
    if (!facts.ok) return facts
    const wished = wishes.seconds ?? before?.wished ?? undefined
    const drafted = ways.plan(id, { seconds: wished }, facts.value)
    if (!drafted.ok) return drafted
    const chain = drafted.value.hops.flatMap(hop => deps.estate().targets.get(hop.target) ?? [])
    const demand = demandOf(target, chain)

    const living = livingOpening(before, wishes, clock.now())
    const opened = living
      ? ok(living)
      : await openGuards(
          target,
          demand,
          wishes,
          visit,
          codeMissing(drafted.value, facts.value, wishes) ? ['mfa'] : [],
        )
    if (!opened.ok) return refuse(target, opened.failure, wishes.reason ?? null, visit)
    const opening = opened.value

    const user = facts.value.user(drafted.value.signIn)
    const who = { user, reason: opening.reason }
    const own = { name: deps.profileName(), mode: deps.profileMode() }
    const wish = profileWish(target, before, wishes, who, own)
    if (wish !== null && wishes.write) {
      const checked = await checkProfile(deps, wish)
      if (!checked.ok) return refuse(target, checked.failure, opening.reason, visit)
    }
    if (before !== null && stillDoes(before, opening, wishes, clock.now())) {
      const kept: StoredSession = {
        ...before,
        region: wishes.region ?? before.region,
        startedAt: opening.openedAt,
        until: opening.until,
        reason: opening.reason,
      }
      if (wish === null && isDeepStrictEqual(kept, before))
        return ok({ stored: before, notices: [], requestIds: [], fresh: false })
      const settled = await settleSession(deps, store, kept, before, wish)
      return settled.ok ? ok({ ...settled.value, requestIds: [], fresh: false }) : settled
    }

    const journey = await atCode(drafted.value, facts.value, wishes, () =>
      ways.travel(
        id,
        { seconds: wished, ticket: ticketIn(opening.reason), until: opening.until },
        facts.value,
        { ask: visit.ask, mfaCode: wishes.mfaCode, signal: visit.signal },
      ),
    )
    if (!journey.ok) {
      const { failure } = journey
      const left = visit.signal?.aborted === true
      return before !== null && makesDo(before, wishes, failure, left, clock.now())
        ? ok({ stored: before, notices: [whatIsLeft], requestIds: [], fresh: false })
        : refuse(target, failure, opening.reason, visit)
    }
    const { route, arrival } = journey.value
    const adopted = before ?? (await adoptProfile(deps, id))
    const session = composeSession({
      target,
      route,
      arrival,
      opening,
      user,
      region: wishes.region ?? before?.region ?? target.region,
      wished: wished ?? null,
      profile: adopted?.profile ?? null,
      mode: adopted?.mode ?? null,
      breakGlass: demand.breakGlass,
    })
    // The record says what AWS gave, so it need not wait for our own files.
    const [settled] = await Promise.all([
      wishes.lent === true && before === null
        ? ok({ stored: session, notices: [] })
        : settleSession(deps, store, session, before, wish),
      recorder.started(target, route, arrival, session, {
        renewal: living !== null,
        door: visit.door,
        profile: wish?.profile ?? session.profile,
      }),
    ])
    if (!settled.ok) return refuse(target, settled.failure, opening.reason, visit)
    return ok({
      stored: settled.value.stored,
      notices: [...arrival.notices, ...settled.value.notices],
      requestIds: arrival.requestIds,
      fresh: true,
    })
  }

  const refuse = async (
    target: Target,
    failure: Failure,
    reason: string | null,
    visit: Visit,
  ): Promise<Result<never>> => {
    await recorder.refused(target, failure, { reason, door: visit.door })
    return failed(failure)
  }

  return {
    obtain,
    async plan(target, wishes) {
      const facts = await ways.known(target)
      return facts.ok ? ways.plan(target, { seconds: wishes.seconds }, facts.value) : facts
    },
  }
}
