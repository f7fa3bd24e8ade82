// Finds the target or sign-in that a person means by what they typed.
import type { Estate, SignIn, Target } from '../../shared/catalog.ts'
import { accountIdPattern } from '../../shared/names.ts'
import { nearest } from '../../shared/nearest.ts'
import { failed, ok, type Result } from '../../shared/result.ts'

export type FindOptions = {
  /** Whether a target counts where an account is named alone; those known not to be granted should not. */
  readonly fits?: (target: Target) => boolean
}

/**
 * `account/Role`, `catalog:account/Role`, an account alone where one role that is not break-glass fits, or `@pin`.
 * An account is its key, its 12-digit id or its name. Fails with unknown-name or ambiguous-name.
 */
export const findTarget = (estate: Estate, typed: string, options: FindOptions = {}): Result<Target> => {
  const name = typed.trim()
  const exact = estate.targets.get(name)
  if (exact !== undefined) return ok(exact)
  if (name.startsWith('@')) return findPin(estate, name)
  const { catalog, rest } = splitCatalog(estate, name)
  const inside = [...estate.targets.values()].filter(target => catalog === null || target.catalog === catalog)
  // An account's name may hold a slash, a role's never does.
  const slash = rest.lastIndexOf('/')
  if (slash > 0) {
    const byAccount = accountsNamed(inside, rest.slice(0, slash))
    const role = rest.slice(slash + 1)
    const sameRole = byAccount.filter(target => target.role === role)
    const anyCase = sameRole.length > 0 ? sameRole : byAccount.filter(target => same(target.role, role))
    if (anyCase.length > 0) return oneOf(estate, name, anyCase)
  }
  const alone = accountsNamed(inside, rest)
  if (alone.length === 0) return unknownTarget(name, inside)
  const fitting = alone.filter(
    target => !target.breakGlass && !target.personal.hidden && (options.fits?.(target) ?? true),
  )
  return fitting.length > 0 ? oneOf(estate, name, fitting) : ambiguous(estate, name, alone)
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

const splitCatalog = (estate: Estate, name: string): { catalog: string | null; rest: string } => {
  const colon = name.indexOf(':')
  const before = name.slice(0, Math.max(colon, 0))
  return estate.catalogs.some(row => row.name === before)
    ? { catalog: before, rest: name.slice(colon + 1) }
    : { catalog: null, rest: name }
}

/** Keys and ids come before names, so that the name of one account never hides the key of another. */
const accountsNamed = (targets: readonly Target[], name: string): readonly Target[] => {
  if (accountIdPattern.test(name)) {
    const byId = targets.filter(({ account }) => account.id === name)
    if (byId.length > 0) return byId
  }
  const byKey = targets.filter(({ account }) => same(account.key, name))
  return byKey.length > 0 ? byKey : targets.filter(({ account }) => same(account.name, name))
}

/** As short as it can be said without meaning two. */
export const shortName = (estate: Estate, target: Target): string => {
  const short = `${target.account.key}/${target.role}`
  const twice = estate.catalogs.some(
    row => row.name !== target.catalog && estate.targets.has(`${row.name}:${short}`),
  )
  return twice ? target.id : short
}

const ambiguous = (estate: Estate, name: string, targets: readonly Target[]): Result<Target> =>
  failed({
    kind: 'ambiguous-name',
    what: 'target',
    name,
    candidates: targets
      .toSorted((a, b) => Number(a.breakGlass) - Number(b.breakGlass))
      .slice(0, 50)
      .map(target => shortName(estate, target)),
  })

const oneOf = (estate: Estate, name: string, targets: readonly Target[]): Result<Target> => {
  const [first] = targets
  return targets.length === 1 && first !== undefined ? ok(first) : ambiguous(estate, name, targets)
}

const findPin = (estate: Estate, name: string): Result<Target> => {
  const pin = name.slice(1)
  const target = estate.targets.get(estate.pins.get(pin) ?? '')
  if (target !== undefined) return ok(target)
  return failed({
    kind: 'unknown-name',
    what: 'pin',
    name: pin,
    nearest: nearest(pin, estate.pins.keys()).map(one => `@${one}`),
  })
}

const unknownTarget = (name: string, targets: readonly Target[]): Result<Target> => {
  const [account = '', role] = name.slice(name.indexOf(':') + 1).split('/')
  const known = new Set<string>()
  if (role !== undefined)
    for (const target of targets)
      if (target.account.key === account || same(target.role, role))
        known.add(`${target.account.key}/${target.role}`)
  const close = nearest(`${account}/${role ?? ''}`, known)
  const accounts = new Set(targets.map(target => target.account.key))
  return failed({
    kind: 'unknown-name',
    what: 'target',
    name,
    nearest: close.length > 0 ? close : nearest(account, accounts),
  })
}

/** A sign-in by `catalog:key`, or by its key where only one catalog has it. Fails with unknown-name or ambiguous-name. */
export const findSignIn = (estate: Estate, typed: string): Result<SignIn> => {
  const name = typed.trim()
  const exact = estate.signIns.get(name)
  if (exact !== undefined) return ok(exact)
  const byKey = [...estate.signIns.values()].filter(signIn => signIn.key === name)
  const [first] = byKey
  if (byKey.length === 1 && first !== undefined) return ok(first)
  if (byKey.length > 1)
    return failed({
      kind: 'ambiguous-name',
      what: 'sign-in',
      name,
      candidates: byKey.map(signIn => signIn.id),
    })
  const known = [...estate.signIns.values()].flatMap(signIn => [signIn.key, signIn.id])
  return failed({ kind: 'unknown-name', what: 'sign-in', name, nearest: nearest(name, new Set(known)) })
}

/** A sign-in as people write it: its key, or `catalog:key` where two catalogs use the key. */
export const signInName = (estate: Estate, id: string): string => {
  const signIn = estate.signIns.get(id)
  if (signIn === undefined) return id
  const others = [...estate.signIns.values()].filter(one => one.key === signIn.key)
  return others.length > 1 ? id : signIn.key
}
