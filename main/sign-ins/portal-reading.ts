// Reads all that a portal grants, once: accounts page by page, their roles meanwhile, and on past accounts that fail.
import type { PortalListing } from '../../shared/catalog.ts'
import type { Failure } from '../../shared/failure.ts'
import type { AccountId } from '../../shared/names.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Aws } from '../aws/aws.ts'
import { refusedWith } from '../aws/aws-failure.ts'
import type { PortalAccount, PortalPage } from '../aws/portal.ts'
import type { PortalSignIn, PortalTokenBook } from './portal-tokens.ts'

export type ListedAccounts = PortalListing['accounts']
export type ListedAccount = ListedAccounts[number]

export type Reading = {
  /** By name; `roles` is null where they are not read yet, or could not be. */
  readonly accounts: ListedAccounts
  /** Whether all accounts are named. */
  readonly named: boolean
}
export type Read = Reading & {
  /** Accounts whose roles could not be read, and why. */
  readonly unread: ReadonlyMap<AccountId, Failure>
  /** Why the reading ended before it was through; null = it did not. */
  readonly broken: Failure | null
}

export type Wanted = {
  readonly signal: AbortSignal
  /** What a reading that broke off a while ago had found. */
  readonly known: ReadonlyMap<AccountId, readonly string[] | null>
  /** `size` = accounts named by now; `now` puts the reading together, which takes a while when it is long. */
  readonly onGrowth: (size: number, now: () => Reading) => void
}

/** As many lists at once as the pace of the portal can use. */
const atOnce = 8
/** So many accounts that fail one after the other are no accident of theirs. */
const mostInARow = 3
/** What may be wrong with one account and right with the next. */
const ofOneAccount: ReadonlySet<Failure['kind']> = new Set(['aws-refused', 'unreachable', 'throttled'])

/** Runs at most `most` at once, in the order they came. */
const createLine = (most: number) => {
  const line: (() => void)[] = []
  let running = 0
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= most) await new Promise<void>(resolve => line.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      const next = line.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}

export const byName = (a: ListedAccount, b: ListedAccount): number =>
  a.name.localeCompare(b.name) || a.id.localeCompare(b.id)

export const createPortalReading = (deps: { readonly aws: Aws; readonly tokens: PortalTokenBook }) => {
  const { aws, tokens } = deps

  /** The roles a person has in one account, by name. */
  const rolesOf = async (
    signIn: PortalSignIn,
    account: AccountId,
    signal: AbortSignal,
  ): Promise<Result<readonly string[]>> => {
    const found: string[] = []
    let next: string | null = null
    do {
      const from: string | null = next
      const read: Result<PortalPage<string>> = await tokens.withToken(
        signIn,
        by => aws.portal.roles(by, account, from),
        signal,
      )
      // The assignment was taken away between the two lists: then there is nothing to take here, and no failure.
      if (!read.ok && refusedWith(read.failure, 'ForbiddenException', 'ResourceNotFoundException'))
        return ok([])
      if (!read.ok) return read
      found.push(...read.value.items)
      next = read.value.next
    } while (next !== null)
    return ok(found.sort((a, b) => (a < b ? -1 : 1)))
  }

  const readAll = async (signIn: PortalSignIn, { signal, known, onGrowth }: Wanted): Promise<Read> => {
    const accounts = new Map<AccountId, ListedAccount>()
    const unread = new Map<AccountId, Failure>()
    const halt = new AbortController()
    const reading = AbortSignal.any([signal, halt.signal])
    const line = createLine(atOnce)
    let sorted: AccountId[] = []
    let [named, inARow] = [false, 0]
    let broken: Failure | null = null

    const now = (): Reading => ({ accounts: sorted.flatMap(id => accounts.get(id) ?? []), named })
    const end = (why: Failure): void => {
      broken ??= why
      halt.abort()
    }
    const readOne = (account: ListedAccount): Promise<void> =>
      line(async () => {
        if (reading.aborted) return
        const roles = await rolesOf(signIn, account.id, reading)
        if (roles.ok) {
          inARow = 0
          accounts.set(account.id, { ...account, roles: roles.value })
          return onGrowth(accounts.size, now)
        }
        inARow += 1
        // The first break stops the rest at once; one account's trouble stops nobody.
        if (!ofOneAccount.has(roles.failure.kind) || inARow >= mostInARow) return end(roles.failure)
        unread.set(account.id, roles.failure)
      })

    const reads: Promise<void>[] = []
    let next: string | null = null
    do {
      const from: string | null = next
      const read: Result<PortalPage<PortalAccount>> = await tokens.withToken(
        signIn,
        by => aws.portal.accounts(by, from),
        reading,
      )
      if (!read.ok) {
        end(read.failure)
        break
      }
      const fresh = read.value.items.map(({ id, name }) => ({ id, name, roles: known.get(id) ?? null }))
      for (const account of fresh) accounts.set(account.id, account)
      sorted = [...accounts.values()].sort(byName).map(({ id }) => id)
      next = read.value.next
      named = next === null
      onGrowth(accounts.size, now)
      const begun = fresh.filter(({ roles }) => roles === null).map(readOne)
      reads.push(...begun)
      // Roles are seen from the first page on: the next one waits for one of its accounts.
      if (!named && begun.length > 0) await Promise.race(begun)
    } while (next !== null && !reading.aborted)
    await Promise.all(reads)
    if (broken === null && signal.aborted) broken = { kind: 'cancelled', what: 'the list' }
    return { ...now(), unread, broken }
  }

  return { readAll, rolesOf }
}
