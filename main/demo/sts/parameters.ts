// Checks the parameters of STS calls against the service's own model, and complains in its words.
import { type Refusal, refuse } from '../wire.ts'

type Rule = {
  readonly name: string
  readonly field: string
  readonly required?: boolean
  readonly min?: number
  readonly max?: number
  readonly pattern?: string
}

/** Lengths and patterns of the STS model (botocore data/sts/2011-06-15). */
export const assumeRoleRules: readonly Rule[] = [
  { name: 'RoleArn', field: 'roleArn', required: true, min: 20, max: 2048 },
  {
    name: 'RoleSessionName',
    field: 'roleSessionName',
    required: true,
    min: 2,
    max: 64,
    pattern: '[\\w+=,.@-]*',
  },
  { name: 'ExternalId', field: 'externalId', min: 2, max: 1224, pattern: '[\\w+=,.@:\\/-]*' },
  { name: 'SerialNumber', field: 'serialNumber', min: 9, max: 256, pattern: '[\\w+=/:,.@-]*' },
  { name: 'TokenCode', field: 'tokenCode', min: 6, max: 6, pattern: '[\\d]*' },
  { name: 'SourceIdentity', field: 'sourceIdentity', min: 2, max: 64, pattern: '[\\w+=,.@-]*' },
]

export const sessionTokenRules: readonly Rule[] = assumeRoleRules.filter(
  rule => rule.name === 'SerialNumber' || rule.name === 'TokenCode',
)

const violation = (value: string | null, field: string, rule: string): string =>
  `Value ${value === null ? 'null' : `'${value}'`} at '${field}' failed to satisfy constraint: Member must ${rule}`

const violationsOf = (rule: Rule, form: URLSearchParams): readonly string[] => {
  const value = form.get(rule.name)
  if (value === null) return rule.required ? [violation(null, rule.field, 'not be null')] : []
  const found: string[] = []
  if (rule.pattern && !new RegExp(`^${rule.pattern}$`).test(value))
    found.push(violation(value, rule.field, `satisfy regular expression pattern: ${rule.pattern}`))
  if (rule.min !== undefined && value.length < rule.min)
    found.push(violation(value, rule.field, `have length greater than or equal to ${rule.min}`))
  if (rule.max !== undefined && value.length > rule.max)
    found.push(violation(value, rule.field, `have length less than or equal to ${rule.max}`))
  return found
}

const violationsOfDuration = (seconds: number | null, max: number): readonly string[] => {
  if (seconds === null) return []
  if (seconds < 900)
    return [violation(String(seconds), 'durationSeconds', 'have value greater than or equal to 900')]
  return seconds > max
    ? [violation(String(seconds), 'durationSeconds', `have value less than or equal to ${max}`)]
    : []
}

/** Seconds asked for, or null when the call leaves it to the service; or what STS says of the parameters. */
export const checkParameters = (
  form: URLSearchParams,
  rules: readonly Rule[],
  maxDuration: number,
): { readonly seconds: number | null } | Refusal => {
  const written = form.get('DurationSeconds')
  if (written !== null && !/^-?\d+$/.test(written)) return refuse(400, 'MalformedInput', 'Invalid Argument')
  const seconds = written === null ? null : Number(written)
  const found = [
    ...rules.flatMap(rule => violationsOf(rule, form)),
    ...violationsOfDuration(seconds, maxDuration),
  ]
  if (found.length === 0) return { seconds }
  const errors = found.length === 1 ? 'error' : 'errors'
  return refuse(400, 'ValidationError', `${found.length} validation ${errors} detected: ${found.join('; ')}`)
}

/** The values of `Name.member.1.suffix`, `Name.member.2.suffix`, ... in order. */
export const members = (form: URLSearchParams, name: string, suffix = ''): readonly string[] => {
  const found: string[] = []
  for (let index = 1; ; index++) {
    const value = form.get(`${name}.member.${index}${suffix}`)
    if (value === null) return found
    found.push(value)
  }
}
