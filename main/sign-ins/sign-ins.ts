// The room of sign-ins: roots of trust, how a person enters them, and the first credentials of every route.

import type { PortalListing } from '../../shared/catalog.ts'
import type { SignInId } from '../../shared/names.ts'
import type { Result } from '../../shared/result.ts'
import type { SignInView } from '../../shared/snapshot.ts'
import type { Ask } from '../ask.ts'
import type { Credentials } from '../aws/credentials.ts'
import type { Secret } from '../secret.ts'

export type SignInOptions = {
  /** auto = the browser, unless none can be opened here (SSH, no display, SWITCHYARD_BROWSER=none). */
  readonly flow: 'auto' | 'browser' | 'device-code'
  readonly ask: Ask
  /** False: the URL is only shown. */
  readonly openBrowser: boolean
  readonly mfaCode?: string | null
  readonly signal?: AbortSignal
  /** Told where to go, before the wait begins. */
  readonly onEvent?: (event: SignInEvent) => void
}
export type SignInEvent = { readonly event: 'verify'; readonly url: string; readonly userCode: string | null }

export type Identity = {
  readonly user: string
  /** null = no device, or IAM would not say. */
  readonly mfaSerial: string | null
  /** null = IAM would not say. */
  readonly groups: readonly string[] | null
  readonly arn: string | null
}

export type NewKey = {
  readonly accessKeyId: string
  readonly secretAccessKey: Secret
  readonly user?: string | null
  readonly mfaSerial?: string | null
}

export type CodeWanted = {
  readonly ask: Ask
  /** A code given by flag; used instead of asking, once. */
  readonly code?: string | null
  readonly signal?: AbortSignal
  /** What the question is for, if it is for one target. */
  readonly target?: string | null
}

export type SharedSession = {
  readonly credentials: Credentials & { readonly expiresAt: number }
  readonly requestId: string
  readonly startedAt: number
}

export interface SignIns {
  signIn(id: SignInId, options: SignInOptions): Promise<Result<SignInView>>
  signOut(id: SignInId): Promise<Result<SignInView>>
  states(): Promise<Result<readonly SignInView[]>>

  /** The bearer token of a portal; refreshed first when less than 5 minutes are left. Never asks a person. */
  portalToken(id: SignInId): Promise<Result<Secret>>
  /** The first credentials of a route: an IAM user's long-term key, a profile's, a command's. Never a portal's. */
  source(
    id: SignInId,
    options?: { readonly ask?: Ask; readonly signal?: AbortSignal },
  ): Promise<Result<Credentials>>
  /**
   * The MFA session of an IAM user that all targets behind it share: the kept one while it lives, else a new one for a
   * code. One question and one call for any number of callers, in all processes. `fresh`: the kept one was refused as
   * too old, so only one started after that moment (ms) will do.
   */
  sharedSession(
    id: SignInId,
    wanted: CodeWanted & { readonly fresh?: number | null },
  ): Promise<Result<SharedSession>>
  /** A code of the user's device for `use`, which is called with it and may be called again after a wrong one. */
  withCode<T>(
    id: SignInId,
    wanted: CodeWanted,
    use: (mfa: { serial: string; code: string }) => Promise<Result<T>>,
  ): Promise<Result<T>>

  /** Who an IAM user is: from the personal layer, what was learned before, or IAM when it allows. */
  identity(id: SignInId): Promise<Result<Identity>>
  addKey(id: SignInId, key: NewKey): Promise<Result<Identity & { readonly accessKeyId: string }>>
  removeKey(id: SignInId): Promise<Result<{ readonly removed: boolean }>>

  /**
   * What a portal grants. `refresh: false` answers a complete list from the vault, and goes on where a broken-off one
   * stopped. `onProgress` gets the list as it grows.
   */
  portalListing(
    id: SignInId,
    options: {
      readonly refresh: boolean
      readonly onProgress?: (listing: PortalListing, of: number | null) => void
      readonly signal?: AbortSignal
    },
  ): Promise<Result<PortalListing>>
  /** The lists that are kept, complete or not; reads no network. */
  portalListings(): Promise<Result<readonly PortalListing[]>>
}
