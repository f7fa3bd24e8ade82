// The words for what AWS refused: its own, and what to do where the refusal has one known reason.
import type { FailureOf } from './failure.ts'
import type { Explanation } from './remedy.ts'

/** The reading calls of AWS Organizations that `discover` makes. */
const ofOrganizations: ReadonlySet<string> = new Set([
  'DescribeOrganization',
  'ListRoots',
  'ListAccountsForParent',
  'ListOrganizationalUnitsForParent',
  'ListTagsForResource',
])

/** AWS: these calls work "only from the organization's management account or by a delegated administrator". */
const adviceOn = ({ operation, awsCode }: FailureOf<'aws-refused'>): string => {
  if (!ofOrganizations.has(operation)) return ''
  if (awsCode === 'AccessDeniedException')
    return ' Organizations answers in its management account and to delegated administrators only: read it as a target there.'
  return awsCode === 'AWSOrganizationsNotInUseException'
    ? ' This account is in no organization: read it as a target of one that is.'
    : ''
}

export const explainRefused = (failure: FailureOf<'aws-refused'>): Explanation => ({
  title: `AWS refused ${failure.operation}`,
  detail: `${failure.awsCode}: ${failure.awsMessage}${adviceOn(failure)}${failure.requestId ? ` Request id ${failure.requestId}.` : ''}`,
  remedy: null,
})
