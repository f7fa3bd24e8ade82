// What work over many targets yields: a row per target of `check`, `each` and `profiles write`; no row can hold a secret.
import type { Cause, CauseName, FailureKind, Missing } from './failure.ts'
import type { TargetId } from './names.ts'
import type { ProfileMode } from './session.ts'

/** Why one of many did not work. `cause` is the first of `causes`. */
export type Trouble = {
  readonly cause?: CauseName
  readonly causes?: readonly Cause[]
  readonly awsCode?: string
  /** What AWS said, or what is to be done. */
  readonly message?: string
  /** What failed beside a hop: nobody signed in, an answer missing. */
  readonly failure?: FailureKind
  readonly missing?: readonly Missing[]
  /** The exit code that the same would end with alone: 3 = sign in, 4 = an answer is missing, 5 = AWS refused, … */
  readonly exit?: number
}

/** One route as it was tried. `hop` is the one that was refused, counting from 1. */
export type CheckRow = {
  readonly target: TargetId
  readonly ok: boolean
  readonly hop?: number
} & Trouble & {
    readonly seconds: number
  }

/** What a SELECTOR fits, and what it would fit that is left alone: break-glass roles it does not name. */
export type Chosen<T> = { readonly targets: readonly T[]; readonly breakGlass: number }

export type FleetTarget = {
  readonly target: TargetId
  /** As short as it can be said without meaning two. */
  readonly name: string
  readonly account: string
  readonly region: string
}

/** One command as it ran for a target (and a region); without `code` it was not started. */
export type EachRow = {
  readonly target: TargetId
  readonly region?: string
  readonly ok: boolean
  readonly code?: number
  readonly stdout?: string
  readonly stderr?: string
  /** It said more than is kept; what is here is the beginning. */
  readonly truncated?: boolean
} & Trouble & { readonly seconds: number }

/** One profile as it was written, or would be. */
export type ProfileRow = {
  readonly target: TargetId
  readonly profile: string
  readonly mode: ProfileMode
  readonly region: string
  readonly change: 'new' | 'changed' | 'same' | 'none'
  /** What differs from the block that is there, as in `region eu-west-1 -> us-east-1`. */
  readonly differences: readonly string[]
} & Trouble

/** The most and the usual number of targets that are worked on at once. */
export const mostAtOnce = 64
export const usualAtOnce = 8
