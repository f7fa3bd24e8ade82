// Reads a role's trust policy and says which of its conditions a call does not meet.
import type { Cause, CauseName } from '../../shared/failure.ts'

/** What AWS sees of one AssumeRole call. */
export type Seen = {
  /** As GetCallerIdentity or a refusal names the caller. */
  readonly callerArn: string
  /** Seconds since the MFA that the call carries; null = none. */
  readonly mfaAge: number | null
  readonly externalId: string | null
  readonly sessionName: string
  readonly sourceIdentity: string | null
  readonly tags: Readonly<Record<string, string>>
  readonly transitiveTags: readonly string[]
}

export type Judgement =
  | { readonly verdict: 'allows' }
  /** It has conditions that cannot be judged from here (an address, an organization). */
  | { readonly verdict: 'unclear' }
  | { readonly verdict: 'refuses'; readonly cause: Cause }

type Statement = {
  readonly Effect?: unknown
  readonly Principal?: unknown
  readonly Action?: unknown
  readonly Condition?: unknown
}

const list = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map(String)
const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

const wildcard = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  ).test(text)

/** Account and name of the user or role behind a caller's ARN. A session's ARN has lost the role's path. */
const readCaller = (arn: string) => {
  const role = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn)
  if (role) return { account: role[1] ?? '', role: role[2] ?? '', user: null }
  const user = /^arn:[^:]+:iam::(\d{12}):user\/(?:.*\/)?([^/]+)$/.exec(arn)
  return { account: user?.[1] ?? /::(\d{12}):/.exec(arn)?.[1] ?? '', role: null, user: user?.[2] ?? null }
}

const names = (principal: string, seen: Seen): boolean => {
  const caller = readCaller(seen.callerArn)
  if (principal === '*' || principal === caller.account || principal === seen.callerArn) return true
  if (new RegExp(`^arn:[^:]+:iam::${caller.account}:root$`).test(principal)) return true
  const role = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(principal)
  return caller.role !== null && role?.[1] === caller.account && role[2] === caller.role
}

const principalsOf = (statement: Statement): readonly string[] =>
  statement.Principal === '*' ? ['*'] : list(record(statement.Principal).AWS)

const covers = (statement: Statement, action: string): boolean =>
  list(statement.Action).some(each => wildcard(each.toLowerCase(), action.toLowerCase()))

/** The condition keys that can be told from here, by lower-cased name; absent = absent in the request. */
const contextOf = (seen: Seen): ReadonlyMap<string, readonly string[]> => {
  const caller = readCaller(seen.callerArn)
  const values: [string, readonly string[] | null][] = [
    ['aws:multifactorauthpresent', seen.mfaAge === null ? null : ['true']],
    ['aws:multifactorauthage', seen.mfaAge === null ? null : [String(seen.mfaAge)]],
    ['sts:externalid', seen.externalId === null ? null : [seen.externalId]],
    ['sts:rolesessionname', [seen.sessionName]],
    ['sts:sourceidentity', seen.sourceIdentity === null ? null : [seen.sourceIdentity]],
    ['aws:username', caller.user === null ? null : [caller.user]],
    ['aws:principalaccount', [caller.account]],
    ['aws:tagkeys', Object.keys(seen.tags).length === 0 ? null : Object.keys(seen.tags)],
    ['sts:transitivetagkeys', seen.transitiveTags.length === 0 ? null : seen.transitiveTags],
    ...Object.entries(seen.tags).map(([key, value]): [string, readonly string[]] => [
      `aws:requesttag/${key.toLowerCase()}`,
      [value],
    ]),
  ]
  return new Map(values.filter((entry): entry is [string, readonly string[]] => entry[1] !== null))
}

const known =
  /^(aws:(multifactorauth(present|age)|username|principalaccount|tagkeys|requesttag\/.+)|sts:(externalid|rolesessionname|sourceidentity|transitivetagkeys))$/

const tests: Readonly<Record<string, (actual: string, wanted: string) => boolean>> = {
  stringequals: (actual, wanted) => actual === wanted,
  stringequalsignorecase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  stringlike: (actual, wanted) => wildcard(wanted, actual),
  bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  numericlessthan: (actual, wanted) => Number(actual) < Number(wanted),
  numericlessthanequals: (actual, wanted) => Number(actual) <= Number(wanted),
}

/** true = met, false = not met, null = cannot be told from here. */
const isMet = (operator: string, key: string, wanted: readonly string[], seen: Seen): boolean | null => {
  const name = operator.toLowerCase().replace(/^for(anyvalue|allvalues):/, '')
  const plain = name.replace(/ifexists$/, '')
  const context = contextOf(seen)
  const actual = context.get(key.toLowerCase())
  if (!known.test(key.toLowerCase())) return null
  if (plain === 'null') return wanted.includes(String(actual === undefined))
  const negative = plain.startsWith('stringnot')
  const test = tests[negative ? plain.replace('stringnot', 'string') : plain]
  if (!test) return null
  if (actual === undefined)
    return negative || name.endsWith('ifexists') || operator.toLowerCase().startsWith('forallvalues')
  const filled = wanted.map(value =>
    value.replace(
      /\$\{([^}]+)\}/g,
      (whole, variable: string) => context.get(variable.toLowerCase())?.[0] ?? whole,
    ),
  )
  const fits = (value: string): boolean => filled.some(each => test(value, each)) !== negative
  return operator.toLowerCase().startsWith('forallvalues') ? actual.every(fits) : actual.some(fits)
}

