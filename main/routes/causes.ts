// Orders the causes of a refused hop by what AWS said, what the catalog knows, and what the caller could do elsewhere.
import type { SignIn, Target } from '../../shared/catalog.ts'
import type { Cause, CauseName } from '../../shared/failure.ts'
import type { Hop } from '../../shared/route.ts'
import type { Source } from './rules.ts'
import type { AwsRefusal } from './take-hop.ts'

export type RefusedCall = {
  readonly refusal: AwsRefusal
  readonly hop: Hop
  readonly target: Target
  readonly signIn: SignIn
  readonly source: Source
  /** Seconds since the MFA of this call; 0 = a code came with it, null = none. */
  readonly mfaAge: number | null
  /** This very role was taken before, over the same way. */
  readonly tookBefore: boolean
  /** This very role was taken over the same way, but only with another external id. */
  readonly tookOtherwise: boolean
  /** The same caller took a role of the same name in another account. */
  readonly tookElsewhere: boolean
}

const certain = (cause: CauseName, why: string): readonly Cause[] => [{ cause, certain: true, why }]
const maybe = (cause: CauseName, why: string): Cause => ({ cause, certain: false, why })

/** An MFA younger than this, in seconds, is too old for no role anyone would write. */
export const youngMfa = 300

/** Who AWS says called; null when it did not. */
export const callerIn = (message: string): string | null =>
  /User: (arn:\S+) is not authorized/.exec(message)?.[1] ?? null

/** The causes, likeliest first. One alone and certain when AWS's own words prove it. */
export const causesOf = (call: RefusedCall): readonly Cause[] => {
  const { awsCode: code, awsMessage: said } = call.refusal
  if (code === 'AccessDenied' || code === 'AccessDeniedException') return accessDenied(call, said)
  if (code === 'ExpiredToken' || code === 'ExpiredTokenException')
    return certain('expired', 'AWS says the credentials that asked have ended.')
  if (code === 'InvalidClientTokenId' || code === 'UnrecognizedClientException') return unknownKey(call)
  if (code === 'SignatureDoesNotMatch' || code === 'InvalidSignatureException') return badSignature(said)
  if (code === 'RegionDisabledException')
    return certain('region-disabled', `STS is switched off in ${call.hop.region} for the account that asked.`)
  if (code === 'ForbiddenException')
    return certain(
      'not-assigned',
      `The portal does not give ${call.target.role} in ${call.target.account.key} to this person.`,
    )
  if (code === 'ResourceNotFoundException')
    return [
      maybe('not-assigned', 'The portal knows no such account or permission set for this person.'),
      maybe('role-missing', 'The permission set may have been removed.'),
    ]
  if (code === 'PackedPolicyTooLarge')
    return certain('tags', 'Session tags and policies are larger than AWS takes.')
  if (code === 'ValidationError') return invalid(said)
  return [maybe('unknown', `AWS said ${code}.`)]
}

const invalid = (said: string): readonly Cause[] => {
  if (/role chaining/i.test(said)) return certain('chain', 'A role taken by a role lasts one hour at most.')
  if (/DurationSeconds|durationSeconds/.test(said))
    return certain('duration', 'AWS does not give this role for so long.')
  if (/roleSessionName/i.test(said)) return certain('session-name', 'AWS does not take this session name.')
  if (/sourceIdentity/i.test(said))
    return certain('source-identity', 'AWS does not take this source identity.')
  if (/tag/i.test(said)) return certain('tags', 'AWS does not take these session tags.')
  if (/externalId/i.test(said))
    return certain('external-id', 'AWS does not take an external id of this form.')
  return [maybe('unknown', 'AWS does not take a part of the request.')]
}

const badSignature = (said: string): readonly Cause[] =>
  /expired|not yet current/i.test(said)
    ? certain('clock', 'AWS refused the time of the signature: this machine’s clock is wrong.')
    : certain('signature', 'The secret key does not fit its access key id.')

/** One text for a key that is unknown, deleted or inactive (STS, common errors): what it did before orders them. */
const unknownKey = (call: RefusedCall): readonly Cause[] => {
  if (call.source !== 'user-key')
    return [
      maybe('expired', 'AWS no longer knows the credentials that asked: their role or user may be gone.'),
      maybe('region-disabled', `${call.hop.region} may not be enabled for the account that asked.`),
    ]
  const inactive = maybe(
    'key-inactive',
    'AWS does not take this access key; an inactive one is refused like this.',
  )
  const unknown = maybe(
    'key-unknown',
    'A key that was deleted, or never was, is refused with the same words.',
  )
  return call.tookBefore || call.tookElsewhere ? [inactive, unknown] : [unknown, inactive]
}

