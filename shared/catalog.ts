// Definitions, never live things: what a team wrote about its accounts, and the estate made of all catalogs together.
import type { AccountId, SignInId, TargetId } from './names.ts'

/** The colors a team may name; a shape travels with each in the window. */
export const environmentColors = ['red', 'amber', 'green', 'blue', 'violet', 'slate'] as const
export type EnvironmentColor = (typeof environmentColors)[number]

/** The team's own name for how careful to be, and what it asks before a target opens. */
export type Environment = {
  readonly key: string
  readonly color: EnvironmentColor | null
  readonly mfa: boolean
  readonly confirm: boolean
  readonly reason: boolean
  /** The longest opening, renewals included, in seconds; null = no bound. */
  readonly maxDuration: number | null
}

export type Link = { readonly title: string; readonly url: string }
export type ChecklistItem = { readonly title: string; readonly done: boolean }

export type Account = {
  readonly key: string
  readonly id: AccountId
  readonly name: string
  readonly unit: string | null
  readonly environment: string | null
  readonly color: EnvironmentColor | null
  readonly tags: Readonly<Record<string, string>>
  readonly facts: Readonly<Record<string, string>>
  readonly links: readonly Link[]
  readonly checklist: readonly ChecklistItem[]
}

/** A root of trust. `profile` and `command` are legal in the personal layer only. */
export type SignIn = {
  readonly id: SignInId
  readonly catalog: string
  readonly key: string
  readonly title: string | null
  readonly partition: string
} & (
  | {
      readonly kind: 'iam-user'
      readonly account: AccountId
      readonly accountKey: string
      readonly mfa: boolean
      readonly userName: string | null
      readonly mfaSerial: string | null
      /** The IAM groups the personal layer names; null or absent = ask IAM. */
      readonly groups?: readonly string[] | null
      readonly region: string
    }
  | { readonly kind: 'identity-center'; readonly startUrl: string; readonly region: string }
  | { readonly kind: 'profile'; readonly profile: string; readonly region: string }
  | { readonly kind: 'command'; readonly command: readonly string[]; readonly region: string }
)
export type SignInKind = SignIn['kind']

/** Where a role may be reached from, in order of preference. */
export type Origin =
  | { readonly kind: 'sign-in'; readonly signIn: SignInId }
  | { readonly kind: 'target'; readonly target: TargetId }

/** What is the person's own about a target. */
export type PersonalTarget = {
  readonly pin: string | null
  readonly profile: string | null
  readonly color: EnvironmentColor | null
  readonly duration: number | null
  /** What the role's trust policy asks for, where the catalog has none or another. */
  readonly externalId: string | null
  readonly hidden: boolean
}

/** An account and a role: what a person wants to be, with everything a route to it needs. */
export type Target = {
  readonly id: TargetId
  readonly catalog: string
  readonly account: Account
  /** The role's name after its placeholders were filled in, or the permission set's name. */
  readonly role: string
  /** `permission-set`: reached straight from an Identity Center sign-in, the portal gives its credentials. */
  readonly kind: 'role' | 'permission-set'
  /** The role's ARN; for a permission set AWS chooses the role's name, so this is the account and the set: `arn:aws:iam::ID:role/aws-reserved/sso.amazonaws.com/SET`. */
  readonly arn: string
  readonly title: string | null
  readonly from: readonly Origin[]
  readonly environment: Environment | null
  readonly groups: readonly string[]
  /** The role's trust policy asks for MFA. */
  readonly mfa: boolean
  readonly breakGlass: boolean
  readonly externalId: string | null
  /** The wish, in seconds: personal, else the role's, else the catalog's default, else 3600. */
  readonly duration: number
  /** Set when role or person asked for a length of their own (not the catalog's default). */
  readonly ownDuration: boolean
  /** Templates: {user} and {ticket} (and in `profile` all placeholders but those of the account, role) are filled in later. */
  readonly sessionName: string
  readonly sourceIdentity: string | null
  readonly profile: string
  readonly tags: Readonly<Record<string, string>>
  readonly transitiveTags: readonly string[]
  readonly policyArns: readonly string[]
  readonly policy: string | null
  readonly region: string
  readonly partition: string
  readonly personal: PersonalTarget
  /** `portal` = only the portal names it; `catalog` = a catalog describes it. */
  readonly listed: 'catalog' | 'portal'
  /** The portal lists an account that the catalog does not name. */
  readonly foreignAccount?: true
}

/** What a portal listed for a signed-in person; merged into the estate by account id. */
export type PortalListing = {
  readonly signIn: SignInId
  readonly complete: boolean
  /** When the list was last completed, ms since the epoch. */
  readonly at: number
  readonly accounts: readonly {
    readonly id: AccountId
    readonly name: string
    readonly roles: readonly string[] | null
  }[]
  /** Accounts that could not be read this time; what was known of them before stands in the list. */
  readonly unread?: readonly AccountId[]
}

export type CatalogState = 'current' | 'awaiting-approval' | 'offline' | 'invalid' | 'untrusted'
export type CatalogKind = 'git' | 'https' | 'file' | 'folder' | 'personal'

/** A commit of a repository, in words that are safe to show. */
export type Commit = {
  readonly id: string
  readonly author: string
  /** ISO-8601 UTC. */
  readonly at: string
  readonly subject: string
}

/** One row of `catalog ls`. */
export type CatalogRow = {
  readonly name: string
  readonly title: string | null
  readonly source: string
  readonly kind: CatalogKind
  readonly state: CatalogState
  /** The commit, or the beginning of the content's SHA-256. */
  readonly approvedRef: string | null
  readonly fetchedRef: string | null
  readonly signature: 'none' | 'good' | 'bad'
  readonly targets: number
  readonly problem?: string
  /** Of a repository: the branch or tag and the place in it, where they were named. */
  readonly ref?: string
  readonly path?: string
  /** The key its documents must be signed by, as minisign names it. */
  readonly key?: string
  readonly approvedCommit?: Commit
  readonly fetchedCommit?: Commit
  /** The person decided against the update that waits: it still does, without calling for attention. */
  readonly declined?: boolean
  /** When the copy in force was taken over, ISO-8601 UTC. */
  readonly copiedAt?: string
  /** When its host was last asked, ISO-8601 UTC. */
  readonly syncedAt?: string
}

/** One change between the approved copy and the fetched one. Steering = it changes where credentials go or what guards them. */
export type Change = {
  readonly path: string
  readonly before: string | null
  readonly after: string | null
  readonly sentence: string
}
export type Difference = {
  readonly name: string
  readonly from: string | null
  readonly to: string | null
  readonly steering: readonly Change[]
  readonly cosmetic: readonly Change[]
}

/** All catalogs, the personal layer and the portal lists as one value. */
export type Estate = {
  readonly revision: number
  readonly catalogs: readonly CatalogRow[]
  readonly signIns: ReadonlyMap<SignInId, SignIn>
  readonly targets: ReadonlyMap<TargetId, Target>
  /** Pin name (without @) -> target. */
  readonly pins: ReadonlyMap<string, TargetId>
  /** `catalog:key` -> the environment. */
  readonly environments: ReadonlyMap<string, Environment>
  /** `catalog:key` -> the group; `name` is the IAM group's. */
  readonly groups: ReadonlyMap<
    string,
    { readonly signIn: SignInId; readonly name: string; readonly title: string | null }
  >
}
