// The shape of an organization written down as data: what exists before anybody signs in.
import type { PolicyDocument } from './policy.ts'

export type OrganizationName = 'ops-hub' | 'sso-landing-zone' | 'uniform-roles' | 'atmos' | 'audit-hub'

export type AccountState = 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE'

export type Account = {
  readonly key: string
  readonly id: string
  readonly name: string
  /** Path of organizational units, as in `Envs/Production`; empty for the root. */
  readonly unit: string
  readonly state?: AccountState
  readonly alias?: string
  readonly tags?: Readonly<Record<string, string>>
}

export type Group = {
  readonly account: string
  readonly name: string
  readonly policies: readonly PolicyDocument[]
}

export type User = {
  readonly account: string
  readonly name: string
  readonly title: string
  readonly groups: readonly string[]
  readonly mfa: boolean
  readonly policies?: readonly PolicyDocument[]
}

export type Role = {
  readonly account: string
  readonly name: string
  readonly path?: string
  readonly trust: PolicyDocument
  readonly policies: readonly PolicyDocument[]
  /** Seconds, 3600..43200; one hour unless said. */
  readonly maxSessionDuration?: number
}

export type PermissionSet = {
  readonly name: string
  /** How long its role credentials live, in seconds. */
  readonly sessionSeconds: number
  readonly policies: readonly PolicyDocument[]
}

/** An S3 bucket, of the account with this key. It has no policy of its own. */
export type Bucket = { readonly account: string; readonly name: string; readonly region: string }

/** A DynamoDB table for locks: its key is `LockID`. */
export type Table = { readonly account: string; readonly name: string }

export type Person = { readonly name: string; readonly title: string }

/** A person may take a permission set in each of these accounts (keys). */
export type Assignment = {
  readonly person: string
  readonly permissionSet: string
  readonly accounts: readonly string[]
}

export type Portal = {
  readonly key: string
  readonly startUrl: string
  readonly region: string
  /** How long a person stays signed in, in seconds. */
  readonly sessionSeconds: number
  readonly permissionSets: readonly PermissionSet[]
  readonly people: readonly Person[]
  readonly assignments: readonly Assignment[]
}

export type Organization = {
  readonly name: OrganizationName
  readonly title: string
  readonly region: string
  /** Key of the management account. */
  readonly management: string
  /** Keys of accounts that may read the organization besides the management account. */
  readonly delegated?: readonly string[]
  readonly accounts: readonly Account[]
  readonly groups: readonly Group[]
  readonly users: readonly User[]
  readonly roles: readonly Role[]
  readonly portals: readonly Portal[]
  readonly buckets?: readonly Bucket[]
  readonly tables?: readonly Table[]
}
