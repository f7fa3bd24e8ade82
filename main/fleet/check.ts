// Tries the routes of many targets and keeps none of them: who can get where, and why not.
import { exitCodes } from '../../shared/exit-code.ts'
import type { CheckRow } from '../../shared/fleet.ts'
import type { TargetId } from '../../shared/names.ts'
import type { Result } from '../../shared/result.ts'
import type { Trial } from '../routes/journey.ts'
import type { SessionBook, Visit } from '../sessions/sessions.ts'
import { inRounds } from './in-flight.ts'
import { isPassing, troubleOf } from './trouble.ts'

type Tried = Result<{ readonly trial: Trial }>

/** @param since seconds that it took */
export const checkRow = (target: TargetId, tried: Tried, since: number): CheckRow => {
  const seconds = Math.max(0, Math.round(since * 1_000) / 1_000)
  if (!tried.ok) return { target, ok: false, ...troubleOf(tried.failure), seconds }
  const { trial } = tried.value
  if (trial.ok) return { target, ok: true, seconds }
  if (trial.failure) return { target, ok: false, ...troubleOf(trial.failure), seconds }
  const hop = trial.hops.at(-1)
  const [first] = hop?.causes ?? []
  return {
    target,
    ok: false,
    ...(trial.failedAt === null ? {} : { hop: trial.failedAt }),
    ...(first ? { cause: first.cause } : {}),
    causes: hop?.causes ?? [],
    ...(hop?.awsCode ? { awsCode: hop.awsCode } : {}),
    message: hop?.message ?? first?.why ?? 'AWS gave no reason.',
    exit: exitCodes[first && isPassing(first) ? 'unreachable' : 'hop-refused'],
    seconds,
  }
}

/**
 * A row per target, told as they come, and all of them in the targets' order. Hubs on the way are called once for
 * everybody; a code is asked for once. What was throttled or not reached is tried once more at the end. Targets that were
 * not done when `visit.signal` was aborted have no row.
 */
export const checkTargets = async (
  book: Pick<SessionBook, 'tryRoute'>,
  targets: readonly TargetId[],
  options: {
    readonly limit: number
    readonly visit: Visit
    readonly mfaCode?: string | undefined
    /** Ms, of any clock that does not jump. */
    readonly now: () => number
    readonly onRow?: (row: CheckRow) => void
  },
): Promise<readonly CheckRow[]> => {
  const { limit, visit, mfaCode, now, onRow } = options
  const rows = new Map<TargetId, CheckRow>()
  await inRounds(targets, limit, visit.signal, async target => {
    const began = now()
    const tried = await book.tryRoute(target, visit, { probe: true, mfaCode })
    const row = checkRow(target, tried, (now() - began) / 1_000)
    const settle = (): void => {
      rows.set(target, row)
      onRow?.(row)
    }
    // What was broken off half way is no finding.
    return visit.signal?.aborted && !row.ok
      ? { passing: false, settle: () => undefined }
      : { passing: isPassing(row), settle }
  })
  return targets.flatMap(target => rows.get(target) ?? [])
}
