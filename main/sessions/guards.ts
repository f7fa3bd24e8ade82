// What a person must still say before a guarded target opens, decided here for every door alike.
import type { Target } from '../../shared/catalog.ts'
import type { Missing } from '../../shared/failure.ts'
import type { Question } from '../../shared/prompt.ts'
import { failed, ok, type Result } from '../../shared/result.ts'

/** What the target's environment and break-glass ask; MFA is not here, because the route itself gives it. */
export type Demand = {
  readonly reason: boolean
  /** The account key that must be typed, or null. */
  readonly confirm: string | null
  /** The longest opening, renewals included, in seconds; null = no bound. */
  readonly maxSeconds: number | null
  readonly breakGlass: boolean
}

/** What the caller gave along: by flag, or as the answer to the question. */
export type Given = {
  readonly reason?: string | null | undefined
  readonly confirm?: string | null | undefined
}

/** An opening that satisfied its guards: until when it counts, and why it was made. */
export type Opening = {
  /** Ms since the epoch. */
  readonly openedAt: number
  /** Ms since the epoch; null = as long as the session lives. */
  readonly until: number | null
  readonly reason: string | null
}

/**
 * The demand of a target. A break-glass role asks for a reason wherever it lies on the way: going
 * through one is using it.
 */
export const demandOf = (target: Target, chain: readonly Target[] = [target]): Demand => ({
  reason: (target.environment?.reason ?? false) || chain.some(each => each.breakGlass),
  confirm: target.environment?.confirm ? target.account.key : null,
  maxSeconds: target.environment?.maxDuration ?? null,
  breakGlass: chain.some(each => each.breakGlass),
})

export const demandsAnything = (demand: Demand): boolean => demand.reason || demand.confirm !== null

const said = (text: string | null | undefined): string | null => {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}

/** What was not said at all. A wrong confirmation is not missing: it is refused, see `settle`. */
export const missingOf = (demand: Demand, given: Given): readonly Missing[] => [
  ...(demand.reason && said(given.reason) === null ? (['reason'] as const) : []),
  ...(demand.confirm !== null && said(given.confirm) === null ? (['confirm'] as const) : []),
]

/** The one question for everything that is missing. */
export const guardQuestion = (target: Target, demand: Demand, given: Given): Question & { kind: 'guard' } => {
  const missing = missingOf(demand, given)
  return {
    kind: 'guard',
    target: target.id,
    environment: target.account.environment,
    color: target.personal.color ?? target.account.color ?? target.environment?.color ?? null,
    breakGlass: demand.breakGlass,
    reason: missing.includes('reason'),
    confirm: missing.includes('confirm') ? demand.confirm : null,
  }
}

/**
 * Opens, when everything was said and the typed name is the account's.
 * Fails with `answer-needed` (what is missing) or `answer-refused` (the name is another one).
 */
export const settle = (target: Target, demand: Demand, given: Given, now: number): Result<Opening> => {
  const missing = missingOf(demand, given)
  const confirm = said(given.confirm)
  if (demand.confirm !== null && confirm !== null && confirm !== demand.confirm)
    return failed({
      kind: 'answer-refused',
      what: 'confirm',
      message: `“${confirm.slice(0, 63)}” is not the account's name, ${demand.confirm}.`,
    })
  if (missing.length > 0)
    return failed({
      kind: 'answer-needed',
      missing,
      target: target.id,
      ...(missing.includes('confirm') && demand.confirm !== null ? { expects: demand.confirm } : {}),
    })
  return ok({
    openedAt: now,
    until: demand.maxSeconds === null ? null : now + demand.maxSeconds * 1_000,
    reason: said(given.reason),
  })
}
