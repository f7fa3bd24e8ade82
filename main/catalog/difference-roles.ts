// What becomes of the roles of a catalog: which one is which in the other copy, and what their changes move.
import type { TargetId } from '../../shared/names.ts'
import type { RoleDefinition } from './catalog-shape.ts'
import { accountKeysOf, type Comparison, differs, eachDifferent, type Side } from './difference-sides.ts'
import { roleWords, subjectOf } from './difference-words.ts'
import { pathOf } from './document-tree.ts'

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

export const compareRoles = (context: Comparison): void => {
  const { old, fresh, add, moved } = context
  const madeOld = madeBy(old)
  const madeFresh = madeBy(fresh)
  for (const { was, is } of pairRoles(old.document.roles ?? [], fresh.document.roles ?? [])) {
    const targets = [
      ...(was ? (madeOld.get(was.index) ?? []) : []),
      ...(is ? (madeFresh.get(is.index) ?? []) : []),
    ]
    const accounts = [...accountKeysOf(targets.filter(id => moved.has(id)))]
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
