// Makes the room of sign-ins out of its parts: finds the sign-in, lets the part for its kind act, tells who watches.
import type { Estate, PortalListing, SignIn } from '../../shared/catalog.ts'
import type { SignInId } from '../../shared/names.ts'
import { accessSentence } from '../../shared/portal-access.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { ListTrouble, SignInView } from '../../shared/snapshot.ts'
import { askNobody } from '../ask.ts'
import type { Aws } from '../aws/aws.ts'
import type { Clock } from '../clock.ts'
import type { Vault } from '../vault/vault.ts'
import { createFirstCredentials } from './first-credentials.ts'
import { createIamUsers, type IamUserSignIn } from './iam-user.ts'
import { createKeyFacts } from './key-facts.ts'
import { keyRefusal } from './key-refusal.ts'
import { createMfa } from './mfa.ts'
import { createPortalFlows } from './portal-flows.ts'
import { createPortalLists } from './portal-list.ts'
import { createPortalDoor } from './portal-sign-in.ts'
import { createPortalTokens, type PortalSignIn } from './portal-tokens.ts'
import { createKeyRotation } from './rotate-key.ts'
import { createSharedSessions } from './shared-session.ts'
import { createViews } from './sign-in-views.ts'
import type { SignInOptions, SignIns } from './sign-ins.ts'

export type SignInsDeps = {
  readonly aws: Aws
  readonly vault: Vault
  readonly clock: Clock
  readonly estate: () => Promise<Result<Estate>>
  /** Opens an address in the person's browser; what it fails with is not waited for. */
  readonly openUrl: (url: string) => Promise<Result<unknown>>
  readonly env: Readonly<Record<string, string | undefined>>
  /** The folder of locks that all processes of this home share. */
  readonly locks: string
  /** The longest shared MFA session a person wants, in seconds: the setting `mfaSession`. */
  readonly mfaSeconds: () => number
  /** The setting `mfaCommands`. */
  readonly mfaCommand?: (signIn: SignInId) => readonly string[] | null
  readonly platform?: NodeJS.Platform
  /** Told what a person gained and lost at a portal, when its list shows it. */
  readonly onAccessChanged?: (id: SignInId, sentence: string) => void
}

