// What a portal grants: read at AWS's pace, shown while it grows, resumed after a break, compared and kept when complete.
import type { PortalListing } from '../../shared/catalog.ts'
import type { AccountId } from '../../shared/names.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Aws } from '../aws/aws.ts'
import type { Clock } from '../clock.ts'
import { createSingleFlight } from '../single-flight.ts'
import type { Vault } from '../vault/vault.ts'
import { portalAccessKey, portalListKey } from '../vault/vault-key.ts'
import { inTurn } from './pause.ts'
import { accessOf, type KeptAccess } from './portal-access.ts'
import { byName, createPortalReading, type ListedAccounts, type Reading } from './portal-reading.ts'
import type { PortalSignIn, PortalTokenBook } from './portal-tokens.ts'

/** `read` = how many accounts are read by now, `of` = how many there are in all; null until that is known. */
export type OnProgress = (listing: PortalListing, read: number, of: number | null) => void

export type ListingOptions = {
  /** False: a complete list is answered from the vault. */
  readonly refresh: boolean
  /** Only this account is read again, in a list that is complete. */
  readonly account?: { readonly id: AccountId; readonly name: string } | undefined
  readonly onProgress?: OnProgress | undefined
  readonly signal?: AbortSignal | undefined
}

export interface PortalLists {
  /** Accounts that fail do not end it: see `unread`. Three one after the other do. */
  read(signIn: PortalSignIn, options: ListingOptions): Promise<Result<PortalListing>>
  kept(): Promise<Result<readonly PortalListing[]>>
  /** What came and went with the last list; null before the first. */
  access(signIn: PortalSignIn): Promise<Result<KeptAccess | null>>
  forget(signIn: PortalSignIn): Promise<Result<void>>
}

type Done = { readonly at: number; readonly accounts: ListedAccounts; readonly unread?: readonly AccountId[] }
/** `done` is what people see; `doing` is what a broken-off reading had found. */
type Kept = {
  readonly done: Done | null
  readonly doing: { readonly since: number; readonly accounts: ListedAccounts } | null
}
const nothing: Kept = { done: null, doing: null }
const listKey = (id: string) => portalListKey<Kept>(id)
const accessKey = (id: string) => portalAccessKey<KeptAccess>(id)

/** What was read this long ago is read again rather than trusted, in ms. */
const resumable = 60 * 60_000
/** How much is lost at most when the process is killed, in ms; each save seals the whole list. */
const saveEvery = 5_000
/** Each growth is told as the whole list: no more often than a person can see, and a long one less often, in ms. */
const publishEvery = (accounts: number): number => Math.max(100, accounts / 2)

/** The list while it grows: what was known before stands until it is read anew. */
const grown = (signIn: PortalSignIn, at: number, { accounts, named }: Reading, done: Done | null) => {
  const before = new Map(done?.accounts.map(account => [account.id, account]))
  const shown = accounts.map(one => (one.roles === null ? (before.get(one.id) ?? one) : one))
  const now = new Set(accounts.map(({ id }) => id))
  const rest = named ? [] : [...before.values()].filter(({ id }) => !now.has(id))
  return { signIn: signIn.id, complete: done !== null, at, accounts: [...shown, ...rest].sort(byName) }
}

