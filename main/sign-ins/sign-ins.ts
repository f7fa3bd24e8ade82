// What the room of sign-ins offers: roots of trust, how a person enters them, and the first credentials of every route.
import type { PortalListing } from '../../shared/catalog.ts'
import type { SignInId } from '../../shared/names.ts'
import type { Result } from '../../shared/result.ts'
import type { SignInView } from '../../shared/snapshot.ts'
import type { Ask } from '../ask.ts'
import type { Credentials } from '../aws/credentials.ts'
import type { PortalCall } from '../aws/portal.ts'
import type { MfaAnswer } from '../aws/sts.ts'
import type { Secret } from '../secret.ts'
import type { SourceOptions } from './first-credentials.ts'
import type { Identity, KeyAdded, NewKey } from './iam-user.ts'
import type { KeyFacts } from './key-facts.ts'
import type { CodeWanted } from './mfa.ts'
import type { SignInEvent } from './page-watchers.ts'
import type { ListingOptions } from './portal-list.ts'
import type { Rotated, RotateWanted } from './rotate-key.ts'
import type { SharedSession, SharedSessionWanted } from './shared-session.ts'

export type SignInOptions = {
  /** auto = the browser, unless none can be opened here (SSH, no display, SWITCHYARD_BROWSER=none). */
  readonly flow: 'auto' | 'browser' | 'device-code'
  readonly ask: Ask
  /** False: the address is only shown. */
  readonly openBrowser: boolean
  readonly mfaCode?: string | null
  readonly signal?: AbortSignal | undefined
  /** Told where to go, before the wait begins. */
  readonly onEvent?: ((event: SignInEvent) => void) | undefined
}

export interface SignIns {
  /**
   * Signs in: the page of a portal, the shared MFA session of an IAM user, one try of a profile or a command.
   * Fails with sign-in-denied, sign-in-expired, sign-in-required (no-key), mfa-rejected, answer-needed, cancelled, ...
   */
  signIn(id: SignInId, options: SignInOptions): Promise<Result<SignInView>>
  /** Forgets the person. Fails when AWS could not be told to end a portal session; it is forgotten here all the same. */
  signOut(id: SignInId): Promise<Result<SignInView>>
  states(): Promise<Result<readonly SignInView[]>>
  /**
   * Asks AWS whether the sessions of portals go on whose token has ended, which nothing else tells: after sleep or a night
   * they may be over. `states` is true then. Where AWS cannot be asked they stay as they were.
   * @param onAsk told before it takes time: the sign-ins in question
   */
  settlePortals(onAsk?: (signIns: readonly string[]) => void): Promise<void>

  /** The bearer token of a portal; refreshed first when less than 5 minutes are left. Never asks a person. */
  portalToken(id: SignInId): Promise<Result<Secret>>
  /** Runs `use` with a portal's token; when AWS no longer takes it, once more with a refreshed one, else sign-in-required. */
  withPortal<T>(
    id: SignInId,
    use: (by: PortalCall) => Promise<Result<T>>,
    signal?: AbortSignal,
  ): Promise<Result<T>>
  /** Keeps the user's name as a role session of the portal showed it, for `{user}` in templates. */
  learnPortalUser(id: SignInId, user: string): Promise<Result<void>>

  /** The first credentials of a route: an IAM user's long-term key, a profile's, a command's. Never a portal's. */
  source(id: SignInId, options?: SourceOptions): Promise<Result<Credentials>>
  /**
   * The MFA session of an IAM user that all targets behind it share: the kept one while it lives, else a new one for a
   * code. One question and one call for any number of callers, in all processes.
   */
  sharedSession(id: SignInId, wanted: SharedSessionWanted): Promise<Result<SharedSession>>
  /** A code of the user's device for `use`, which is called again with another one after AWS did not accept it. */
  withCode<T>(
    id: SignInId,
    wanted: CodeWanted,
    use: (mfa: MfaAnswer) => Promise<Result<T>>,
  ): Promise<Result<T>>

  /** Who an IAM user is: from the personal layer or what IAM said before; no network. */
  identity(id: SignInId): Promise<Result<Identity>>
  /** Fails with bad-input where a sign-in has no key: said before anybody is asked for one. */
  takesKey(id: SignInId): Promise<Result<void>>
  /** Fails with key-refused and its causes, or bad-input when the key is not the sign-in's. */
  addKey(id: SignInId, key: NewKey): Promise<Result<KeyAdded>>
  /**
   * Replaces the key: a new one is made, kept, tried and put in place of the old one, which is then switched off or
   * deleted. On a failure in between the old key stays in use, and the next call goes on with the new one.
   */
  rotateKey(id: SignInId, wanted: RotateWanted): Promise<Result<Rotated>>
  /** Key, device and groups as the vault and IAM tell them; what IAM refuses is null. Asks nobody for a code. */
  keyFacts(id: SignInId): Promise<Result<KeyFacts>>
  removeKey(id: SignInId): Promise<Result<{ readonly removed: boolean }>>

  /**
   * What a portal grants. `refresh: false` answers a complete list from the vault, and goes on where a broken-off one
   * stopped; `account` reads one account again. `onProgress` gets the list as it grows.
   */
  portalListing(id: SignInId, options: ListingOptions): Promise<Result<PortalListing>>
  /** The lists that are kept, complete or not; reads no network. */
  portalListings(): Promise<Result<readonly PortalListing[]>>
  /** Told when how a sign-in stands may have changed. Returns an unsubscribe. */
  onChange(take: () => void): () => void
}
