// The book of sessions: opens, hands out, renews, lists and ends them, once for any number of callers and processes.
import type { TargetId } from '../../shared/names.ts'
import { ok, type Result } from '../../shared/result.ts'
import { askNobody } from '../ask.ts'
import type { RoleCredentials } from '../routes/journey.ts'
import { Secret } from '../secret.ts'
import { inTurn } from '../sign-ins/pause.ts'
import { createSingleFlight } from '../single-flight.ts'
import type { SessionBookDeps } from './book-deps.ts'
import { createWayFinder } from './find-way.ts'
import { createOpener, nothingRenews, type Obtained, type ObtainWishes } from './open-session.ts'
import { createOpeningGate } from './opening-gate.ts'
import { createRecorder } from './record.ts'
import { createRenewer } from './renewer.ts'
import { createSessionStore } from './session-store.ts'
import type { Opened, SessionBook, SessionNotice, Visit } from './sessions.ts'
import { createStopper } from './stop-session.ts'
import { hasEnded, isOpen, readyToIssue, type StoredSession, viewSession } from './stored-session.ts'

/** Listeners that are told, each on its own: one that throws does not silence the others. */
const createBell = <T>(onBug: (error: unknown) => void) => {
  const listeners = new Set<(value: T) => void>()
  return {
    ring(value: T): void {
      for (const listener of listeners) {
        try {
          listener(value)
        } catch (error) {
          onBug(error)
        }
      }
    },
    listen(take: (value: T) => void): () => void {
      listeners.add(take)
      return () => listeners.delete(take)
    },
  }
}

