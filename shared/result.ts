// What every room returns: a value, or a failure that has words.
import type { Failure } from './failure.ts'

export type Ok<T> = { readonly ok: true; readonly value: T }
export type Failed = { readonly ok: false; readonly failure: Failure }
export type Result<T> = Ok<T> | Failed

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })
export const failed = (failure: Failure): Failed => ({ ok: false, failure })

/** Goes on with the value, or hands the failure through. */
export const andThen = <A, B>(result: Result<A>, next: (value: A) => Result<B>): Result<B> =>
  result.ok ? next(result.value) : result
