// What a contract is: a value that lists calls (name, input schema, output type) and events, to be served and called.
import type { z } from 'zod'
import type { Result } from './result.ts'

/** True when a secret is anywhere in T; a secret is known by its `reveal`. */
type HoldsSecret<T> = T extends { reveal(): unknown }
  ? true
  : T extends string | number | boolean | null | undefined
    ? false
    : T extends readonly (infer Item)[]
      ? HoldsSecret<Item>
      : T extends object
        ? { [K in keyof T]-?: HoldsSecret<T[K]> }[keyof T]
        : false

declare const output: unique symbol
export type Returns<T> = { readonly [output]?: T }

/** States what comes back. Does not compile when a secret is anywhere in T: it then asks for an argument nobody has. */
export const returns = <T>(..._refused: true extends HoldsSecret<T> ? [never] : []): Returns<T> => ({})

export type Call<I extends z.ZodType = z.ZodType, O = unknown> = {
  readonly input: I
  readonly output: Returns<O>
}
export const call = <I extends z.ZodType, O>(input: I, out: Returns<O>): Call<I, O> => ({
  input,
  output: out,
})

export type Contract = {
  readonly calls: Readonly<Record<string, Call>>
  readonly events: Readonly<Record<string, Returns<unknown>>>
}
export const contract = <C extends Contract>(value: C): C => value

export type InputOf<C> = C extends Call<infer I, unknown> ? z.input<I> : never
export type ParsedOf<C> = C extends Call<infer I, unknown> ? z.output<I> : never
export type OutputOf<C> = C extends { readonly output: Returns<infer O> } ? O : never

/** How a client sees a contract. */
export type Calls<C extends Contract> = {
  readonly [K in keyof C['calls']]: (
    input: InputOf<C['calls'][K]>,
  ) => Promise<Result<OutputOf<C['calls'][K]>>>
}
export type Events<C extends Contract> = {
  readonly [K in keyof C['events']]: C['events'][K] extends Returns<infer E> ? E : never
}
/** How a room answers a contract: parsed input, and who calls. */
export type Answers<C extends Contract, Caller> = {
  readonly [K in keyof C['calls']]: (
    input: ParsedOf<C['calls'][K]>,
    caller: Caller,
  ) => Promise<Result<OutputOf<C['calls'][K]>>>
}
