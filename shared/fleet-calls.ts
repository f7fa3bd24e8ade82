// The calls about many targets at once: the agent's for a selector, the desk's for targets that a person chose.
import { z } from 'zod'
import { guards } from './agent-inputs.ts'
import { call, returns } from './contract.ts'
import { type CheckRow, type FleetTarget, mostAtOnce, type ProfileRow, usualAtOnce } from './fleet.ts'

const limit = z.number().int().min(1).max(mostAtOnce).default(usualAtOnce)
const selector = z.string().max(2_000).default('all')

export const fleetCalls = {
  /** The targets that a SELECTOR means; `breakGlass` counts those it would fit and does not name. */
  choose: call(
    z.strictObject({ selector, all: z.boolean().default(false) }),
    returns<{
      readonly targets: readonly FleetTarget[]
      readonly breakGlass: number
      readonly notices: readonly string[]
    }>(),
  ),
  /** Tries every route that fits; each row is told as the event `checked` too. */
  check: call(
    z.strictObject({
      selector,
      all: z.boolean().default(false),
      limit,
      mfaCode: z.string().max(12).optional(),
    }),
    returns<{ readonly rows: readonly CheckRow[]; readonly notices: readonly string[] }>(),
  ),
  /** Writes many profiles as one change; with `dryRun` only says what would change. */
  profilesWrite: call(
    z.strictObject({
      selector,
      mode: z.enum(['keys', 'process']).optional(),
      dryRun: z.boolean().default(false),
      replaceForeign: z.boolean().default(false),
      ...guards,
    }),
    returns<{ readonly rows: readonly ProfileRow[]; readonly notices: readonly string[] }>(),
  ),
}

export const deskFleetCalls = {
  /**
   * Tries the routes of these targets and keeps none; each row is told as the event `checked` when the work is named.
   * `whole` is false when the person ended it: the rows are those that were done.
   */
  checkTargets: call(
    z.strictObject({
      targets: z.array(z.string().min(3).max(300)).min(1).max(50_000),
      work: z.string().min(1).max(64).optional(),
    }),
    returns<{ readonly rows: readonly CheckRow[]; readonly whole: boolean }>(),
  ),
}
