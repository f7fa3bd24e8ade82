// The shapes of single values: any text by its rules, what a text stands for, yes or no, one of several.
import { didYouMean } from '../../shared/nearest.ts'
import type { DocNode } from './document-tree.ts'
import { isEmpty, type JsonSchema, type Shape, wrongKind } from './shape.ts'
import { hasUnseen } from './unseen.ts'

/** `{user}` without quotes is a map to YAML, of one key that says nothing. */
const isPlaceholder = (node: DocNode): boolean =>
  node.kind === 'map' && node.entries.length === 1 && node.entries.every(({ value }) => isEmpty(value))

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

/** A sentence when a text does not fit. */
export const wrongText = (value: string, rules: TextRules): string | null => {
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
