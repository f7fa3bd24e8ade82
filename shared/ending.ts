// What "end everything" ended, and what only AWS can end: with the policy that does it.

/** Issued by AWS before and not to be taken back: valid until `expiresAt` wherever somebody kept a copy. */
export type Remaining = {
  /** The session, or the user whose MFA session it is. */
  readonly arn: string
  /** ISO-8601 UTC. */
  readonly expiresAt: string
  /** Where the policy goes, as a sentence. */
  readonly attachTo: string
}

export type Ending = {
  readonly stopped: readonly string[]
  readonly signedOut: readonly string[]
  /** Sentences: what could not be ended, and why. */
  readonly troubles: readonly string[]
  readonly remaining: readonly Remaining[]
  /** An IAM policy as JSON text: it denies all to what was issued until now. Null when nothing remains. */
  readonly policy: string | null
}

/**
 * AWS keeps no list of issued credentials and takes none back; what it has is a policy that denies everything to those
 * issued before a moment (IAM User Guide, "Revoke IAM role temporary security credentials": AWSRevokeOlderSessions).
 * Whoever may still be the role signs in anew. @param before ms since the epoch
 */
export const revocationPolicy = (before: number): string =>
  JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AWSRevokeOlderSessions',
          Effect: 'Deny',
          Action: '*',
          Resource: '*',
          Condition: {
            DateLessThan: { 'aws:TokenIssueTime': `${new Date(before).toISOString().slice(0, 19)}Z` },
          },
        },
      ],
    },
    null,
    2,
  )
