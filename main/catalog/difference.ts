// What an update of a catalog would change: where credentials go and what guards them first, in words; the rest after it.
import type { Change, Target } from '../../shared/catalog.ts'
import type { TargetId } from '../../shared/names.ts'
import { compareRoles } from './difference-roles.ts'
import {
  type Add,
  accountKeysOf,
  type Comparison,
  differs,
  eachDifferent,
  type Side,
} from './difference-sides.ts'
import { accountWords, environmentWords, shownValue, signInWords, subjectOf } from './difference-words.ts'
import { pathOf, pathText } from './document-tree.ts'
import { type Expanded, expand } from './expand.ts'
import { lookAlikes } from './look-alike.ts'
import type { CatalogDocument } from './personal-shape.ts'

export type Changes = { readonly steering: readonly Change[]; readonly cosmetic: readonly Change[] }

/**
 * Compares two valid copies of one catalog. A change that steers and that no line below names is told as well.
 * `expanded`: the later one's targets, where they are made already.
 */
export const findChanges = (
  before: CatalogDocument,
  after: CatalogDocument,
  expanded: Expanded = expand(after, after.name),
): Changes => {
  // Whatever it called itself then: targets are told apart by their names within it.
  const old: Side = { document: before, expanded: expand(before, expanded.catalog) }
  const fresh: Side = { document: after, expanded }
  const steering: Change[] = []
  const cosmetic: Change[] = []
  const add: Add = (steers, path, was, is, sentence) => {
    const list = steers ? steering : cosmetic
    list.push({ path: pathText(path), before: shownValue(was), after: shownValue(is), sentence })
  }
  const moved = movedTargets(old.expanded, fresh.expanded)
  const movedAccounts = accountKeysOf(moved)
  const sides: Comparison = { old, fresh, add, moved, movedAccounts }
  compareTop(sides)
  compareSignIns(sides)
  compareAccounts(sides)
  compareRoles(sides)
  compareEnvironments(sides)
  compareGroups(sides)
  if (moved.size > 0 && steering.length === 0) {
    const subject = subjectOf([...movedAccounts], 'account')
    add(true, null, null, null, `${subject} would be reached differently.`)
  }
  return { steering, cosmetic }
}

const noGuards = { mfa: false, confirm: false, reason: false, maxDuration: null }
type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain }

/** Lists and maps of plain values; two of the same targets mostly hold the very same words. */
const same = (one: Plain, other: Plain): boolean => {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  const [keys, others] = [Object.keys(one), Object.keys(other)]
  const [a, b] = [one as { readonly [key: string]: Plain }, other as { readonly [key: string]: Plain }]
  return (
    keys.length === others.length &&
    keys.every((key, index) => key === others[index] && same(a[key] ?? null, b[key] ?? null))
  )
}

type Same = (one: Plain, other: Plain) => boolean

/** All targets of a role share their lists and maps: held against each other once, not fifty thousand times. */
const rememberSame = (): Same => {
  const last = new WeakMap<object, { readonly other: Plain; readonly found: boolean }>()
  return (one, other) => {
    if (typeof one !== 'object' || one === null) return one === other
    const known = last.get(one)
    if (known?.other === other) return known.found
    const found = same(one, other)
    last.set(one, { other, found })
    return found
  }
}

/** All that decides where a target's credentials come from and what they may do. */
const leadsAlike = (one: Target, other: Target, alike: Same): boolean => {
  const [guards, others] = [one.environment ?? noGuards, other.environment ?? noGuards]
  return (
    one.arn === other.arn &&
    one.kind === other.kind &&
    one.mfa === other.mfa &&
    one.breakGlass === other.breakGlass &&
    one.externalId === other.externalId &&
    one.sessionName === other.sessionName &&
    one.sourceIdentity === other.sourceIdentity &&
    one.profile === other.profile &&
    one.policy === other.policy &&
    one.partition === other.partition &&
    guards.mfa === others.mfa &&
    guards.confirm === others.confirm &&
    guards.reason === others.reason &&
    guards.maxDuration === others.maxDuration &&
    alike(one.from, other.from) &&
    alike(one.tags, other.tags) &&
    alike(one.transitiveTags, other.transitiveTags) &&
    alike(one.policyArns, other.policyArns)
  )
}

