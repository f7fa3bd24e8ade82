// Writes what a person can send to the owner of an account that refused them: who, what, what AWS said, what is needed.
import type { Cause, CauseName } from '../../shared/failure.ts'
import type { Hop } from '../../shared/route.ts'
import type { AwsRefusal } from './take-hop.ts'

/** Who must be named in the trust policy: the user's account, or the role behind a session. A path is not known. */
const principalOf = (callerArn: string): string => {
  const role = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(callerArn)
  if (role) {
    const [, partition, account, name = ''] = role
    // Identity Center makes these roles anew; AWS says to match them by a pattern, so the account is what is named.
    return name.startsWith('AWSReservedSSO_')
      ? `arn:${partition}:iam::${account}:root`
      : `arn:${partition}:iam::${account}:role/${name}`
  }
  const [, partition = 'aws', account = ''] = /^arn:([^:]+):[^:]*::(\d{12}):/.exec(callerArn) ?? []
  return `arn:${partition}:iam::${account}:root`
}

/** The statement that would let this very call in. */
const statementFor = (hop: Hop, callerArn: string, mfa: boolean): unknown => ({
  Effect: 'Allow',
  Principal: { AWS: principalOf(callerArn) },
  Action: [
    'sts:AssumeRole',
    ...(Object.keys(hop.tags).length > 0 ? ['sts:TagSession'] : []),
    ...(hop.sourceIdentity === null ? [] : ['sts:SetSourceIdentity']),
  ],
  ...(mfa || hop.externalId !== null
    ? {
        Condition: {
          ...(mfa ? { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } : {}),
          ...(hop.externalId === null ? {} : { StringEquals: { 'sts:ExternalId': hop.externalId } }),
        },
      }
    : {}),
})

/** What is proved to be wrong somewhere else: a statement in the trust policy would not mend it. */
const elsewhere: ReadonlySet<CauseName> = new Set(['account-suspended', 'role-missing', 'caller-policy'])

/** Plain text, ready to be pasted into a message. */
export const letterFor = (facts: {
  readonly hop: Hop
  readonly callerArn: string | null
  readonly mfa: boolean
  readonly refusal: AwsRefusal
  readonly causes: readonly Cause[]
}): string => {
  const { hop, refusal, callerArn } = facts
  const [first] = facts.causes
  const lines = [
    `I cannot take the role ${hop.arn}.`,
    ...(callerArn === null ? [] : [`I call as: ${callerArn}`]),
    `AWS said: ${refusal.awsCode}: ${refusal.awsMessage}`,
    ...(refusal.requestId ? [`Request id: ${refusal.requestId}`] : []),
    ...(first ? [`${first.certain ? 'Cause' : 'Likely cause'}: ${first.why}`] : []),
  ]
  if (callerArn === null || hop.kind !== 'assume-role') return lines.join('\n')
  if (first?.certain && elsewhere.has(first.cause)) return lines.join('\n')
  const statement = JSON.stringify(statementFor(hop, callerArn, facts.mfa), null, 2)
  return [...lines, '', 'The role’s trust policy needs a statement like this one:', statement].join('\n')
}
