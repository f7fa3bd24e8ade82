// What an update of a catalog would change: where credentials go and what guards them first, in words; the rest after it.
import type { Change } from '../../shared/catalog.ts'
import type { TargetId } from '../../shared/names.ts'
import type { RoleDefinition } from './catalog-shape.ts'
import {
  accountWords,
  environmentWords,
  roleWords,
  shownValue,
  signInWords,
  subjectOf,
} from './difference-words.ts'
import { type Path, pathOf, pathText } from './document-tree.ts'
import { type Expanded, expand } from './expand.ts'
import type { CatalogDocument } from './personal-shape.ts'

export type Changes = { readonly steering: readonly Change[]; readonly cosmetic: readonly Change[] }

type Side = { readonly document: CatalogDocument; readonly expanded: Expanded }
type Add = (steers: boolean, path: Path, before: unknown, after: unknown, sentence: string) => void
type Context = {
  readonly old: Side
  readonly fresh: Side
  readonly add: Add
  /** Targets that would come, go, or lead elsewhere. */
  readonly moved: ReadonlySet<TargetId>
  /** Accounts of these. */
  readonly movedAccounts: ReadonlySet<string>
}

/** Compares two valid copies of one catalog. A change that steers and that no line below names is told as well. */
export const findChanges = (before: CatalogDocument, after: CatalogDocument): Changes => {
  const old: Side = { document: before, expanded: expand(before, 'x') }
  const fresh: Side = { document: after, expanded: expand(after, 'x') }
  const steering: Change[] = []
  const cosmetic: Change[] = []
  const add: Add = (steers, path, was, is, sentence) => {
    const list = steers ? steering : cosmetic
    list.push({ path: pathText(path), before: shownValue(was), after: shownValue(is), sentence })
  }
  const moved = movedTargets(old.expanded, fresh.expanded)
  const movedAccounts = new Set([...moved].map(id => id.slice(2, id.indexOf('/'))))
  const context: Context = { old, fresh, add, moved, movedAccounts }
  compareTop(context)
  compareSignIns(context)
  compareAccounts(context)
  compareRoles(context)
  compareEnvironments(context)
  compareGroups(context)
  if (moved.size > 0 && steering.length === 0) {
    const subject = subjectOf([...movedAccounts], 'account')
    add(true, null, null, null, `${subject} would be reached differently.`)
  }
  return { steering, cosmetic }
}

const noGuards = { mfa: false, confirm: false, reason: false, maxDuration: null }

/** All that decides where a target's credentials come from and what they may do. */
export const movedTargets = (old: Expanded, fresh: Expanded): Set<TargetId> => {
  const facts = (one: Expanded, id: TargetId): string | null => {
    const target = one.targets.get(id)
    if (target === undefined) return null
    const {
      arn,
      kind,
      from,
      mfa,
      breakGlass,
      externalId,
      sessionName,
      sourceIdentity,
      profile,
      tags,
      transitiveTags,
    } = target
    const { policyArns, policy, partition, environment } = target
    const guards = environment ?? noGuards
    return JSON.stringify([
      [
        arn,
        kind,
        from,
        mfa,
        breakGlass,
        externalId,
        sessionName,
        sourceIdentity,
        profile,
        tags,
        transitiveTags,
      ],
      [policyArns, policy, partition, guards.mfa, guards.confirm, guards.reason, guards.maxDuration],
    ])
  }
  const ids = new Set([...old.targets.keys(), ...fresh.targets.keys()])
  return new Set([...ids].filter(id => facts(old, id) !== facts(fresh, id)))
}

const differs = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other)

/** Both sides of a map, key by key, where they differ. */
const eachDifferent = <T>(
  before: Readonly<Record<string, T>> | undefined,
  after: Readonly<Record<string, T>> | undefined,
  run: (key: string, was: T | undefined, is: T | undefined) => void,
): void => {
  const get = (side: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
    side !== undefined && Object.hasOwn(side, key) ? side[key] : undefined
  for (const key of new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]))
    if (differs(get(before, key), get(after, key))) run(key, get(before, key), get(after, key))
}

const compareTop = ({ old, fresh, add, moved }: Context): void => {
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

const compareSignIns = ({ old, fresh, add }: Context): void => {
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
      add(field !== 'title', pathOf('signIns', key, field), one, other, signInWords(key, field, other)),
    )
  })
}

