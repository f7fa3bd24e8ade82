// The personal layer as people see and change it: what is their own, and what is personal about each catalog.
import type { EnvironmentColor, SignInKind } from './catalog.ts'
import type { Problem } from './failure.ts'
import type { AccountId, SignInId, TargetId } from './names.ts'

export type OwnAccount = {
  readonly key: string
  readonly id: AccountId
  readonly name: string | null
  readonly unit: string | null
  readonly environment: string | null
  readonly color: EnvironmentColor | null
}
/** Roles have no keys: `at` is the place in the list, and `name` says whether it is still the one that was meant. */
export type OwnRole = {
  readonly at: number
  readonly name: string
  /** null = chosen by unit, environment or tag: a matter for the file. */
  readonly accounts: readonly string[] | null
  readonly from: readonly string[]
  readonly mfa: boolean
  readonly breakGlass: boolean
  readonly externalId: string | null
  /** In seconds. */
  readonly duration: number | null
  readonly targets: number
}
export type OwnSignIn = { readonly key: string; readonly kind: SignInKind; readonly words: string }

/** What is personal about a catalog's sign-in; `known`: the catalog has it now. */
export type AboutSignIn = {
  readonly signIn: SignInId
  readonly userName: string | null
  readonly mfaSerial: string | null
  readonly groups: readonly string[] | null
  readonly known: boolean
}
export type AboutTarget = {
  readonly target: TargetId
  readonly pin: string | null
  readonly profile: string | null
  readonly color: EnvironmentColor | null
  /** In seconds. */
  readonly duration: number | null
  readonly externalId: string | null
  readonly hidden: boolean
  readonly known: boolean
}

export type PersonalView = {
  readonly path: string
  readonly exists: boolean
  /** Why the file is not in force as it is; the last good copy then is. */
  readonly problems: readonly Problem[]
  readonly accounts: readonly OwnAccount[]
  readonly roles: readonly OwnRole[]
  readonly signIns: readonly OwnSignIn[]
  readonly aboutSignIns: readonly AboutSignIn[]
  readonly aboutTargets: readonly AboutTarget[]
  /** The last change made from here can be taken back. */
  readonly undo: boolean
}

/** One thing of one's own, as a catalog writes it: field by field; null takes a field away. */
export type OwnFields = Readonly<Record<string, string | readonly string[] | null>>
/** `fresh`: it must not be there yet. `fields: null` takes the whole away. */
export type OwnWish = {
  readonly kind: 'accounts' | 'signIns'
  readonly key: string
  readonly fields: OwnFields | null
  readonly fresh?: boolean | undefined
}
/** `at: null` = one more. `was`: the name it had, so that another role is not changed in its place. */
export type OwnRoleWish = {
  readonly at: number | null
  readonly was?: string | undefined
  readonly fields: OwnFields | null
}