export const createPortalLists = (deps: {
  readonly aws: Aws
  readonly vault: Vault
  readonly clock: Clock
  readonly tokens: PortalTokenBook
  readonly locks: string
  /** Told of what a person gained and lost, when a list shows it. */
  readonly onChange?: (signIn: PortalSignIn, change: NonNullable<KeptAccess['change']>) => void
}): PortalLists => {
  const { aws, vault, clock, tokens } = deps
  const reading = createPortalReading({ aws, tokens })
  const flights = createSingleFlight()
  const watchers = new Map<string, Set<OnProgress>>()

  const save = (signIn: PortalSignIn, change: (kept: Kept) => Kept): Promise<Result<void>> =>
    vault.update(draft => draft.set(listKey(signIn.id), change(draft.get(listKey(signIn.id)) ?? nothing)))

  /** Keeps a new list, and what it changes for the person. `before` is the one it is compared with. */
  const finish = async (
    signIn: PortalSignIn,
    done: Done,
    before: Done | null,
  ): Promise<Result<PortalListing>> => {
    const { at, accounts, unread = [] } = done
    const saved = await vault.update(draft => {
      const previous = { accounts: before?.accounts ?? null, access: draft.get(accessKey(signIn.id)) }
      const made = accessOf(accounts, unread, { at: clock.now(), since: before?.at ?? null }, previous)
      draft.set(listKey(signIn.id), { done, doing: null })
      draft.set(accessKey(signIn.id), { ...made.access, at })
      return made.change
    })
    if (!saved.ok) return saved
    if (saved.value !== null) deps.onChange?.(signIn, saved.value)
    return ok({ signIn: signIn.id, complete: true, at, accounts, unread })
  }

  const readAll = async (
    signIn: PortalSignIn,
    kept: Kept,
    signal: AbortSignal,
  ): Promise<Result<PortalListing>> => {
    const resumed = kept.doing !== null && clock.now() - kept.doing.since < resumable ? kept.doing : null
    const since = resumed?.since ?? clock.now()
    let [lastTold, lastSave, withRows] = [Number.NEGATIVE_INFINITY, performance.now(), false]
    let saving: Promise<unknown> = Promise.resolve()
    const onGrowth = (size: number, readNow: () => Reading): void => {
      const at = performance.now()
      if (at - lastSave >= saveEvery) {
        lastSave = at
        const { accounts } = readNow()
        saving = save(signIn, was => ({ ...was, doing: { since, accounts } }))
      }
      // Names alone are no rows: the first ones that are do not wait for their turn.
      if (withRows && at - lastTold < publishEvery(size)) return
      lastTold = at
      const now = readNow()
      withRows = now.accounts.some(({ roles }) => roles !== null && roles.length > 0)
      const listing = grown(signIn, clock.now(), now, kept.done)
      const read = now.accounts.filter(({ roles }) => roles !== null).length
      for (const watcher of watchers.get(signIn.id) ?? [])
        watcher(listing, read, now.named ? now.accounts.length : null)
    }
    const known = new Map(resumed?.accounts.map(account => [account.id, account.roles]))
    const { accounts, unread, broken } = await reading.readAll(signIn, { signal, known, onGrowth })
    await saving
    const before = new Map(kept.done?.accounts.map(account => [account.id, account.roles]))
    const whole = accounts.map(one => ({ ...one, roles: one.roles ?? before.get(one.id) ?? null }))
    if (broken === null && whole.every(({ roles }) => roles !== null))
      return finish(signIn, { at: clock.now(), accounts: whole, unread: [...unread.keys()] }, kept.done)
    const saved = await save(signIn, was => ({ ...was, doing: { since, accounts } }))
    if (!saved.ok) return saved
    if (broken !== null) return failed(broken)
    // Nothing was ever known of an account that failed: the rest is there, and this one is read next time.
    return ok({ signIn: signIn.id, complete: false, at: since, accounts, unread: [...unread.keys()] })
  }

  const readAccount = async (
    signIn: PortalSignIn,
    done: Done,
    { id, name }: { readonly id: AccountId; readonly name: string },
    signal: AbortSignal,
  ): Promise<Result<PortalListing>> => {
    const roles = await reading.rolesOf(signIn, id, signal)
    if (!roles.ok) return roles
    const rest = done.accounts.filter(one => one.id !== id)
    const was = done.accounts.find(one => one.id === id)
    const now = roles.value.length === 0 ? [] : [{ id, name: was?.name ?? name, roles: roles.value }]
    const accounts = [...rest, ...now].sort(byName)
    const unread = (done.unread ?? []).filter(one => one !== id)
    return finish(signIn, { at: done.at, accounts, unread }, done)
  }

  const complete = (signIn: string, kept: Kept | null): PortalListing | null =>
    kept?.done ? { signIn, complete: true, ...kept.done } : null

  const start = (
    signIn: PortalSignIn,
    { refresh, account }: ListingOptions,
    signal: AbortSignal,
  ): Promise<Result<PortalListing>> => {
    const askedAt = clock.now()
    return inTurn(deps.locks, `portal-list ${signIn.id}`, signal, async () => {
      const kept = await vault.read(listKey(signIn.id))
      if (!kept.ok) return kept
      const done = complete(signIn.id, kept.value)
      // Another process may have read it all while this one waited.
      if (done !== null && (!refresh || done.at > askedAt)) return ok(done)
      if (account !== undefined && kept.value?.done)
        return readAccount(signIn, kept.value.done, account, signal)
      return readAll(signIn, kept.value ?? nothing, signal)
    })
  }

  return {
    async read(signIn, options) {
      const { refresh, account, onProgress, signal } = options
      if (!refresh) {
        const kept = await vault.read(listKey(signIn.id))
        if (!kept.ok) return kept
        const done = complete(signIn.id, kept.value)
        if (done !== null) return ok(done)
      }
      const watching = watchers.get(signIn.id) ?? new Set()
      watchers.set(signIn.id, watching)
      if (onProgress !== undefined) watching.add(onProgress)
      try {
        return await flights.run(`${signIn.id} ${account?.id ?? ''}`, { signal, canAnswer: false }, stop =>
          start(signIn, options, stop),
        )
      } finally {
        if (onProgress !== undefined) watching.delete(onProgress)
      }
    },
    async kept() {
      const all = await vault.list('portal-list')
      if (!all.ok) return all
      return ok(
        all.value.map(({ key, value }) => {
          const kept = value as Kept
          return (
            complete(key, kept) ?? {
              signIn: key,
              complete: false,
              at: kept.doing?.since ?? 0,
              accounts: kept.doing?.accounts ?? [],
            }
          )
        }),
      )
    },
    access: signIn => vault.read(accessKey(signIn.id)),
    forget: signIn =>
      vault.update(draft => {
        draft.remove(listKey(signIn.id))
        draft.remove(accessKey(signIn.id))
      }),
  }
}
