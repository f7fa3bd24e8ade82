// What the vault and IAM say about an IAM user's key, device and groups; who a profile or command turns out to be.
import type { Failure } from './failure.ts'

export type SignInFacts = {
  readonly accessKeyId: string
  /** When it came into the vault, ISO-8601 UTC. */
  readonly addedAt: string
  /** When IAM made it; null = IAM did not say. */
  readonly createdAt: string | null
  /** null = IAM did not say, or nobody used it. */
  readonly lastUsed: { readonly at: string; readonly service: string } | null
  /** The user's other key, where there is one. */
  readonly other: { readonly accessKeyId: string; readonly active: boolean } | null
  /** Devices that give codes; null = IAM did not say. */
  readonly devices: readonly string[] | null
  /** Groups of the catalog that hang on this sign-in: those the user is in, and the others. null = not known. */
  readonly groups: { readonly member: readonly string[]; readonly other: readonly string[] } | null
  /** Why IAM said less than it could. */
  readonly failure: Failure | null
}

/** Whom a profile's or command's credentials belong to. */
export type TestedSignIn = {
  readonly arn: string
  readonly account: string
  /** ISO-8601 UTC; null = they do not end. */
  readonly expiresAt: string | null
}
