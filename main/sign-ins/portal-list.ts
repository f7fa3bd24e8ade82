// What a portal grants: read at AWS's pace, shown while it grows, resumed after a break, kept when complete.
import type { PortalListing } from '../../shared/catalog.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Aws } from '../aws/aws.ts'
import { refusedWith } from '../aws/aws-failure.ts'
import type { PortalCall, PortalPage } from '../aws/portal.ts'
import { createRate, type Rate } from '../aws/rate.ts'
import type { Clock } from '../clock.ts'
import { createSingleFlight } from '../single-flight.ts'
import type { Vault } from '../vault/vault.ts'
import { portalListKey } from '../vault/vault-key.ts'
import { inTurn } from './pause.ts'
import type { PortalSignIn, PortalTokenBook } from './portal-tokens.ts'

/** `of` = how many accounts there are in all; null until that is known. */
export type OnProgress = (listing: PortalListing, of: number | null) => void

export type ListingOptions = {
  /** False: a complete list is answered from the vault. */
  readonly refresh: boolean
  readonly onProgress?: OnProgress | undefined
  readonly signal?: AbortSignal | undefined
}

export interface PortalLists {
  read(signIn: PortalSignIn, options: ListingOptions): Promise<Result<PortalListing>>
  kept(): Promise<Result<readonly PortalListing[]>>
  forget(signIn: PortalSignIn): Promise<Result<void>>
}

type Accounts = PortalListing['accounts']
/** `done` is what people see; `doing` is what a broken-off reading had found. */
type Kept = {
  readonly done: { readonly at: number; readonly accounts: Accounts } | null
  readonly doing: { readonly since: number; readonly accounts: Accounts } | null
}
const nothing: Kept = { done: null, doing: null }
const listKey = (id: string) => portalListKey<Kept>(id)

/** AWS allows 20 calls a second for all Identity Center interfaces together (quotas page): we keep below, with room for others. */
const perSecond = 15
const atOnce = 8
/** What was read this long ago is read again rather than trusted, in ms. */
const resumable = 60 * 60_000
/** How much is lost at most when the process is killed, in ms; each save seals the whole list. */
const saveEvery = 5_000
/** Each growth is told as the whole list, so it is told no more often than a person can see, in ms. */
const publishEvery = 100

export const createPortalLists = (deps: {
  readonly aws: Aws
  readonly vault: Vault
  readonly clock: Clock
  readonly tokens: PortalTokenBook
  readonly locks: string
  readonly rate?: Rate
}): PortalLists => {
  const { aws, vault, clock, tokens } = deps
  const rate = deps.rate ?? createRate({ perSecond, atOnce })
  const flights = createSingleFlight()
  const watchers = new Map<string, Set<OnProgress>>()
  const lastPublished = new Map<string, number>()

  const publish = (signIn: PortalSignIn, accounts: Accounts): void => {
    if (performance.now() - (lastPublished.get(signIn.id) ?? Number.NEGATIVE_INFINITY) < publishEvery) return
    lastPublished.set(signIn.id, performance.now())
    const listing: PortalListing = {
      signIn: signIn.id,
      complete: false,
      at: clock.now(),
      accounts: [...accounts],
    }
    for (const watcher of watchers.get(signIn.id) ?? []) watcher(listing, accounts.length)
  }

  /** All pages of one list, each call in its turn and with a token that is good by then. */
  const allPages = async <T>(
    signIn: PortalSignIn,
    signal: AbortSignal,
    turn: (by: PortalCall, next: string | null) => Promise<Result<PortalPage<T>>>,
  ): Promise<Result<T[]>> => {
    const found: T[] = []
    let next: string | null = null
    do {
      const from: string | null = next
      const page: Result<PortalPage<T>> = await rate.run(
        () => tokens.withToken(signIn, by => turn(by, from), signal),
        signal,
      )
      if (!page.ok) return page
      found.push(...page.value.items)
      next = page.value.next
    } while (next !== null)
    return ok(found)
  }

  const rolesOf = async (
    signIn: PortalSignIn,
    account: string,
    signal: AbortSignal,
  ): Promise<Result<string[]>> => {
    const roles = await allPages(signIn, signal, (by, next) => aws.portal.roles(by, account, next))
    if (roles.ok) return ok(roles.value.sort((a, b) => (a < b ? -1 : 1)))
    // The assignment was taken away between the two lists: then there is nothing to take here, and no failure.
    return refusedWith(roles.failure, 'ForbiddenException', 'ResourceNotFoundException') ? ok([]) : roles
  }

  const save = (signIn: PortalSignIn, change: (kept: Kept) => Kept): Promise<Result<void>> =>
    vault.update(draft => draft.set(listKey(signIn.id), change(draft.get(listKey(signIn.id)) ?? nothing)))

  const readAll = async (
    signIn: PortalSignIn,
    kept: Kept,
    signal: AbortSignal,
  ): Promise<Result<PortalListing>> => {
    const named = await allPages(signIn, signal, aws.portal.accounts)
    if (!named.ok) return named
    const resumed = kept.doing !== null && clock.now() - kept.doing.since < resumable ? kept.doing : null
    const since = resumed?.since ?? clock.now()
    const known = new Map(resumed?.accounts.map(account => [account.id, account.roles]))
    const accounts = named.value
      .map(({ id, name }) => ({ id, name, roles: known.get(id) ?? null }))
      .sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id))
    publish(signIn, accounts)

    let lastSave = performance.now()
    // The first break stops the rest at once: what was read is kept, and read on from next time.
    const halt = new AbortController()
    const reading = AbortSignal.any([signal, halt.signal])
    let broken: Result<never> | null = null
    await Promise.all(
      [...accounts.keys()]
        .filter(index => accounts[index]?.roles === null)
        .map(async index => {
          const account = accounts[index]
          if (account === undefined) return
          const roles = await rolesOf(signIn, account.id, reading)
          if (!roles.ok) {
            broken ??= roles
            return halt.abort()
          }
          accounts[index] = { ...account, roles: roles.value }
          publish(signIn, accounts)
          if (performance.now() - lastSave < saveEvery) return
          lastSave = performance.now()
          await save(signIn, now => ({ ...now, doing: { since, accounts } }))
        }),
    )
    if (broken !== null) {
      const saved = await save(signIn, now => ({ ...now, doing: { since, accounts } }))
      return saved.ok ? broken : saved
    }
    const at = clock.now()
    const saved = await save(signIn, () => ({ done: { at, accounts }, doing: null }))
    return saved.ok ? ok({ signIn: signIn.id, complete: true, at, accounts }) : saved
  }

  const complete = (signIn: string, kept: Kept | null): PortalListing | null =>
    kept?.done ? { signIn, complete: true, ...kept.done } : null

  const start = (
    signIn: PortalSignIn,
    refresh: boolean,
    signal: AbortSignal,
  ): Promise<Result<PortalListing>> => {
    const askedAt = clock.now()
    return inTurn(deps.locks, `portal-list ${signIn.id}`, signal, async () => {
      const kept = await vault.read(listKey(signIn.id))
      if (!kept.ok) return kept
      const done = complete(signIn.id, kept.value)
      // Another process may have read it all while this one waited.
      if (done !== null && (!refresh || done.at > askedAt)) return ok(done)
      return readAll(signIn, kept.value ?? nothing, signal)
    })
  }

  return {
    async read(signIn, { refresh, onProgress, signal }) {
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
        return await flights.run(signIn.id, { signal, canAnswer: false }, stop =>
          start(signIn, refresh, stop),
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
    forget: signIn => vault.remove(listKey(signIn.id)),
  }
}
