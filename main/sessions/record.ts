// Writes what happened to sessions into the activity record; no row here can hold a secret.
import type { ActivityEntry } from '../../shared/activity.ts'
import type { Target } from '../../shared/catalog.ts'
import type { Failure } from '../../shared/failure.ts'
import { splitTargetId } from '../../shared/names.ts'
import type { Result } from '../../shared/result.ts'
import type { Route } from '../../shared/route.ts'
import type { Activity } from '../activity/record.ts'
import type { Log } from '../log.ts'
import type { Arrival } from '../routes/journey.ts'
import type { Door } from './sessions.ts'
import type { StoredSession } from './stored-session.ts'

export interface Recorder {
  started(
    target: Target,
    route: Route,
    arrival: Arrival,
    stored: StoredSession,
    how: { readonly renewal: boolean; readonly door: Door; readonly profile: string | null },
  ): Promise<void>
  delivered(target: Target, stored: StoredSession, delivery: string, door: Door): Promise<void>
  refused(
    target: Target,
    failure: Failure,
    how: { readonly reason: string | null; readonly door: Door },
  ): Promise<void>
  stopped(stored: StoredSession, door: Door): Promise<void>
}

/** The route in one line: `ops -> prod-1/Operations -> backend/TerraformBackend`. */
const lineOf = (route: Route): string =>
  [route.signIn.split(':')[1] ?? route.signIn, ...route.hops.map(hop => shortTarget(hop.target))].join(' -> ')

const shortTarget = (id: string): string => {
  const parts = splitTargetId(id)
  return parts ? `${parts.account}/${parts.role}` : id
}

/** What somebody tried and was denied; a question that nobody could answer yet is no refusal. */
const outcomeOf = (failure: Failure): 'refused' | 'cancelled' | null => {
  switch (failure.kind) {
    case 'hop-refused':
    case 'key-refused':
    case 'mfa-rejected':
    case 'mfa-no-device':
    case 'answer-refused':
    case 'foreign-profile':
      return 'refused'
    case 'cancelled':
    case 'interrupted':
      return 'cancelled'
    default:
      return null
  }
}

const detailOf = (failure: Failure): string => {
  if (failure.kind === 'hop-refused')
    return `hop ${failure.hop} of ${failure.hops}, ${failure.awsCode}: ${failure.causes[0]?.cause ?? 'unknown'}`
  if (failure.kind === 'key-refused') return `${failure.awsCode}: ${failure.causes[0]?.cause ?? 'unknown'}`
  return failure.kind
}

export const createRecorder = (deps: {
  readonly activity: Activity
  readonly log: Log
  /** The name on this machine, where no sign-in knows a better one. */
  readonly person: string
}): Recorder => {
  const { activity, log, person } = deps
  /** A full disk must not end a session that was already given; the log and the vault's own failure say it. */
  const append = async (entry: ActivityEntry): Promise<void> => {
    const written: Result<void> = await activity.append(entry)
    if (!written.ok) log.warn('The activity record could not be written.', { failure: written.failure })
  }
  const about = (target: Target) => ({
    target: target.id,
    ...(target.environment ? { environment: target.environment.key } : {}),
    ...(target.breakGlass ? { breakGlass: true } : {}),
  })
  return {
    started: (target, route, arrival, stored, { renewal, door, profile }) =>
      append({
        what: renewal ? 'session-renew' : 'session-start',
        who: stored.user ?? person,
        ...about(target),
        signIn: route.signIn,
        route: lineOf(route),
        ...(stored.reason === null ? {} : { reason: stored.reason }),
        sessionName: arrival.sessionName,
        accessKeyId: stored.accessKeyId,
        requestIds: arrival.requestIds,
        outcome: 'done',
        ...(profile === null ? {} : { detail: `profile ${profile}` }),
        door,
      }),
    delivered: (target, stored, delivery, door) =>
      append({
        what: delivery === 'console' ? 'console' : 'delivery',
        who: stored.user ?? person,
        ...about(target),
        ...(stored.reason === null ? {} : { reason: stored.reason }),
        accessKeyId: stored.accessKeyId,
        outcome: 'done',
        ...(delivery === 'console' ? {} : { detail: delivery }),
        door,
      }),
    async refused(target, failure, { reason, door }) {
      const outcome = outcomeOf(failure)
      if (outcome === null) return
      const requestId = 'requestId' in failure ? failure.requestId : undefined
      await append({
        what: 'refusal',
        who: person,
        ...about(target),
        ...(reason === null ? {} : { reason }),
        ...(requestId === undefined ? {} : { requestIds: [requestId] }),
        outcome,
        detail: detailOf(failure),
        door,
      })
    },
    stopped: (stored, door) =>
      append({
        what: 'session-stop',
        who: stored.user ?? person,
        target: stored.target,
        signIn: stored.signIn,
        accessKeyId: stored.accessKeyId,
        outcome: 'done',
        door,
      }),
  }
}