const accessDenied = (call: RefusedCall, said: string): readonly Cause[] => {
  if (/MultiFactorAuthentication failed/i.test(said))
    return certain(
      'mfa-wrong',
      /serial/i.test(said)
        ? 'AWS does not know this MFA device for this user.'
        : 'AWS did not take the MFA code.',
    )
  const action = /not authorized to perform: (\S+)/.exec(said)?.[1] ?? 'sts:AssumeRole'
  if (action === 'sts:TagSession')
    return certain('tags', 'Caller and role must both allow sts:TagSession, and one does not.')
  if (action === 'sts:SetSourceIdentity')
    return certain(
      'source-identity',
      'Caller and role must both allow sts:SetSourceIdentity, and one does not.',
    )
  const why = /( because no .+| with an explicit deny .+)$/i.exec(said)?.[1]?.toLowerCase() ?? ''
  if (/role trust polic|resource-based/.test(why))
    return why.includes('deny')
      ? [maybe('trust', 'AWS says the role’s trust policy denies it.'), ...conditions(call)]
      : trustSide(call)
  if (/service control|resource control/.test(why))
    return certain('caller-policy', 'AWS says a policy of the organization forbids it.')
  if (/identity-based|permissions boundary|session polic|vpc endpoint/.test(why)) return callerSide(call)
  return unsaid(call)
}

/** The caller's own policies refuse; where they ask for MFA, the words are the same. */
const callerSide = (call: RefusedCall): readonly Cause[] =>
  call.mfaAge === null && call.signIn.kind === 'iam-user' && call.hop.step === 1
    ? [
        maybe('caller-policy', 'AWS says no policy of the caller allows it.'),
        maybe(
          'mfa-missing',
          'A policy of the caller may allow it only with MFA, and this call carries none.',
        ),
      ]
    : certain('caller-policy', 'AWS says no policy of the caller allows it.')

const externalId = ({ hop, tookOtherwise }: RefusedCall): Cause => {
  if (tookOtherwise) return maybe('external-id', 'The same caller took this role with another external id.')
  return hop.externalId === null
    ? maybe('external-id', 'The role may expect an external id; the catalog has none.')
    : maybe('external-id', 'The role may expect another external id than the catalog’s.')
}

/** Conditions of a trust policy that could be the ones not met, by what the call carries. */
const conditions = (call: RefusedCall): readonly Cause[] => {
  const { hop, mfaAge, target } = call
  return [
    externalId(call),
    ...(mfaAge === null
      ? [maybe('mfa-missing', 'The role may ask for MFA, and this call carries none.')]
      : []),
    ...(/^\{user\}$/.test(target.sessionName)
      ? []
      : [maybe('session-name', `The role may ask for another session name than ${hop.sessionName}.`)]),
    ...(hop.sourceIdentity === null
      ? []
      : [maybe('source-identity', 'The role may ask for another source identity.')]),
    ...(Object.keys(hop.tags).length === 0
      ? []
      : [maybe('tags', 'The role may ask for other session tags.')]),
  ]
}

/** What speaks for MFA before anything else does. */
const mfaFirst = (call: RefusedCall): readonly Cause[] => {
  const expected = call.target.mfa || call.target.environment?.mfa === true
  if (call.mfaAge === null)
    return expected
      ? [maybe('mfa-missing', 'The catalog says this role asks for MFA, and this call carries none.')]
      : []
  if (call.mfaAge < youngMfa) return []
  return [
    maybe(
      'mfa-too-old',
      `The MFA of this call is ${Math.round(call.mfaAge / 60)} min old; the role may take only a younger one.`,
    ),
  ]
}

/** What worked once with another external id speaks for that before anything else does. */
const otherwiseFirst = (call: RefusedCall): readonly Cause[] => (call.tookOtherwise ? [externalId(call)] : [])

const distinct = (causes: readonly Cause[]): readonly Cause[] =>
  causes.filter((each, index) => causes.findIndex(other => other.cause === each.cause) === index)

const trustSide = (call: RefusedCall): readonly Cause[] =>
  distinct([
    ...otherwiseFirst(call),
    ...mfaFirst(call),
    maybe('trust', 'AWS says no trust policy of the role allows it.'),
    ...conditions(call),
  ])

/**
 * AWS answers a missing role, a foreign trust policy, a wrong external id and a suspended account alike,
 * so that nobody can search another account for roles (IAM User Guide, "Troubleshoot access denied").
 */
const unsaid = (call: RefusedCall): readonly Cause[] => {
  const missing = maybe(
    'role-missing',
    call.tookElsewhere
      ? 'The same caller takes a role of this name elsewhere, so this account may not have it.'
      : 'AWS answers like this when the account has no such role.',
  )
  const trust = maybe(
    'trust',
    call.tookBefore
      ? 'It worked before: the role’s trust policy may have changed.'
      : 'The role’s trust policy may not name the caller.',
  )
  return distinct([
    ...otherwiseFirst(call),
    ...mfaFirst(call),
    ...(call.tookBefore ? [trust, missing] : [missing, trust]),
    ...conditions(call),
    maybe('account-suspended', 'The account may be suspended or closed.'),
    ...(call.tookElsewhere ? [] : [maybe('caller-policy', 'A policy of the caller may not allow it.')]),
  ])
}
