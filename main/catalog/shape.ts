// Small pieces to write a document's shape down once: each reads a part with clear problems, and says itself as JSON Schema.
import { didYouMean, nearest } from '../../shared/nearest.ts'
import type { DocNode, Path, Report } from './document-tree.ts'
import { hasUnseen } from './unseen.ts'

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

type Fields = Readonly<Record<string, Field<unknown>>>
type Flat<T> = { readonly [K in keyof T]: T[K] }
type FieldValue<F> = F extends { readonly shape: Shape<infer T> | null } ? T : never
export type ObjectOf<F extends Fields> = Flat<
  { [K in keyof F as F[K]['required'] extends true ? K : never]: FieldValue<F[K]> } & {
    [K in keyof F as F[K]['required'] extends true ? never : K]?: FieldValue<F[K]>
  }
>

const isEmpty = (node: DocNode): boolean =>
  node.kind === 'scalar' && node.plain && /^(|~|null)$/i.test(node.text)
/** `{user}` without quotes is a map to YAML, of one key that says nothing. */
const isPlaceholder = (node: DocNode): boolean =>
  node.kind === 'map' && node.entries.length === 1 && node.entries.every(({ value }) => isEmpty(value))
const kindWords = { map: 'a map', list: 'a list', scalar: 'a text' }
const wrongKind = (node: DocNode, wanted: string, path: Path, report: Report): undefined => {
  const found = isEmpty(node) ? 'nothing' : kindWords[node.kind]
  report.add(node.at, path, `This must be ${wanted}, but there is ${found} here.`)
  return undefined
}

export type TextRules = {
  /** What it is, in words that fit after "This must be". */
  readonly what: string
  readonly pattern?: RegExp
  readonly most?: number
  /** Several lines are fine. */
  readonly lines?: boolean
  /** A sentence when the value is wrong, else null. */
  readonly check?: (text: string) => string | null
  readonly json?: JsonSchema
}

/** Any scalar, as written. */
export const text = (rules: TextRules): Shape<string> => ({
  read(node, path, report) {
    if (node.kind !== 'scalar' || isEmpty(node)) {
      const wanted = isPlaceholder(node) ? `${rules.what} (one that begins with { needs quotes)` : rules.what
      return wrongKind(node, wanted, path, report)
    }
    const value = node.text
    const wrong = wrongText(value, rules)
    if (wrong === null) return value
    report.add(node.at, path, wrong)
    return undefined
  },
  json: () => ({
    type: 'string',
    ...(rules.pattern && { pattern: rules.pattern.source }),
    ...(rules.most && { maxLength: rules.most }),
    ...rules.json,
  }),
})

const shown = (value: string): string => {
  const short = value.length > 60 ? `${value.slice(0, 60)}…` : value
  return JSON.stringify(short)
}

const wrongText = (value: string, rules: TextRules): string | null => {
  if (rules.lines !== true && hasUnseen(value))
    return `${shown(value)} holds a line break or another character that cannot be seen; this must be ${rules.what}.`
  if (value.length > (rules.most ?? 512))
    return `This is ${value.length} characters long; at most ${rules.most ?? 512} are allowed.`
  if (rules.pattern && !rules.pattern.test(value)) return `${shown(value)} is not ${rules.what}.`
  return rules.check?.(value) ?? null
}

/** A text that stands for a value: `parse` answers the value, or the sentence why not. */
export const parsed = <T>(
  rules: TextRules,
  parse: (value: string) => { readonly value: T } | { readonly wrong: string },
): Shape<T> => {
  const inner = text(rules)
  return {
    read(node, path, report) {
      const value = inner.read(node, path, report)
      if (value === undefined) return undefined
      const result = parse(value)
      if ('value' in result) return result.value
      report.add(node.at, path, result.wrong)
      return undefined
    },
    json: inner.json,
  }
}

export const flag: Shape<boolean> = {
  read(node, path, report) {
    if (node.kind === 'scalar' && node.plain && /^(true|false)$/.test(node.text)) return node.text === 'true'
    report.add(node.at, path, 'This must be true or false, without quotes.')
    return undefined
  },
  json: () => ({ type: 'boolean' }),
}

export const choice = <const V extends string>(values: readonly V[]): Shape<V> => ({
  read(node, path, report) {
    const found = node.kind === 'scalar' ? values.find(value => value === node.text) : undefined
    if (found !== undefined) return found
    const hint = node.kind === 'scalar' ? didYouMean(node.text, values) : ''
    report.add(node.at, path, `This must be one of: ${values.join(', ')}.${hint}`)
    return undefined
  },
  json: () => ({ enum: values }),
})

export const list = <T>(of: Shape<T>, most = 10_000, least = 0): Shape<readonly T[]> => ({
  read(node, path, report) {
    if (node.kind !== 'list') return wrongKind(node, 'a list', path, report)
    if (node.items.length > most)
      report.add(node.at, path, `There are ${node.items.length} entries; at most ${most} are allowed.`)
    if (node.items.length < least) report.add(node.at, path, 'This list is empty.')
    const values: T[] = []
    for (const [index, item] of node.items.entries()) {
      const value = of.read(item, { up: path, key: index }, report)
      if (value !== undefined) values.push(value)
    }
    return values
  },
  json: () => ({ type: 'array', items: of.json(), maxItems: most, ...(least > 0 && { minItems: least }) }),
})

