// What a part of a document may be, written down once: it is read by this with clear problems, and says itself as JSON Schema.
import type { DocNode, Path, Report } from './document-tree.ts'

export type JsonSchema = { readonly [key: string]: unknown }

/** `read` answers undefined after it reported why. */
export type Shape<T> = {
  readonly read: (node: DocNode, path: Path, report: Report) => T | undefined
  readonly json: () => JsonSchema
}
export type ValueOf<S> = S extends Shape<infer T> ? T : never

export type Field<T, Required extends boolean = boolean> = {
  readonly shape: Shape<T> | null
  readonly required: Required
  readonly says: string
}
/** A key that must be there. */
export const must = <T>(shape: Shape<T>, says: string): Field<T, true> => ({ shape, required: true, says })
/** A key that may be there. */
export const may = <T>(shape: Shape<T>, says: string): Field<T, false> => ({ shape, required: false, says })
/** A key that people try and that is not allowed here; `says` tells where it belongs. */
export const refused = (says: string): Field<never, false> => ({ shape: null, required: false, says })

export type Fields = Readonly<Record<string, Field<unknown>>>
export type Flat<T> = { readonly [K in keyof T]: T[K] }
type FieldValue<F> = F extends { readonly shape: Shape<infer T> | null } ? T : never
export type ObjectOf<F extends Fields> = Flat<
  { [K in keyof F as F[K]['required'] extends true ? K : never]: FieldValue<F[K]> } & {
    [K in keyof F as F[K]['required'] extends true ? never : K]?: FieldValue<F[K]>
  }
>

/** Nothing is written where a value should be. */
export const isEmpty = (node: DocNode): boolean =>
  node.kind === 'scalar' && node.plain && /^(|~|null)$/i.test(node.text)
const kindWords = { map: 'a map', list: 'a list', scalar: 'a text' }
export const wrongKind = (node: DocNode, wanted: string, path: Path, report: Report): undefined => {
  const found = isEmpty(node) ? 'nothing' : kindWords[node.kind]
  report.add(node.at, path, `This must be ${wanted}, but there is ${found} here.`)
  return undefined
}
