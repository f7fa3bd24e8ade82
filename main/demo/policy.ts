// Decides what IAM policy documents allow: the demo's identity, trust and session policies all pass through here.
import { type Context, conditionsHold, fill, matches } from './conditions.ts'

type OneOrMore = string | readonly string[]

export type Statement = {
  readonly Sid?: string
  readonly Effect: 'Allow' | 'Deny'
  readonly Principal?:
    | '*'
    | { readonly AWS?: OneOrMore; readonly Federated?: OneOrMore; readonly Service?: OneOrMore }
  readonly Action?: OneOrMore
  readonly NotAction?: OneOrMore
  readonly Resource?: OneOrMore
  readonly NotResource?: OneOrMore
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore>>>>
}

export type PolicyDocument = { readonly Version: '2012-10-17'; readonly Statement: readonly Statement[] }

export type Ask = { readonly action: string; readonly resource: string; readonly context: Context }

/** `explicitDeny` wins over every allow; nothing said is `implicitDeny` (UG:IAM/reference_policies_evaluation-logic). */
export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny'

export const list = (value: OneOrMore | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value

const covers = (patterns: readonly string[], value: string, context: Context, foldCase: boolean): boolean =>
  patterns.some(pattern => {
    const filled = fill(pattern, context)
    if (filled === null) return false
    return foldCase ? matches(filled.toLowerCase(), value.toLowerCase()) : matches(filled, value)
  })

const actionFits = (statement: Statement, ask: Ask): boolean =>
  statement.NotAction === undefined
    ? covers(list(statement.Action), ask.action, ask.context, true)
    : !covers(list(statement.NotAction), ask.action, ask.context, true)

const resourceFits = (statement: Statement, ask: Ask): boolean =>
  statement.NotResource === undefined
    ? covers(list(statement.Resource), ask.resource, ask.context, false)
    : !covers(list(statement.NotResource), ask.resource, ask.context, false)

const decideStatements = (statements: readonly Statement[]): Decision =>
  statements.some(statement => statement.Effect === 'Deny')
    ? 'explicitDeny'
    : statements.length > 0
      ? 'allowed'
      : 'implicitDeny'

/** What identity policies (a user's, its groups', a role's) say about one action on one resource. */
export const decide = (documents: readonly PolicyDocument[], ask: Ask): Decision =>
  decideStatements(
    documents
      .flatMap(document => document.Statement)
      .filter(
        statement =>
          actionFits(statement, ask) &&
          resourceFits(statement, ask) &&
          conditionsHold(statement.Condition, ask.context),
      ),
  )

/** The names under which one caller can appear in a trust policy. */
export type Principal = {
  readonly account: string
  /** The user's, or the role's (not the session's) ARN. */
  readonly arn: string
  /** The session's ARN, for role sessions. */
  readonly sessionArn?: string
}

/** How a trust policy let a caller in: `exact` by its own ARN, `account` by delegating to the whole account. */
export type TrustDecision = { readonly decision: Decision; readonly by: 'exact' | 'account' | null }

const namedAs = (principal: string, who: Principal): 'exact' | 'account' | null => {
  if (principal === '*') return 'account'
  if (principal === who.account || /^arn:aws[a-z-]*:iam::(\d{12}):root$/.exec(principal)?.[1] === who.account)
    return 'account'
  return principal === who.arn || principal === who.sessionArn ? 'exact' : null
}

const trustedAs = (statement: Statement, who: Principal): 'exact' | 'account' | null => {
  const names = statement.Principal === '*' ? ['*'] : list(statement.Principal?.AWS)
  const found = names.map(name => namedAs(name, who))
  return found.includes('exact') ? 'exact' : found.includes('account') ? 'account' : null
}

/**
 * What a role's trust policy says. Naming an account's root delegates to that account's own
 * policies, so the caller then needs an identity policy as well (UG:IAM/reference_policies_elements_principal).
 */
export const decideTrust = (
  document: PolicyDocument,
  who: Principal,
  ask: Omit<Ask, 'resource'>,
): TrustDecision => {
  const fitting = document.Statement.flatMap(statement => {
    const by = trustedAs(statement, who)
    const fits =
      by !== null &&
      actionFits(statement, { ...ask, resource: '*' }) &&
      conditionsHold(statement.Condition, ask.context)
    return fits ? [{ statement, by }] : []
  })
  const decision = decideStatements(fitting.map(each => each.statement))
  const by = fitting.some(each => each.by === 'exact') ? 'exact' : fitting.length > 0 ? 'account' : null
  return { decision, by: decision === 'allowed' ? by : null }
}