export const createSessionBook = (deps: SessionBookDeps): SessionBook => {
  const { clock, travel, resident, log } = deps
  const store = createSessionStore(deps.vault)
  const recorder = createRecorder(deps)
  const ways = createWayFinder(deps)
  const opener = createOpener(deps, store, recorder, ways)
  const stopper = createStopper(deps, store, recorder)
  const flights = createSingleFlight()
  const gate = createOpeningGate()
  const changed = createBell<undefined>(error => log.bug(error))
  const noticed = createBell<SessionNotice>(error => log.bug(error))

  /** One change of a target's session at a time, in all processes of this home. */
  const inTargetsTurn = <T>(
    target: TargetId,
    visit: Visit,
    run: () => Promise<Result<T>>,
  ): Promise<Result<T>> => inTurn(deps.locks, `session ${target}`, visit.signal, run)

  const tellChange = async (): Promise<void> => {
    changed.ring(undefined)
    await renewer.schedule()
  }

  const obtain = async (target: TargetId, wishes: ObtainWishes, visit: Visit): Promise<Result<Obtained>> => {
    const obtained = await gate.pass(visit.signal, signal => {
      const guest = { ...visit, signal }
      return inTargetsTurn(target, guest, () => opener.obtain(target, wishes, guest))
    })
    if (obtained.ok && (obtained.value.fresh || wishes.write)) await tellChange()
    return obtained
  }

  /** Notes a caller for as long as it waits. What nobody waits for (a renewal) is none. */
  const noted = async <T>(target: TargetId, visit: Visit, run: () => Promise<T>): Promise<T> => {
    const leave = deps.callers.come(target, visit)
    try {
      return await run()
    } finally {
      leave()
    }
  }

  const handOver = ({ stored, notices, requestIds }: Obtained): Opened => ({
    view: viewSession(stored, resident),
    credentials: credentialsOf(stored),
    notices: [...notices, ...(resident ? [] : [nothingRenews])],
    chained: stored.chained,
    requestIds,
  })

  const renewer = createRenewer({
    clock,
    log,
    store,
    resident,
    renew: target =>
      obtain(target, { write: false, askGuards: false, force: true }, { ask: askNobody, door: 'agent' }),
    sweep: async () => {
      const swept = await stopper.sweep()
      if (!swept.ok) log.warn('Ended sessions could not be cleaned away.', { failure: swept.failure })
      changed.ring(undefined)
    },
    tell: notice => {
      noticed.ring(notice)
      changed.ring(undefined)
    },
  })
  const stopListening = clock.onJump(() => {
    renewer.runDue().catch((error: unknown) => log.bug(error))
  })

  /** Answers at once when the session is open and fresh enough: no plan, no lock, no question. */
  const quickly = async (
    target: TargetId,
    minSeconds: number | null,
  ): Promise<Result<StoredSession | null>> => {
    const read = await store.read(target)
    if (!read.ok) return read
    const stored = read.value
    return ok(
      stored && isOpen(stored, clock.now()) && readyToIssue(stored, clock.now(), minSeconds) ? stored : null,
    )
  }

  return {
    async open(target, wishes, visit) {
      const asked = { ...wishes, askGuards: true }
      const obtained = await noted(target, visit, () => obtain(target, asked, visit))
      return obtained.ok ? ok(handOver(obtained.value)) : obtained
    },

    async issue(target, wishes, visit) {
      const { delivery, region: _, ...answers } = wishes
      const plain = Object.values({ ...answers, minSeconds: undefined }).every(value => value === undefined)
      const living = plain ? await quickly(target, wishes.minSeconds ?? null) : ok(null)
      if (!living.ok) return living
      const lent = delivery === 'each'
      const askGuards = delivery !== 'process' && !lent
      const asked: ObtainWishes = { ...answers, write: false, askGuards, lent }
      const obtained = living.value
        ? ok<Obtained>({ stored: living.value, notices: [], requestIds: [], fresh: false })
        : await noted(target, visit, () =>
            plain
              ? flights.run(
                  `${target} ${wishes.minSeconds ?? ''} ${askGuards} ${lent}`,
                  { canAnswer: visit.ask.can, asker: visit.ask, signal: visit.signal },
                  signal => obtain(target, asked, { ...visit, signal }),
                )
              : obtain(target, asked, visit),
          )
      if (!obtained.ok) return obtained
      if (delivery !== 'process' && delivery !== 'endpoint') {
        const found = deps.estate().targets.get(target)
        if (found) await recorder.delivered(found, obtained.value.stored, delivery, visit.door)
      }
      return ok(handOver(obtained.value))
    },

    plan: opener.plan,

    async tryRoute(target, visit, options = {}) {
      const known = await ways.known(target)
      if (!known.ok) return known
      // A code is good for one call; a try must not spend one per target.
      const route = ways.plan(target, { strategy: 'shared-mfa-session' }, known.value)
      if (!route.ok) return route
      const { signIn, strategy } = route.value
      const past =
        strategy === 'shared-mfa-session' && known.value.mfaSession(signIn) === null
          ? deps.callers.atCode(target, signIn)
          : () => undefined
      const trial = await noted(target, visit, () =>
        travel.tryRoute(route.value, { ask: visit.ask, signal: visit.signal, ...options }),
      ).finally(past)
      return ok({ route: route.value, trial })
    },

    async list() {
      const listed = await store.list()
      if (!listed.ok) return listed
      const now = clock.now()
      return ok(
        listed.value
          .filter(session => !hasEnded(session, now))
          .sort((a, b) => a.expiresAt - b.expiresAt || a.target.localeCompare(b.target))
          .map(session => viewSession(session, resident)),
      )
    },

    async stop(target) {
      const stopped = await inTargetsTurn(target, { ask: askNobody, door: 'agent' }, () =>
        stopper.stop(
          session => session.target === target,
          block => block === target,
        ),
      )
      await tellChange()
      return stopped
    },

    async stopAll() {
      const stopped = await stopper.stop(
        () => true,
        () => true,
      )
      await tellChange()
      return stopped
    },

    async stopSignIn(signIn) {
      const listed = await store.list()
      if (!listed.ok) return listed
      const targets = new Set(
        listed.value.filter(session => session.signIn === signIn).map(session => session.target),
      )
      const stopped = await stopper.stop(
        session => session.signIn === signIn,
        block => block !== undefined && targets.has(block),
      )
      if (!stopped.ok) return stopped
      const forgotten = await travel.forget({ signIn })
      await tellChange()
      return forgotten.ok ? stopped : forgotten
    },

    holdOpenings: () => gate.hold(),
    renewDue: () => renewer.runDue(),

    async resume() {
      const swept = await stopper.sweep()
      await renewer.runDue()
      return swept
    },

    sweep: () => stopper.sweep(),
    onChange: take => changed.listen(take),
    onNotice: take => noticed.listen(take),
    close() {
      stopListening()
      return renewer.stop()
    },
  }
}

const credentialsOf = (stored: StoredSession): RoleCredentials => ({
  accessKeyId: stored.accessKeyId,
  secretAccessKey: new Secret(stored.secretAccessKey),
  sessionToken: new Secret(stored.sessionToken),
  expiresAt: stored.expiresAt,
})