/** A map whose keys the writer chooses. */
export const record = <T>(keys: TextRules, of: Shape<T>): Shape<Readonly<Record<string, T>>> => ({
  read(node, path, report) {
    if (node.kind !== 'map') return wrongKind(node, 'a map', path, report)
    const values: [string, T][] = []
    for (const { key, keyAt, value } of node.entries) {
      const inner: Path = { up: path, key }
      const wrong = wrongText(key, keys)
      if (wrong !== null) report.add(keyAt, inner, wrong)
      const read = of.read(value, inner, report)
      if (read !== undefined) values.push([key, read])
    }
    return Object.fromEntries(values)
  },
  json: () => ({
    type: 'object',
    ...(keys.pattern && { propertyNames: { pattern: keys.pattern.source } }),
    additionalProperties: of.json(),
  }),
})

/** A map whose keys are known; others are problems, with the nearest known one suggested. */
export const object = <F extends Fields>(fields: F): Shape<ObjectOf<F>> => ({
  read(node, path, report) {
    if (node.kind !== 'map') return wrongKind(node, 'a map', path, report)
    const values: Record<string, unknown> = {}
    const meant = new Set<string>()
    for (const { key, keyAt, value } of node.entries) {
      const inner: Path = { up: path, key }
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined
      if (field === undefined) {
        const known = Object.keys(fields).filter(one => fields[one]?.shape !== null)
        // A hostile file has a million keys; looking for what each may mean would take seconds.
        if (report.full()) continue
        for (const one of nearest(key, known, 1)) meant.add(one)
        const hint = didYouMean(key, known) || ` Known are: ${known.join(', ')}.`
        report.add(keyAt, inner, `"${key}" is not known here.${hint}`)
      } else if (field.shape === null) report.add(keyAt, inner, field.says)
      else {
        const read = field.shape.read(value, inner, report)
        if (read !== undefined) values[key] = read
      }
    }
    for (const [key, field] of Object.entries(fields))
      if (field.required && !meant.has(key) && !node.entries.some(entry => entry.key === key))
        report.add(node.at, path, `"${key}" is missing: ${field.says}`)
    return values as ObjectOf<F>
  },
  json: () => {
    const known = Object.entries(fields).flatMap(([key, { shape, says }]) =>
      shape === null ? [] : [[key, { description: says, ...shape.json() }] as const],
    )
    const required = Object.keys(fields).filter(key => fields[key]?.required)
    return {
      type: 'object',
      properties: Object.fromEntries(known),
      ...(required.length > 0 && { required }),
      additionalProperties: false,
    }
  },
})

/** One shape or another, told apart by whether a scalar, a list or a map is written. */
export const byKind = <S = never, L = never, M = never>(
  what: string,
  shapes: { readonly scalar?: Shape<S>; readonly list?: Shape<L>; readonly map?: Shape<M> },
): Shape<S | L | M> => ({
  read(node, path, report): S | L | M | undefined {
    const shape = isEmpty(node) ? undefined : (shapes[node.kind] as Shape<S | L | M> | undefined)
    return shape ? shape.read(node, path, report) : wrongKind(node, what, path, report)
  },
  json: () => ({
    anyOf: [shapes.scalar, shapes.list, shapes.map].flatMap(shape => (shape ? [shape.json()] : [])),
  }),
})

/** A map whose `kind` says which other keys it has; a string in place of fields refuses that kind. */
export const variants = <V extends Readonly<Record<string, Fields | string>>>(
  what: string,
  kinds: V,
): Shape<{ [K in keyof V]: V[K] extends Fields ? Flat<{ kind: K } & ObjectOf<V[K]>> : never }[keyof V]> => {
  type Value = { [K in keyof V]: V[K] extends Fields ? Flat<{ kind: K } & ObjectOf<V[K]>> : never }[keyof V]
  const allowed = Object.keys(kinds).filter(kind => typeof kinds[kind] !== 'string')
  const full = (kind: string): Shape<unknown> =>
    object({ kind: must(choice([kind]), what), ...(kinds[kind] as Fields) })
  const shapes = new Map(allowed.map(kind => [kind, full(kind)]))
  return {
    read(node, path, report) {
      if (node.kind !== 'map') return wrongKind(node, 'a map', path, report)
      const entry = node.entries.find(one => one.key === 'kind')
      const kind = entry?.value.kind === 'scalar' ? entry.value.text : ''
      const inner: Path = { up: path, key: 'kind' }
      const refusal = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
      if (entry === undefined)
        report.add(node.at, path, `"kind" is missing: ${what} Use one of: ${allowed.join(', ')}.`)
      else if (typeof refusal === 'string') report.add(entry.value.at, inner, refusal)
      else if (!shapes.has(kind))
        report.add(
          entry.value.at,
          inner,
          `This must be one of: ${allowed.join(', ')}.${didYouMean(kind, allowed)}`,
        )
      return shapes.get(kind)?.read(node, path, report) as Value | undefined
    },
    json: () => ({ oneOf: [...shapes.values()].map(shape => shape.json()) }),
  }
}
