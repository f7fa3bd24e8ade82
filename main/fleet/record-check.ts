// Says in the record that routes were tried: roles were taken on the way, so CloudTrail knows of it, and so must we.
import type { ActivityEntry } from '../../shared/activity.ts'
import type { Target } from '../../shared/catalog.ts'
import type { CheckRow } from '../../shared/fleet.ts'
import type { Activity } from '../activity/record.ts'
import type { Log } from '../log.ts'
import type { Door } from '../sessions/sessions.ts'

export type Checked = {
  /** How they were chosen, as it is read later: the selector, or how many a person chose. */
  readonly chosen: string
  /** All that were to be tried; undefined = no catalog knows it. */
  readonly targets: readonly (Target | undefined)[]
  readonly rows: readonly CheckRow[]
  readonly door: Door
}

/** A selector is as long as a person likes; a line of the record is not. */
const longestSelector = 200

const about = (target: Target | undefined) => ({
  ...(target?.environment ? { environment: target.environment.key } : {}),
  ...(target?.breakGlass ? { breakGlass: true } : {}),
})

/** AWS was asked to give a role; without a sign-in or a code it never is. */
const reached = (row: CheckRow): boolean => row.ok || row.hop !== undefined || row.awsCode !== undefined

/** One row, however many were tried; null where nothing came as far as AWS. Pure. */
export const checkEntry = (checked: Checked, who: string): ActivityEntry | null => {
  const { chosen, targets, rows, door } = checked
  const [first] = rows
  if (first === undefined || !rows.some(reached)) return null
  if (targets.length === 1)
    return {
      what: 'check',
      who,
      target: first.target,
      ...about(targets[0]),
      outcome: first.ok ? 'done' : 'refused',
      detail: first.ok ? 'the route works' : (first.cause ?? 'the route does not work'),
      door,
    }
  const work = rows.filter(row => row.ok).length
  const left = targets.length - rows.length
  return {
    what: 'check',
    who,
    ...(targets.some(target => target?.breakGlass) ? { breakGlass: true } : {}),
    outcome: left === 0 ? 'done' : 'cancelled',
    detail: `${chosen.slice(0, longestSelector)}: ${work} of ${rows.length} work${left === 0 ? '' : `, ${left} not tried`}`,
    door,
  }
}

/** @param deps.person the name on this machine */
export const createCheckRecord =
  (deps: {
    readonly activity: Pick<Activity, 'append'>
    readonly log: Pick<Log, 'warn'>
    readonly person: string
  }) =>
  async (checked: Checked): Promise<void> => {
    const entry = checkEntry(checked, deps.person)
    if (entry === null) return
    const written = await deps.activity.append(entry)
    // What was found is told all the same.
    if (!written.ok) deps.log.warn('The activity record could not be written.', { failure: written.failure })
  }
