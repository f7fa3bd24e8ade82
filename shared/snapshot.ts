// All that the window shows, as one immutable value; only the long list of targets travels on its own.
import type { CatalogRow, EnvironmentColor, SignInKind } from './catalog.ts'
import type { Failure } from './failure.ts'
import type { AccountId, SignInId, TargetId } from './names.ts'
import type { PortalAccess } from './portal-access.ts'
import type { Prompt } from './prompt.ts'
import type { SessionView } from './session.ts'
import type { SettingsInSight } from './settings.ts'

export type SignInView = {
  readonly id: SignInId
  /** As people write it: the key, or `catalog:key` where two catalogs use the key. */
  readonly signIn: string
  readonly catalog: string
  readonly key: string
  readonly title: string | null
  /** The account in which an IAM user lives. */
  readonly home?: { readonly key: string; readonly id: AccountId }
  readonly kind: SignInKind
  readonly state: 'in' | 'out' | 'expiring'
  readonly user: string | null
  /** ISO-8601 UTC; null when it does not end or is out. */
  readonly expiresAt: string | null
  /** When what ends then began, ISO-8601 UTC; null = not known. */
  readonly startedAt: string | null
  /** Of a portal: it is renewed silently at its end, until the portal says no. */
  readonly renews: boolean
  /** Only for an IAM user: is there a key, and which device. */
  readonly hasKey: boolean | null
  readonly mfaSerial: string | null
  /** The program that prints its codes; absent = a person types them. */
  readonly codesBy?: string
  /** While a portal's list is being read. */
  readonly listing: { readonly accounts: number; readonly of: number | null } | null
  /** Of a portal: how much its last list grants, and what came and went with it. */
  readonly access: PortalAccess | null
  /** Of a portal: why its list is not what it grants now; null = it is, as far as is known. */
  readonly listTrouble: ListTrouble | null
}

/** The last reading broke off, or went through and knows nothing of so many accounts. */
export type ListTrouble = { readonly failure: Failure } | { readonly unread: number }

export type EnvironmentView = {
  readonly catalog: string
  readonly key: string
  readonly color: EnvironmentColor | null
  readonly mfa: boolean
  readonly reason: boolean
  readonly confirm: boolean
  readonly maxDuration: number | null
}

/** `at` is ISO-8601 UTC. */
export type SessionNoticeView = { readonly target: TargetId; readonly sentence: string; readonly at: string }

/** Why a list could not be read, so that an empty one is not taken for nothing; null = it could. */
export type UnreadLists = {
  readonly catalogs: Failure | null
  readonly signIns: Failure | null
  readonly sessions: Failure | null
}

export type Snapshot = {
  readonly revision: number
  /** The time in main, ISO-8601 UTC: the window counts from it, not from its own clock. */
  readonly now: string
  readonly host: 'browser' | 'desktop'
  readonly version: string
  readonly demo: { readonly organization: string; readonly phoneUrl: string } | null
  readonly locked: boolean
  /** A terminal can be opened as a target: there is a display and a terminal we know. */
  readonly terminal: boolean
  /** Main has a clipboard that the person uses; else a command is copied instead of keys. */
  readonly clipboard: boolean
  /** Sentences that stay visible: endpoints that were overridden, a clock that is wrong, a keychain that is absent. */
  readonly notices: readonly string[]
  readonly catalogs: readonly CatalogRow[]
  readonly environments: readonly EnvironmentView[]
  readonly signIns: readonly SignInView[]
  readonly sessions: readonly SessionView[]
  readonly unread: UnreadLists
  /** What a person should be told of sessions although nobody waits: a renewal that failed, an end that comes near. */
  readonly sessionNotices: readonly SessionNoticeView[]
  /** Changes whenever the list of targets does; the window then asks for it. */
  readonly targetsRevision: number
  readonly prompts: readonly Prompt[]
  readonly settings: SettingsInSight
}
