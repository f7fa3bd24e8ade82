// The words for every cause of a refused hop.
import type { Cause } from './failure.ts'

export type CauseKind = Cause['cause']

const causeTitles: { readonly [K in CauseKind]: string } = {
  'role-missing': 'the role does not exist',
  trust: 'the role’s trust policy does not let this caller in',
  'caller-policy': 'the caller’s own policies do not allow this role',
  'external-id': 'the role expects an external id',
  'mfa-missing': 'the role asks for MFA, and none was given',
  'mfa-wrong': 'the MFA code was wrong',
  'mfa-too-old': 'the role asks for a newer MFA code',
  'session-name': 'the role asks for another session name',
  'source-identity': 'the role asks for another source identity',
  tags: 'the role does not allow these session tags',
  duration: 'the role does not allow so long a session',
  chain: 'role chaining is limited to one hour',
  'account-suspended': 'the account is suspended',
  'key-inactive': 'the access key is inactive',
  'key-unknown': 'AWS does not know the access key',
  signature: 'the secret does not belong to the access key',
  clock: 'this machine’s clock is wrong',
  expired: 'the credentials have ended',
  'region-disabled': 'the region is not enabled in this account',
  'not-assigned': 'the permission set is not assigned to you in this account',
  throttled: 'AWS asks for slower calls',
  unreachable: 'AWS was not reached',
  unknown: 'AWS gave no reason',
}

/** A cause in words, as in "the role does not exist". */
export const explainCause = (cause: CauseKind): string => causeTitles[cause]

/** Tells a cause from any other word, where one was written down. */
export const isCauseKind = (word: string): word is CauseKind => Object.hasOwn(causeTitles, word)

/** What told the causes apart, in one or two sentences that follow what AWS said. */
export const explainCauses = (all: readonly Cause[]): string => {
  const first = all[0]
  if (!first) return ''
  const lead = first.certain
    ? `The cause: ${causeTitles[first.cause]}.`
    : `Most likely ${causeTitles[first.cause]}.`
  const others = first.certain ? [] : all.slice(1, 4).map(cause => causeTitles[cause.cause])
  const rest = others.length > 0 ? ` Else: ${others.join('; ')}.` : ''
  return ` ${lead} ${first.why}${rest}`
}
