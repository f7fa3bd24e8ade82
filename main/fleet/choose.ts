// Picks the targets a SELECTOR means: those a person can take, as `ls` shows them; break-glass roles only by their name.
import type { Estate, Target } from '../../shared/catalog.ts'
import type { Failure } from '../../shared/failure.ts'
import type { Chosen } from '../../shared/fleet.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { TargetRow } from '../../shared/target-row.ts'
import { filterRows } from '../catalog/list-targets.ts'
import { parseSelector } from '../catalog/selectors.ts'

export type Choice = {
  /** As typed: `environment=production role=Headroom`, or `all`. */
  readonly selector: string
  /** Also those known not to be granted, and those the person hid. */
  readonly all?: boolean | undefined
}

const namesRole = (selector: string): boolean => /(^|\s)role=/.test(selector)

const nothingFits = (selector: string): Failure => ({
  kind: 'unknown-name',
  what: 'target',
  name: selector,
  nearest: [],
})

/**
 * In the catalogs' order. Fails with usage for what is no selector, and with unknown-name where a selector other than
 * `all` fits nothing: in a script a misspelled tag must not look like success.
 */
export const chooseTargets = (
  rows: readonly TargetRow[],
  estate: Estate,
  { selector, all }: Choice,
): Result<Chosen<Target>> => {
  const parsed = parseSelector(selector)
  if (!parsed.ok) return parsed
  const fitting = filterRows(rows, estate, { all: all === true }).flatMap(row => {
    const target = estate.targets.get(row.target)
    return target && parsed.value(target) ? [target] : []
  })
  const targets = namesRole(selector) ? fitting : fitting.filter(target => !target.breakGlass)
  if (targets.length === 0 && selector.trim() !== 'all') return failed(nothingFits(selector.trim()))
  return ok({ targets, breakGlass: fitting.length - targets.length })
}
