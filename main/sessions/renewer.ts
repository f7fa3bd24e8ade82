// Keeps sessions fresh while this process lives: one timer for the next thing that is due, and none while nothing is.
import { createHash } from 'node:crypto'
import { explain } from '../../shared/explain.ts'
import type { Failure } from '../../shared/failure.ts'
import { splitTargetId, type TargetId } from '../../shared/names.ts'
import type { Result } from '../../shared/result.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { spellSeconds } from '../routes/spell-time.ts'
import { noticeTimes, renewalAt, renewsSilently } from './renewal.ts'
import type { SessionStore } from './session-store.ts'
import type { SessionNotice } from './sessions.ts'
import { inOurTime, type StoredSession } from './stored-session.ts'

export interface Renewer {
  /** Looks at the sessions anew and sets the timer. */
  schedule(): Promise<void>
  /** Does everything that is due by now. */
  runDue(): Promise<void>
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>
}

/** The network's or AWS's own trouble goes by; anything else will be refused again. */
const goesBy = (failure: Failure): boolean =>
  ['unreachable', 'throttled', 'file-busy', 'file-unwritable', 'cancelled'].includes(failure.kind)
const againMs = 60_000

/** The same part of the spread for the same session, whichever process counts. */
const jitterOf = (target: TargetId): number =>
  createHash('sha256').update(target).digest().readUInt16BE(0) / 0xffff

const shortName = (id: TargetId): string => {
  const parts = splitTargetId(id)
  return parts ? `${parts.account} / ${parts.role}` : id
}

export const createRenewer = (deps: {
  readonly clock: Clock
  readonly log: Log
  readonly store: SessionStore
  readonly resident: boolean
  readonly renew: (target: TargetId) => Promise<Result<unknown>>
  /** Sessions that ended: records and blocks go. */
  readonly sweep: () => Promise<unknown>
  readonly tell: (notice: SessionNotice) => void
}): Renewer => {
  const { clock, store } = deps
  let cancel: () => void = () => undefined
  let running: Promise<void> | null = null
  let stopped = false
  let told = clock.now()
  const notBefore = new Map<TargetId, number>()

  const due = (session: StoredSession): number =>
    Math.max(renewalAt(session, jitterOf(session.target)), notBefore.get(session.target) ?? 0)
  const renewable = (session: StoredSession): boolean => renewsSilently(session, deps.resident)

  const nextTime = (session: StoredSession): number =>
    Math.min(
      session.expiresAt,
      renewable(session) ? due(session) : Number.POSITIVE_INFINITY,
      ...noticeTimes(session, deps.resident).filter(at => at > told),
    )

  const schedule = async (): Promise<void> => {
    if (!deps.resident || stopped) return
    cancel()
    const listed = await store.list()
    // Locked: whoever unlocks calls again.
    if (!listed.ok || listed.value.length === 0 || stopped) return
    cancel()
    cancel = clock.at(Math.min(...listed.value.map(inOurTime).map(nextTime)), () => {
      runDue().catch((error: unknown) => deps.log.bug(error))
    })
  }

  const sayWhatEnds = (session: StoredSession, since: number, now: number): void => {
    const passed = noticeTimes(session, deps.resident).some(at => at > since && at <= now)
    if (!passed || session.expiresAt <= now) return
    const left = spellSeconds((session.expiresAt - now) / 1_000)
    deps.tell({
      target: session.target,
      failure: null,
      sentence: `${shortName(session.target)} ends in ${left} and does not renew by itself.`,
    })
  }

  const renewOne = async (session: StoredSession): Promise<void> => {
    const result = await deps.renew(session.target)
    if (result.ok) return void notBefore.delete(session.target)
    const { failure } = result
    if (goesBy(failure)) return void notBefore.set(session.target, clock.now() + againMs)
    await store.amend(session.target, kept => ({ ...kept, silentUntil: 0 }))
    const left = spellSeconds((session.expiresAt - clock.now()) / 1_000)
    deps.tell({
      target: session.target,
      failure,
      sentence: `${shortName(session.target)} ends in ${left} and cannot renew. ${explain(failure).title}`,
    })
  }

  const doDue = async (): Promise<void> => {
    const now = clock.now()
    const listed = await store.list()
    if (!listed.ok) return
    const since = told
    told = now
    const living = listed.value.map(inOurTime).filter(session => session.expiresAt > now)
    for (const session of living) sayWhatEnds(session, since, now)
    if (living.length < listed.value.length) await deps.sweep()
    await Promise.all(living.filter(session => renewable(session) && due(session) <= now).map(renewOne))
  }

  const runDue = async (): Promise<void> => {
    if (stopped) return
    running ??= doDue().finally(() => {
      running = null
    })
    await running
    await schedule()
  }

  return {
    schedule,
    runDue,
    async stop() {
      stopped = true
      cancel()
      await running?.catch(() => undefined)
    },
  }
}
