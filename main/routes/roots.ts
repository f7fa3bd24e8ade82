// What a journey needs of the room of sign-ins: stated here, because neither room knows the other.
import type { PortalListing } from '../../shared/catalog.ts'
import type { SignInId } from '../../shared/names.ts'
import type { Result } from '../../shared/result.ts'
import type { SignInView } from '../../shared/snapshot.ts'
import type { Ask } from '../ask.ts'
import type { Credentials } from '../aws/credentials.ts'
import type { PortalCall } from '../aws/portal.ts'
import type { MfaAnswer } from '../aws/sts.ts'

export type CodeWish = {
  readonly ask: Ask
  readonly code?: string | null
  readonly signal?: AbortSignal
  readonly target?: string | null
}

export type MfaSession = {
  readonly credentials: Credentials & { readonly expiresAt: number }
  /** When the code was given, ms since the epoch. */
  readonly startedAt: number
  readonly requestId: string
}

/** The first credentials of every route. */
export interface Roots {
  states(): Promise<Result<readonly SignInView[]>>
  /** Runs `use` with the portal's token; one that AWS ended early is renewed once. */
  withPortal<T>(
    id: SignInId,
    use: (by: PortalCall) => Promise<Result<T>>,
    signal?: AbortSignal,
  ): Promise<Result<T>>
  /** Keeps the name the portal gives its person, which only a role session of it shows. */
  learnPortalUser(id: SignInId, user: string): Promise<Result<void>>
  source(
    id: SignInId,
    options?: { readonly ask?: Ask; readonly signal?: AbortSignal },
  ): Promise<Result<Credentials>>
  /** The living session, else a new one for a code; `fresh`: only one started after that moment (ms). */
  sharedSession(
    id: SignInId,
    wish: CodeWish & { readonly fresh?: number | null },
  ): Promise<Result<MfaSession>>
  withCode<T>(id: SignInId, wish: CodeWish, use: (mfa: MfaAnswer) => Promise<Result<T>>): Promise<Result<T>>
  identity(
    id: SignInId,
  ): Promise<Result<{ readonly user: string; readonly groups: readonly string[] | null }>>
  /** The lists of portals that are kept; reads no network. */
  portalListings(): Promise<Result<readonly PortalListing[]>>
}
