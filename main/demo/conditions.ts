// The condition operators of IAM policies, over the context of one request.

/** Condition keys of a request, lower-cased; an absent key is absent, as AWS distinguishes it from false. */
export type Context = ReadonlyMap<string, readonly string[]>

export const createContext = (
  values: Readonly<Record<string, string | readonly string[] | undefined>>,
): Context =>
  new Map(
    Object.entries(values).flatMap(([key, value]) =>
      value === undefined ? [] : [[key.toLowerCase(), typeof value === 'string' ? [value] : value] as const],
    ),
  )

const wildcards = new Map<string, RegExp>()

/** `*` is any run of characters and `?` any one; everything else stands for itself. */
export const matches = (pattern: string, value: string): boolean => {
  let expression = wildcards.get(pattern)
  if (!expression) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')
    expression = new RegExp(`^${source}$`, 's')
    wildcards.set(pattern, expression)
  }
  return expression.test(value)
}

/** Puts `${aws:username}` and the like in place; null when a variable has no value, which makes the rule not match. */
export const fill = (text: string, context: Context): string | null => {
  let missing = false
  const filled = text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    if (name === '*' || name === '?' || name === '$') return name
    const value = context.get(name.toLowerCase())?.[0]
    if (value === undefined) missing = true
    return value ?? ''
  })
  return missing ? null : filled
}

const asTime = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text))

const operators: Readonly<Record<string, (actual: string, wanted: string) => boolean>> = {
  StringEquals: (a, b) => a === b,
  StringEqualsIgnoreCase: (a, b) => a.toLowerCase() === b.toLowerCase(),
  StringLike: (a, b) => matches(b, a),
  ArnEquals: (a, b) => matches(b, a),
  ArnLike: (a, b) => matches(b, a),
  Bool: (a, b) => a.toLowerCase() === b.toLowerCase(),
  NumericEquals: (a, b) => Number(a) === Number(b),
  NumericLessThan: (a, b) => Number(a) < Number(b),
  NumericLessThanEquals: (a, b) => Number(a) <= Number(b),
  NumericGreaterThan: (a, b) => Number(a) > Number(b),
  NumericGreaterThanEquals: (a, b) => Number(a) >= Number(b),
  DateLessThan: (a, b) => asTime(a) < asTime(b),
  DateGreaterThan: (a, b) => asTime(a) > asTime(b),
  IpAddress: (a, b) => b.replace(/\/32$/, '') === a,
}

const negations: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
}

const holds = (written: string, key: string, wanted: readonly string[], context: Context): boolean => {
  const quantified = /^(ForAnyValue|ForAllValues):(.+)$/.exec(written)
  const ifExists = (quantified?.[2] ?? written).endsWith('IfExists')
  const name = (quantified?.[2] ?? written).replace(/IfExists$/, '')
  const actual = context.get(key.toLowerCase())
  if (name === 'Null') return wanted.includes(String(actual === undefined))
  const positive = negations[name]
  const test = operators[positive ?? name]
  if (!test) return false
  // A missing key fails a condition, except for the negated operators and those ending in IfExists
  // (UG:IAM/reference_policies_elements_condition_operators).
  if (actual === undefined) return ifExists || positive !== undefined || quantified?.[1] === 'ForAllValues'
  const filled = wanted.map(value => fill(value, context)).filter(value => value !== null)
  const one = (value: string): boolean => filled.some(each => test(value, each)) !== (positive !== undefined)
  return quantified?.[1] === 'ForAllValues' ? actual.every(one) : actual.some(one)
}

/** All conditions of a statement must hold; of one key's values, one suffices. An unknown operator never holds. */
export const conditionsHold = (
  conditions: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> | undefined,
  context: Context,
): boolean =>
  Object.entries(conditions ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) =>
      holds(operator, key, typeof wanted === 'string' ? [wanted] : wanted, context),
    ),
  )