export const createSignIns = (deps: SignInsDeps): SignIns => {
  const { aws, vault, clock, locks, env } = deps
  const { mfaCommand: command = () => null } = deps
  const mfa = createMfa({ vault, clock, locks, command, env })
  const users = createIamUsers({ aws, vault, now: () => clock.now() })
  const sessions = createSharedSessions({ aws, vault, clock, mfa, users, locks, seconds: deps.mfaSeconds })
  const rotate = createKeyRotation({ aws, vault, clock, users, sessions, locks })
  const keyFacts = createKeyFacts({ aws, vault, users, sessions })
  const tokens = createPortalTokens({ aws, vault, clock, locks })
  const flows = createPortalFlows({ aws, clock, openUrl: deps.openUrl })
  const door = createPortalDoor({ aws, tokens, flows, env, platform: deps.platform ?? process.platform })
  const lists = createPortalLists({
    aws,
    vault,
    clock,
    tokens,
    locks,
    onChange: ({ id }, change) => deps.onAccessChanged?.(id, accessSentence(change)),
  })
  const outside = createFirstCredentials({ aws, clock, mfa, env })
  const reading = new Map<SignInId, NonNullable<SignInView['listing']>>()
  const troubles = new Map<SignInId, { readonly at: number; readonly trouble: ListTrouble }>()
  const views = createViews({
    clock,
    users,
    sessions,
    tokens,
    access: lists.access,
    command,
    listing: id => reading.get(id) ?? null,
    listTrouble: id => troubles.get(id)?.trouble ?? null,
  })
  const watchers = new Set<() => void>()
  const changed = (): void => {
    for (const watcher of watchers) watcher()
  }

  /** Nobody may be waiting for a list: what became of it is kept for whoever looks. One that was ended says nothing. */
  const note = (id: SignInId, listed: Result<PortalListing>, refresh: boolean): void => {
    const at = clock.now()
    if (!listed.ok) {
      if (listed.failure.kind !== 'cancelled') troubles.set(id, { at, trouble: { failure: listed.failure } })
    } else if (!listed.value.complete)
      troubles.set(id, { at, trouble: { unread: listed.value.unread?.length ?? 0 } })
    // A list that was answered from the vault is no newer than it was.
    else if (refresh || listed.value.at >= (troubles.get(id)?.at ?? 0)) troubles.delete(id)
  }

  const find = async (id: SignInId): Promise<Result<{ estate: Estate; signIn: SignIn }>> => {
    const estate = await deps.estate()
    if (!estate.ok) return estate
    const signIn = estate.value.signIns.get(id)
    return signIn === undefined
      ? failed({ kind: 'unknown-name', what: 'sign-in', name: id, nearest: [] })
      : ok({ estate: estate.value, signIn })
  }
  const wrongKind = (id: SignInId, message: string): Result<never> =>
    failed({ kind: 'bad-input', path: id, message })
  const userOf = async (id: SignInId): Promise<Result<IamUserSignIn>> => {
    const found = await find(id)
    if (!found.ok) return found
    return found.value.signIn.kind === 'iam-user'
      ? ok(found.value.signIn)
      : wrongKind(id, 'Only the sign-in of an IAM user has a key and codes.')
  }
  const portalOf = async (id: SignInId): Promise<Result<PortalSignIn>> => {
    const found = await find(id)
    if (!found.ok) return found
    return found.value.signIn.kind === 'identity-center'
      ? ok(found.value.signIn)
      : wrongKind(id, 'This sign-in is no Identity Center portal.')
  }
  const viewOf = async (id: SignInId): Promise<Result<SignInView>> => {
    const found = await find(id)
    return found.ok ? views.view(found.value.estate, found.value.signIn) : found
  }
  /** Runs `act` with the sign-in it is about, then tells the watchers, whatever came of it. */
  const changing = async <S, T>(
    found: Promise<Result<S>>,
    act: (signIn: S) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const signIn = await found
    if (!signIn.ok) return signIn
    const result = await act(signIn.value)
    changed()
    return result
  }
  const on = async <S, T>(
    found: Promise<Result<S>>,
    act: (signIn: S) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const signIn = await found
    return signIn.ok ? act(signIn.value) : signIn
  }

  const enterUser = async (signIn: IamUserSignIn, options: SignInOptions): Promise<Result<unknown>> => {
    const { ask, signal, mfaCode } = options
    if (signIn.mfa) return sessions.open(signIn, { ask, signal, code: mfaCode ?? null })
    const key = await users.key(signIn)
    if (!key.ok) return key
    const caller = await aws.sts.callerIdentity(key.value, signIn.region, signal)
    return caller.ok ? caller : failed(keyRefusal(signIn.id, caller.failure, true))
  }
  const enter = (signIn: SignIn, options: SignInOptions): Promise<Result<unknown>> => {
    if (signIn.kind === 'identity-center') return door.enter(signIn, options)
    if (signIn.kind === 'iam-user') return enterUser(signIn, options)
    outside.forget(signIn)
    return outside.get(signIn, { ask: options.ask, signal: options.signal })
  }
  const leave = async (signIn: SignIn): Promise<Result<unknown>> => {
    if (signIn.kind === 'iam-user') return sessions.forget(signIn)
    if (signIn.kind !== 'identity-center') return ok(outside.forget(signIn))
    troubles.delete(signIn.id)
    const forgotten = await lists.forget(signIn)
    const left = await door.leave(signIn)
    return left.ok ? forgotten : left
  }

  return {
    signIn: (id, options) =>
      changing(find(id), async ({ signIn }) => {
        const entered = await enter(signIn, options)
        return entered.ok ? viewOf(id) : entered
      }),
    signOut: id =>
      changing(find(id), async ({ signIn }) => {
        const left = await leave(signIn)
        return left.ok ? viewOf(id) : left
      }),
    async states() {
      const estate = await deps.estate()
      if (!estate.ok) return estate
      const all: SignInView[] = []
      for (const signIn of estate.value.signIns.values()) {
        const view = await views.view(estate.value, signIn)
        if (!view.ok) return view
        all.push(view.value)
      }
      return ok(all)
    },
    async settlePortals(onAsk) {
      const estate = await deps.estate()
      const unsure: PortalSignIn[] = []
      for (const signIn of estate.ok ? estate.value.signIns.values() : [])
        if (signIn.kind === 'identity-center' && (await tokens.isUnsure(signIn))) unsure.push(signIn)
      if (unsure.length === 0) return
      onAsk?.(unsure.map(({ key }) => key))
      await Promise.all(unsure.map(signIn => tokens.token(signIn)))
      changed()
    },

    portalToken: id => on(portalOf(id), signIn => tokens.token(signIn)),
    withPortal: (id, use, signal) => on(portalOf(id), signIn => tokens.withToken(signIn, use, signal)),
    learnPortalUser: (id, user) => on(portalOf(id), signIn => tokens.learnUser(signIn, user)),

    source: (id, options = {}) =>
      on(find(id), ({ signIn }) => {
        if (signIn.kind === 'iam-user') return users.key(signIn)
        if (signIn.kind === 'identity-center') throw new Error('A portal gives credentials for a role only.')
        return outside.get(signIn, { ask: options.ask ?? askNobody, signal: options.signal })
      }),
    sharedSession: (id, wanted) => on(userOf(id), signIn => sessions.open(signIn, wanted)),
    withCode: (id, wanted, use) => on(userOf(id), signIn => sessions.withCode(signIn, wanted, use)),

    identity: id => on(userOf(id), signIn => users.identity(signIn)),
    takesKey: id => on(userOf(id), () => Promise.resolve(ok(undefined))),
    rotateKey: (id, wanted) => changing(userOf(id), signIn => rotate(signIn, wanted)),
    addKey: (id, key) => changing(userOf(id), signIn => users.add(signIn, key)),
    keyFacts: id => on(userOf(id), signIn => keyFacts(signIn)),
    removeKey: id =>
      changing(userOf(id), async signIn => {
        const forgotten = await sessions.forget(signIn)
        if (!forgotten.ok) return forgotten
        const removed = await users.remove(signIn)
        return removed.ok ? ok({ removed: removed.value }) : removed
      }),

    portalListing: (id, options) =>
      on(portalOf(id), async signIn => {
        try {
          const listed = await lists.read(signIn, {
            ...options,
            onProgress(listing, read, of) {
              reading.set(id, { accounts: read, of })
              changed()
              options.onProgress?.(listing, read, of)
            },
          })
          if (options.account === undefined) note(id, listed, options.refresh)
          return listed
        } finally {
          reading.delete(id)
          changed()
        }
      }),
    portalListings: () => lists.kept(),
    onChange(take) {
      watchers.add(take)
      return () => watchers.delete(take)
    },
  }
}
