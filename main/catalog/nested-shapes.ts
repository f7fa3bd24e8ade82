// The shapes of what holds others: lists, maps whose keys are the writer's or are known, one of several kinds.
import { didYouMean, nearest } from '../../shared/nearest.ts'
import type { Path } from './document-tree.ts'
import { choice, type TextRules, wrongText } from './scalar-shapes.ts'
import { type Fields, type Flat, isEmpty, must, type ObjectOf, type Shape, wrongKind } from './shape.ts'

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
