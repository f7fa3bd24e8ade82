// What the room of targets offers: found by the names people type, listed with their sessions, pinned, read from portals.
import type { SignIn, Target } from '../../shared/catalog.ts'
import type { AccountId, SignInId, TargetId } from '../../shared/names.ts'
import type { Result } from '../../shared/result.ts'
import type { AccountTags, TargetExtras, TargetRow } from '../../shared/target-row.ts'

/** How far the reading of a portal's list has come. */
export type ListingProgress = { readonly accounts: number; readonly of: number | null }
export type ListingWish = {
  /** False: only what was never read. */
  readonly refresh: boolean
  /** Only this account of a list that is complete. */
  readonly account?: { readonly id: AccountId; readonly name: string } | undefined
  readonly onProgress?: ((progress: ListingProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}
/** `complete` = nothing is missing; `unread` = names of accounts of which only older rows are known, or none. */
export type Listed = { readonly complete: boolean; readonly unread: readonly string[]; readonly at: number }

export interface Targets {
  /** `account/Role`, `catalog:account/Role`, an account alone, or `@pin`. Fails with unknown-name or ambiguous-name. */
  find(name: string): Promise<Result<Target>>
  findSignIn(name: string): Promise<Result<SignIn>>
  /** A sign-in's id as people write it: the key alone where only one catalog uses it. */
  nameOfSignIn(id: SignInId): string
  /** Every target, break-glass last. */
  rows(): Promise<Result<readonly TargetRow[]>>
  describe(target: TargetId): Promise<Result<TargetExtras>>
  pin(target: TargetId, name: string): Promise<Result<{ readonly pin: string; readonly target: TargetId }>>
  unpin(name: string): Promise<Result<null>>
  /** The tags of all accounts, for filters. */
  tags(): Promise<Result<AccountTags>>
  /** Reads a portal's list, telling of it as it grows. Rows that are known stay, whatever fails. */
  listPortal(signIn: SignInId, wish: ListingWish): Promise<Result<Listed>>
  /** What the portals listed was forgotten or renewed: the estate is put together anew. */
  listingsChanged(): Promise<void>
  onChange(take: () => void): () => void
}
