// Makes the list of targets out of the estate, the live sessions and what is known to be granted.
import type { Estate, PortalListing, Target } from '../../shared/catalog.ts'
import type { SignInId, TargetId } from '../../shared/names.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { TargetRow } from '../../shared/target-row.ts'
import { findSignIn, findTarget, signInName } from '../catalog/find-target.ts'
import { extrasOf, listTargets, type RowRoute, tagsOf } from '../catalog/list-targets.ts'
import type { CatalogStore } from '../catalog/store.ts'
import { findPath } from '../routes/path.ts'
import type { SignIns } from '../sign-ins/sign-ins.ts'
import { readGrants } from './grants.ts'
import type { SessionBook } from './sessions.ts'
import type { Targets } from './targets.ts'

export type TargetListDeps = {
  readonly catalogs: CatalogStore
  readonly signIns: SignIns
  readonly book: Pick<SessionBook, 'list'>
  /** How profiles are called, where the person has a template of their own. */
  readonly profileName: () => string | null
}

/** The estate as it is now, in one place for all rooms that read it without waiting. */
export type CurrentEstate = {
  /** Of the last load; empty before the first. */
  now(): Estate
  load(): Promise<Result<Estate>>
}

const nothing: Estate = {
  revision: 0,
  catalogs: [],
  environments: new Map(),
  signIns: new Map(),
  targets: new Map(),
  pins: new Map(),
  groups: new Map(),
}

export const createCurrentEstate = (catalogs: CatalogStore): CurrentEstate => {
  let estate = nothing
  return {
    now: () => estate,
    async load() {
      const loaded = await catalogs.estate()
      if (loaded.ok) estate = loaded.value
      return loaded
    },
  }
}

export const createTargets = (deps: TargetListDeps & { readonly estate: CurrentEstate }): Targets => {
  const { catalogs, signIns, book, estate } = deps
  const watchers = new Set<() => void>()
  const listings = new Map<SignInId, PortalListing>()
  let listingsRead: Promise<Result<void>> | null = null
  const tell = (): void => {
    for (const watcher of watchers) watcher()
  }

  const readListings = async (): Promise<Result<void>> => {
    const kept = await signIns.portalListings()
    if (!kept.ok) return kept
    listings.clear()
    for (const listing of kept.value) listings.set(listing.signIn, listing)
    await catalogs.setListings(kept.value)
    return ok(undefined)
  }
  /** Portal lists lie in the vault: they are read once, and not while it is locked. */
  const load = async (): Promise<Result<Estate>> => {
    const first = await estate.load()
    if (!first.ok) return first
    const hasPortal = [...first.value.signIns.values()].some(({ kind }) => kind === 'identity-center')
    if (hasPortal && !listingsRead) {
      listingsRead = readListings()
      const read = await listingsRead
      if (!read.ok) listingsRead = null
    } else await listingsRead
    return estate.load()
  }

  const rowRoute =
    (loaded: Estate, ready: (id: SignInId) => boolean, granted: (target: Target) => boolean | null) =>
    (target: Target): RowRoute => {
      const path = findPath(loaded, target, ready, granted)
      if (!path) return { signIn: null, hops: 0, mfa: target.mfa }
      const mfa = target.environment?.mfa === true || path.chain.some(each => each.mfa)
      return {
        signIn: signInName(loaded, path.signIn.id),
        hops: path.chain.length,
        mfa,
        via: path.chain.at(-2)?.id,
      }
    }

  const rows = async (): Promise<Result<readonly TargetRow[]>> => {
    const loaded = await load()
    if (!loaded.ok) return loaded
    const [states, live, granted] = [
      await signIns.states(),
      await book.list(),
      await readGrants(signIns, loaded.value),
    ]
    // A locked vault hides what is live, never what exists.
    const usable = new Set(
      states.ok
        ? states.value.filter(({ state, hasKey }) => state !== 'out' || hasKey).map(({ id }) => id)
        : [],
    )
    const sessions = new Map(
      (live.ok ? live.value : []).map(
        ({ target, expiresAt, profile }) => [target, { expiresAt, profile }] as const,
      ),
    )
    return ok(
      listTargets(loaded.value, {
        routeOf: rowRoute(loaded.value, id => usable.has(id), granted),
        sessions,
        granted,
      }),
    )
  }

  return {
    rows,
    async find(name) {
      const loaded = await load()
      if (!loaded.ok) return loaded
      // A full name, as profiles carry it, means one target whatever is granted.
      const exact = loaded.value.targets.get(name)
      if (exact) return ok(exact)
      const granted = await readGrants(signIns, loaded.value)
      return findTarget(loaded.value, name, { fits: target => granted(target) !== false })
    },
    async findSignIn(name) {
      const loaded = await load()
      return loaded.ok ? findSignIn(loaded.value, name) : loaded
    },
    nameOfSignIn: id => signInName(estate.now(), id),
    async describe(id) {
      const loaded = await load()
      if (!loaded.ok) return loaded
      const target = loaded.value.targets.get(id)
      return target
        ? ok(extrasOf(target, deps.profileName()))
        : failed({ kind: 'unknown-name', what: 'target', name: id, nearest: [] })
    },
    async pin(target: TargetId, name: string) {
      const pinned = await catalogs.setPin(target, name)
      tell()
      return pinned
    },
    async unpin(name) {
      const removed = await catalogs.removePin(name)
      tell()
      return removed.ok ? ok(null) : removed
    },
    async tags() {
      const loaded = await load()
      return loaded.ok ? ok(tagsOf(loaded.value)) : loaded
    },
    async listPortal(id, { refresh, account, onProgress, signal }) {
      const grown = (listing: PortalListing, read: number, of: number | null): void => {
        listings.set(id, listing)
        onProgress?.({ accounts: read, of })
        void catalogs.setListings([...listings.values()]).then(tell)
      }
      const listed = await signIns.portalListing(id, { refresh, account, onProgress: grown, signal })
      listingsRead = readListings()
      const read = await listingsRead
      tell()
      if (!listed.ok) return listed
      if (!read.ok) return read
      const { complete, at, accounts, unread = [] } = listed.value
      const names = new Map(accounts.map(({ id: account, name }) => [account, name]))
      return ok({ complete, at, unread: unread.map(account => names.get(account) ?? account) })
    },
    async listingsChanged() {
      listingsRead = readListings()
      await listingsRead
      tell()
    },
    onChange(take) {
      watchers.add(take)
      return () => watchers.delete(take)
    },
  }
}