const compareAccounts = ({ old, fresh, add, movedAccounts }: Context): void => {
  eachDifferent(old.document.accounts, fresh.document.accounts, (key, was, is) => {
    const path = pathOf('accounts', key)
    if (was === undefined) return add(true, path, null, is?.id, `${key} would be a new account.`)
    if (is === undefined) return add(true, path, was.id, null, `${key} would be gone.`)
    eachDifferent<unknown>({ ...was }, { ...is }, (field, one, other) => {
      const steers =
        field === 'id' || (['unit', 'environment', 'tags', 'name'].includes(field) && movedAccounts.has(key))
      add(steers, pathOf('accounts', key, field), one, other, accountWords(key, field, steers))
    })
  })
}

/** Which targets a definition makes. */
const madeBy = (side: Side): Map<number, TargetId[]> => {
  const made = new Map<number, TargetId[]>()
  for (const [id, index] of side.expanded.madeBy) {
    const list = made.get(index)
    if (list) list.push(id)
    else made.set(index, [id])
  }
  return made
}

const compareRoles = (context: Context): void => {
  const { old, fresh, add, moved } = context
  const madeOld = madeBy(old)
  const madeFresh = madeBy(fresh)
  for (const { was, is } of pairRoles(old.document.roles ?? [], fresh.document.roles ?? [])) {
    const targets = [
      ...(was ? (madeOld.get(was.index) ?? []) : []),
      ...(is ? (madeFresh.get(is.index) ?? []) : []),
    ]
    const accounts = [...new Set(targets.filter(id => moved.has(id)).map(id => id.slice(2, id.indexOf('/'))))]
    const path = pathOf('roles', (is ?? was)?.index ?? 0)
    const name = (is ?? was)?.role.name ?? ''
    if (was === undefined || is === undefined) {
      const sentence = was === undefined ? `${name} would be a new role` : `The role ${name} would be gone`
      add(
        true,
        path,
        was?.role,
        is?.role,
        `${sentence}${accounts.length > 0 ? `: ${subjectOf(accounts, 'account')}` : ''}.`,
      )
      continue
    }
    eachDifferent<unknown>({ ...was.role }, { ...is.role }, (field, one, other) => {
      const steers = accounts.length > 0 && !['title', 'duration', 'region', 'groups'].includes(field)
      const sentence = roleWords({ name, field, was: was.role, is: is.role, accounts })
      add(steers, pathOf('roles', is.index, field), one, other, sentence)
    })
  }
}

type Placed = { readonly role: RoleDefinition; readonly index: number }
type Pair = { readonly was?: Placed; readonly is?: Placed }

/** Roles have no keys: the same name is the same role, then the same accounts from the same place are a renamed one. */
const pairRoles = (before: readonly RoleDefinition[], after: readonly RoleDefinition[]): Pair[] => {
  const pairs: Pair[] = []
  let left: readonly Placed[] = after.map((role, index) => ({ role, index }))
  let old: readonly Placed[] = before.map((role, index) => ({ role, index }))
  const sameBy = (keyOf: (role: RoleDefinition) => string): void => {
    const waiting = new Map<string, Placed[]>()
    for (const one of left) {
      const same = waiting.get(keyOf(one.role))
      if (same) same.push(one)
      else waiting.set(keyOf(one.role), [one])
    }
    const matched = new Set<Placed>()
    old = old.filter(was => {
      const is = waiting.get(keyOf(was.role))?.shift()
      if (is === undefined) return true
      pairs.push({ was, is })
      matched.add(is)
      return false
    })
    left = left.filter(one => !matched.has(one))
  }
  sameBy(role => JSON.stringify(role))
  sameBy(role => JSON.stringify([role.name, role.accounts]))
  sameBy(role => role.name)
  sameBy(role => JSON.stringify([role.accounts, role.from]))
  return [...pairs, ...old.map(was => ({ was })), ...left.map(is => ({ is }))].filter(
    ({ was, is }: Pair) => was === undefined || is === undefined || differs(was.role, is.role),
  )
}

const compareEnvironments = ({ old, fresh, add }: Context): void => {
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

const compareGroups = ({ old, fresh, add }: Context): void => {
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
