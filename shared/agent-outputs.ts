// What the agent answers, as values: the rows and documents of the command line. Only `Issued` holds a secret.
import type { CatalogRow, EnvironmentColor } from './catalog.ts'
import type { Failure } from './failure.ts'
import type { PortalAccess } from './portal-access.ts'
import type { ProfileMode } from './session.ts'
import type { NotInCatalog } from './unnamed.ts'

export type AgentStatus = {
  readonly pid: number
  readonly version: string
  readonly home: string
  readonly window: boolean
  readonly locked: boolean
  readonly notices: readonly string[]
}
export type Assumed = {
  readonly target: string
  readonly profile: string
  readonly mode: ProfileMode
  readonly region: string
  readonly accountId: string
  readonly assumedRoleArn: string
  readonly accessKeyId: string
  readonly expiresAt: string
  readonly notices: readonly string[]
}
/** Credentials in the clear: they go to the person's own command line and nowhere else. */
export type Issued = {
  readonly target: string
  readonly region: string
  readonly accountId: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiresAt: string
  /** Of the target's environment, for the prompt of a shell. */
  readonly color: EnvironmentColor | null
  readonly notices: readonly string[]
}
export type RotatedKey = {
  readonly signIn: string
  readonly user: string
  readonly accessKeyId: string
  readonly oldAccessKeyId: string
  readonly old: 'inactive' | 'deleted' | 'active'
  readonly notices: readonly string[]
}
export type SignInRow = {
  readonly signIn: string
  readonly catalog: string
  readonly kind: string
  readonly state: 'in' | 'out' | 'expiring'
  readonly expiresAt?: string
}
export type OwnedProfileRow = {
  readonly profile: string
  readonly mode: ProfileMode
  readonly target: string | null
  readonly region: string | null
  readonly expiresAt: string | null
  readonly files: readonly string[]
}
/** How a look at one catalog's source ended; `failure` is a waiting update too. */
export type CatalogSynced = {
  readonly name: string
  readonly changed: boolean
  readonly failure: Failure | null
}
/** A row of `catalog sync`: of a catalog with a portal that is signed in, what that grants, and what of it the catalog lacks. */
export type CatalogSyncRow = CatalogRow & {
  readonly portals?: readonly (PortalAccess & { readonly signIn: string })[]
  readonly notInCatalog?: readonly NotInCatalog[]
}
export type Check = {
  readonly check: string
  readonly ok: boolean
  readonly detail: string
  readonly remedy?: string
}
