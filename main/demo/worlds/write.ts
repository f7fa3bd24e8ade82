// Short ways to write the policies of an organization, so that a world reads like a description.
import type { PolicyDocument, Statement } from '../policy.ts'

const document = (...statements: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements,
})

export const rootOf = (accountId: string): string => `arn:aws:iam::${accountId}:root`
export const roleArn = (accountId: string, name: string): string => `arn:aws:iam::${accountId}:role/${name}`

/** Seconds. */
export const hours = (count: number): number => count * 3600

export type TrustOptions = {
  readonly mfa?: boolean
  /** The MFA must be younger than this many seconds. */
  readonly mfaYoungerThan?: number
  readonly externalId?: string
  /** A pattern, such as a policy variable. */
  readonly sessionName?: string
  readonly sourceIdentity?: string
}

/** A role's trust policy: who may assume it, and under which conditions. */
export const trust = (principals: string | readonly string[], options: TrustOptions = {}): PolicyDocument => {
  const condition: Record<string, Record<string, string>> = {}
  if (options.mfa || options.mfaYoungerThan) condition.Bool = { 'aws:MultiFactorAuthPresent': 'true' }
  if (options.mfaYoungerThan)
    condition.NumericLessThan = { 'aws:MultiFactorAuthAge': String(options.mfaYoungerThan) }
  if (options.externalId) condition.StringEquals = { 'sts:ExternalId': options.externalId }
  if (options.sessionName || options.sourceIdentity)
    condition.StringLike = {
      ...(options.sessionName && { 'sts:RoleSessionName': options.sessionName }),
      ...(options.sourceIdentity && { 'sts:SourceIdentity': options.sourceIdentity }),
    }
  return document({
    Effect: 'Allow',
    Principal: { AWS: principals },
    Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  })
}

/** An identity policy that lets its holder assume these roles. */
export const mayAssume = (
  roles: readonly string[],
  options: { readonly mfa?: boolean } = {},
): PolicyDocument =>
  document({
    Sid: 'TakeRoles',
    Effect: 'Allow',
    Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    Resource: roles,
    ...(options.mfa && { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
  })

export const allow = (actions: readonly string[], resources: readonly string[] = ['*']): PolicyDocument =>
  document({ Effect: 'Allow', Action: actions, Resource: resources })

export const administrator = allow(['*'])

export const readOnly = allow([
  'iam:Get*',
  'iam:List*',
  'iam:SimulatePrincipalPolicy',
  'organizations:Describe*',
  'organizations:List*',
  'ec2:Describe*',
  's3:List*',
])

/** What AWS suggests giving every user: to see oneself and to rotate one's own keys. */
export const ownSelf = document(
  {
    Sid: 'SeeAndRotateOneself',
    Effect: 'Allow',
    Action: [
      'iam:GetUser',
      'iam:ListMFADevices',
      'iam:ListGroupsForUser',
      'iam:ListAccessKeys',
      'iam:GetAccessKeyLastUsed',
      'iam:CreateAccessKey',
      'iam:UpdateAccessKey',
      'iam:DeleteAccessKey',
      'iam:SimulatePrincipalPolicy',
    ],
    Resource: `arn:aws:iam::*:user/\${aws:username}`,
  },
  { Sid: 'SeeTheAlias', Effect: 'Allow', Action: 'iam:ListAccountAliases', Resource: '*' },
)

/** The cost team's reading. */
export const costs = allow(['ce:*', 'budgets:View*', 'iam:ListAccountAliases'])
