// What leaves a catalog for other tools, and what AWS Organizations says of its accounts.
import type { AccountId } from './names.ts'

export type ExportedCatalog = {
  readonly text: string
  readonly losses: readonly { readonly where: string; readonly what: string }[]
}

export type DiscoveredAccount = {
  readonly key: string
  readonly id: AccountId
  readonly name: string
  readonly email: string | null
  /** ACTIVE, SUSPENDED, PENDING_CLOSURE, ... */
  readonly state: string
  /** Names from the root downwards, joined with `/`; null directly below the root. */
  readonly unit: string | null
  readonly tags: Readonly<Record<string, string>>
  readonly checklist: readonly { readonly title: string; readonly done: boolean }[]
}

export type DriftKind = 'new' | 'gone' | 'unit' | 'name' | 'state' | 'tags'
/** One way in which a catalog and the organization differ. */
export type Drift = {
  readonly kind: DriftKind
  readonly account: { readonly key: string; readonly id: AccountId; readonly name: string }
  /** What the catalog says. */
  readonly before: string | null
  /** What AWS says. */
  readonly after: string | null
  readonly sentence: string
}

export type Discovery = {
  readonly organization: { readonly id: string; readonly managementAccount: AccountId }
  readonly accounts: readonly DiscoveredAccount[]
  /** The catalog it was compared with; null = none was. */
  readonly against: string | null
  readonly differences: readonly Drift[]
  /** A catalog of all accounts, or of the new ones when it was compared. */
  readonly yaml: string
  readonly notices: readonly string[]
}

/** A block of Terraform for a target, and the profiles it names. */
export type TerraformText = {
  readonly hcl: string
  readonly provider: TerraformProfile
  readonly backend: TerraformProfile | null
  readonly notices: readonly string[]
}
export type TerraformProfile = {
  readonly target: string
  readonly profile: string
  readonly region: string
  readonly accountId: AccountId
  /** False: nothing was signed in, so the profile is still to be written. */
  readonly written: boolean
}