type Unmet = { readonly key: string; readonly wanted: readonly string[] }

/** The conditions of a statement that are not met; null when one of them cannot be told. */
const unmetOf = (statement: Statement, seen: Seen): readonly Unmet[] | null => {
  const unmet: Unmet[] = []
  let unclear = false
  for (const [operator, keys] of Object.entries(record(statement.Condition))) {
    for (const [key, value] of Object.entries(record(keys))) {
      const met = isMet(operator, key, list(value), seen)
      if (met === null) unclear = true
      if (met === false) unmet.push({ key: key.toLowerCase(), wanted: list(value) })
    }
  }
  // What is surely not met decides, whatever else cannot be told.
  return unmet.length === 0 && unclear ? null : unmet
}

const causeByKey: readonly (readonly [RegExp, CauseName])[] = [
  [/^aws:multifactorauthpresent$/, 'mfa-missing'],
  [/^aws:multifactorauthage$/, 'mfa-too-old'],
  [/^sts:externalid$/, 'external-id'],
  [/^(sts:rolesessionname|aws:username)$/, 'session-name'],
  [/^sts:sourceidentity$/, 'source-identity'],
  [/^(aws:tagkeys|sts:transitivetagkeys|aws:requesttag\/)/, 'tags'],
]

const explain = (unmet: Unmet, seen: Seen): Cause => {
  const found = causeByKey.find(([pattern]) => pattern.test(unmet.key))?.[1] ?? 'trust'
  const cause = found === 'mfa-too-old' && seen.mfaAge === null ? 'mfa-missing' : found
  const sentence: Partial<Record<CauseName, string>> = {
    'mfa-missing': 'The role’s trust policy asks for MFA, and this call carries none.',
    'mfa-too-old': `The role’s trust policy takes only codes of the last ${unmet.wanted[0] ?? '?'} s; this one is ${seen.mfaAge ?? '?'} s old.`,
    'external-id':
      seen.externalId === null
        ? 'The role’s trust policy expects an external id. The catalog has none.'
        : 'The role’s trust policy expects another external id than the catalog’s.',
    'session-name': `The role’s trust policy does not take the session name ${seen.sessionName}.`,
    'source-identity':
      seen.sourceIdentity === null
        ? 'The role’s trust policy expects a source identity. The catalog has none.'
        : `The role’s trust policy does not take the source identity ${seen.sourceIdentity}.`,
    tags: 'The role’s trust policy expects other session tags than the catalog’s.',
  }
  return {
    cause,
    certain: true,
    why: sentence[cause] ?? 'A condition of the role’s trust policy is not met.',
  }
}

const certainly = (cause: CauseName, why: string): Judgement => ({
  verdict: 'refuses',
  cause: { cause, certain: true, why },
})

/** Judges a trust policy (JSON text, as iam:GetRole gives it) over one call. */
export const judgeTrust = (document: string, seen: Seen): Judgement => {
  const statements = readStatements(document)
  if (statements === null) return { verdict: 'unclear' }
  const about = statements.filter(
    each => covers(each, 'sts:AssumeRole') && principalsOf(each).some(principal => names(principal, seen)),
  )
  for (const denial of about.filter(each => each.Effect === 'Deny')) {
    const conditions = Object.values(record(denial.Condition)).flatMap(keys => Object.keys(record(keys)))
    const unmet = unmetOf(denial, seen)
    if (unmet === null) return { verdict: 'unclear' }
    if (unmet.length > 0) continue
    const [key] = conditions
    return key === undefined
      ? certainly('trust', `The role’s trust policy denies ${seen.callerArn}.`)
      : { verdict: 'refuses', cause: explain({ key: key.toLowerCase(), wanted: [] }, seen) }
  }
  const allows = about.filter(each => each.Effect === 'Allow')
  if (allows.length === 0) {
    const named = statements.filter(each => each.Effect === 'Allow').flatMap(principalsOf)
    return certainly(
      'trust',
      `The role’s trust policy names ${named.slice(0, 3).join(', ') || 'nobody'}, not ${seen.callerArn}.`,
    )
  }
  const judged = allows.map(each => unmetOf(each, seen))
  if (judged.some(unmet => unmet?.length === 0)) return labels(allows, seen)
  const nearest = judged.filter(unmet => unmet !== null).sort((a, b) => a.length - b.length)[0]
  if (judged.includes(null) || !nearest?.[0]) return { verdict: 'unclear' }
  return { verdict: 'refuses', cause: explain(nearest[0], seen) }
}

/** Tags and a source identity are permissions of their own, in the trust policy too (STS API reference, AssumeRole). */
const labels = (allows: readonly Statement[], seen: Seen): Judgement => {
  if (Object.keys(seen.tags).length > 0 && !allows.some(each => covers(each, 'sts:TagSession')))
    return certainly('tags', 'The role’s trust policy does not allow sts:TagSession.')
  if (seen.sourceIdentity !== null && !allows.some(each => covers(each, 'sts:SetSourceIdentity')))
    return certainly('source-identity', 'The role’s trust policy does not allow sts:SetSourceIdentity.')
  return { verdict: 'allows' }
}

const readStatements = (document: string): readonly Statement[] | null => {
  try {
    const { Statement } = record(JSON.parse(document))
    return (Array.isArray(Statement) ? Statement : [Statement]).map(each => record(each))
  } catch {
    return null
  }
}