export const movedTargets = (old: Expanded, fresh: Expanded): Set<TargetId> => {
  const moved = new Set<TargetId>()
  const alike = rememberSame()
  for (const [id, was] of old.targets) {
    const is = fresh.targets.get(id)
    if (is === undefined || !leadsAlike(was, is, alike)) moved.add(id)
  }
  for (const id of fresh.targets.keys()) if (!old.targets.has(id)) moved.add(id)
  return moved
}

const compareTop = ({ old, fresh, add, moved }: Comparison): void => {
  const [was, is] = [old.document, fresh.document]
  if (was.name !== is.name) add(false, pathOf('name'), was.name, is.name, `It would call itself ${is.name}.`)
  if (was.title !== is.title) add(false, pathOf('title'), was.title, is.title, 'Its title would change.')
  if (was.partition !== is.partition)
    add(
      true,
      pathOf('partition'),
      was.partition ?? 'aws',
      is.partition ?? 'aws',
      'Every account would be in a different partition of AWS.',
    )
  const words: Readonly<Record<string, string>> = {
    sessionName: 'Sessions would carry a different name.',
    profile: 'Credentials would be written to profiles of different names.',
  }
  eachDifferent<unknown>(was.defaults, is.defaults, (key, one, other) => {
    const steers = moved.size > 0 && Object.hasOwn(words, key)
    add(steers, pathOf('defaults', key), one, other, words[key] ?? `The usual ${key} would change.`)
  })
}

const compareSignIns = ({ old, fresh, add }: Comparison): void => {
  eachDifferent(old.document.signIns, fresh.document.signIns, (key, was, is) => {
    const path = pathOf('signIns', key)
    if (was === undefined || is === undefined)
      return add(
        true,
        path,
        was,
        is,
        was === undefined ? `${key} would be a new sign-in.` : `The sign-in ${key} would be gone.`,
      )
    eachDifferent<unknown>({ ...was }, { ...is }, (field, one, other) =>
      add(field !== 'title', pathOf('signIns', key, field), one, other, signInWords(key, field, one, other)),
    )
  })
}

const compareAccounts = ({ old, fresh, add, movedAccounts }: Comparison): void => {
  // Those that are known come first, wherever the new one was written.
  const known = old.expanded.accounts
  const added = [...fresh.expanded.accounts.values()].filter(({ key }) => !known.has(key))
  const pairs = new Map(lookAlikes([...known.values(), ...added]).map(pair => [pair.key, pair]))
  /** Whoever agrees to a new account should see when it looks like one they know. */
  const alike = (key: string): string => {
    const pair = pairs.get(key)
    return pair === undefined ? '' : `, and "${pair.label}" is easily taken for "${pair.other}"`
  }
  eachDifferent(old.document.accounts, fresh.document.accounts, (key, was, is) => {
    const path = pathOf('accounts', key)
    if (was === undefined) return add(true, path, null, is?.id, `${key} would be a new account${alike(key)}.`)
    if (is === undefined) return add(true, path, was.id, null, `${key} would be gone.`)
    eachDifferent<unknown>({ ...was }, { ...is }, (field, one, other) => {
      const steers =
        field === 'id' || (['unit', 'environment', 'tags', 'name'].includes(field) && movedAccounts.has(key))
      add(steers, pathOf('accounts', key, field), one, other, accountWords(key, field, steers))
    })
  })
}

const compareEnvironments = ({ old, fresh, add }: Comparison): void => {
  eachDifferent(old.document.environments, fresh.document.environments, (key, was, is) => {
    eachDifferent<unknown>({ ...was }, { ...is }, (field, one, other) => {
      // Not said and "none" are the same guard.
      const steers = field !== 'color' && differs(one ?? 'none', other ?? 'none')
      add(steers, pathOf('environments', key, field), one, other, environmentWords(key, field, other))
    })
    if (was === undefined && Object.keys(is ?? {}).length === 0)
      add(false, pathOf('environments', key), null, '', `${key} would be described.`)
  })
}

const compareGroups = ({ old, fresh, add }: Comparison): void => {
  eachDifferent(old.document.groups, fresh.document.groups, (key, was, is) => {
    const sentence =
      was === undefined
        ? `${key} would be a new group.`
        : is === undefined
          ? `The group ${key} would be gone.`
          : `The group ${key} would change.`
    add(false, pathOf('groups', key), was, is, sentence)
  })
}
