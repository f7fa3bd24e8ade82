// Reads what narrows or labels a role session: session policies and session tags.
import type { PolicyDocument, Statement } from '../policy.ts'
import { isRefusal, type Refusal, refuse } from '../wire.ts'
import { administrator, readOnly } from '../worlds/write.ts'
import { members } from './parameters.ts'

/** The managed policies of AWS that the demo knows; others are refused as not existing. */
const managed: Readonly<Record<string, PolicyDocument>> = {
  'arn:aws:iam::aws:policy/AdministratorAccess': administrator,
  'arn:aws:iam::aws:policy/ReadOnlyAccess': readOnly,
  'arn:aws:iam::aws:policy/SecurityAudit': readOnly,
  'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess': readOnly,
}

const malformed = (what: string): Refusal => refuse(400, 'MalformedPolicyDocument', what)

const isStatement = (value: unknown): value is Statement =>
  typeof value === 'object' &&
  value !== null &&
  'Effect' in value &&
  (value.Effect === 'Allow' || value.Effect === 'Deny')

const readPolicy = (written: string): PolicyDocument | Refusal => {
  try {
    const value: unknown = JSON.parse(written)
    if (typeof value !== 'object' || value === null || !('Statement' in value))
      return malformed('Syntax errors in policy.')
    const statements: readonly unknown[] = Array.isArray(value.Statement)
      ? value.Statement
      : [value.Statement]
    if (statements.length === 0 || !statements.every(isStatement))
      return malformed('Syntax errors in policy.')
    return { Version: '2012-10-17', Statement: statements }
  } catch {
    return malformed('This policy contains invalid Json')
  }
}

/** The session policies of an AssumeRole call; undefined when it has none and the session is as wide as the role. */
export const readSessionPolicies = (
  form: URLSearchParams,
): readonly PolicyDocument[] | undefined | Refusal => {
  const arns = members(form, 'PolicyArns', '.arn')
  const written = form.get('Policy')
  const size = (written?.length ?? 0) + arns.reduce((total, arn) => total + arn.length, 0)
  if (size > 2048)
    return refuse(
      400,
      'PackedPolicyTooLarge',
      `Packed policy consumes ${Math.ceil((size / 2048) * 100)}% of allotted space, please use smaller policy.`,
    )
  const documents: PolicyDocument[] = []
  for (const arn of arns) {
    const document = managed[arn]
    if (!document) return malformed(`The specified managed policy does not exist: ${arn}`)
    documents.push(document)
  }
  if (written !== null) {
    const document = readPolicy(written)
    if (isRefusal(document)) return document
    documents.push(document)
  }
  return documents.length > 0 ? documents : undefined
}

export type SessionTags = {
  readonly tags: ReadonlyMap<string, string>
  readonly transitive: readonly string[]
}

const invalid = (message: string): Refusal => refuse(400, 'ValidationError', message)

/**
 * The tags given with the call. At most 50, keys unique without regard to case, none starting
 * with `aws:` (UG:IAM/id_session-tags).
 */
export const readTags = (form: URLSearchParams): SessionTags | Refusal => {
  const keys = members(form, 'Tags', '.Key')
  if (keys.length > 50)
    return invalid(
      "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50",
    )
  const tags = new Map<string, string>()
  const seen = new Set<string>()
  for (const [index, key] of keys.entries()) {
    const value = form.get(`Tags.member.${index + 1}.Value`) ?? ''
    if (
      !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key) ||
      !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value)
    )
      return invalid(
        `1 validation error detected: Value at 'tags.${index + 1}.member' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+`,
      )
    if (/^aws:/i.test(key)) return invalid(`Tag key ${key} is reserved: keys must not start with aws:`)
    if (seen.has(key.toLowerCase()))
      return invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.')
    seen.add(key.toLowerCase())
    tags.set(key, value)
  }
  return { tags, transitive: members(form, 'TransitiveTagKeys') }
}
