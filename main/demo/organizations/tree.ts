// The tree of an organization's units and accounts, with the ids and ARNs that AWS Organizations gives them.
import { organizationId, rootId } from '../access.ts'
import type { Account } from '../description.ts'
import { lowerId } from '../identifiers.ts'
import type { World } from '../world.ts'

export type Unit = {
  readonly id: string
  readonly name: string
  readonly path: string
  readonly parent: string
}

export type Tree = {
  readonly organizationId: string
  readonly rootId: string
  readonly management: Account
  readonly units: readonly Unit[]
  parentOf(account: Account): string
  /** `o-…/r-…/ou-…/`: the ids from the organization down to a unit. */
  pathOf(id: string): string
  arn(kind: 'organization' | 'root' | 'ou' | 'account', id: string): string
}

/** Every unit that an account names, and the units above it. */
const unitPaths = (accounts: readonly Account[]): readonly string[] => {
  const found = new Set<string>()
  for (const account of accounts) {
    const names = account.unit.split('/').filter(name => name !== '')
    for (const [index] of names.entries()) found.add(names.slice(0, index + 1).join('/'))
  }
  return [...found].sort()
}

export const createTree = (world: World): Tree => {
  const { organization } = world
  const management = world.account(organization.management)
  if (!management) throw new Error(`The demo organization ${organization.name} has no management account.`)
  const [orgId, root] = [organizationId(world), rootId(world)]
  const idOf = (path: string): string =>
    path === '' ? root : `ou-${root.slice(2)}-${lowerId(`${organization.name}/${path}`, 8)}`
  const units = unitPaths(organization.accounts).map(path => {
    const names = path.split('/')
    return { id: idOf(path), name: names.at(-1) ?? path, path, parent: idOf(names.slice(0, -1).join('/')) }
  })
  const pathOf = (id: string): string => {
    const unit = units.find(each => each.id === id)
    return unit ? `${pathOf(unit.parent)}${unit.id}/` : `${orgId}/${root}/`
  }
  return {
    organizationId: orgId,
    rootId: root,
    management,
    units,
    parentOf: account => idOf(account.unit),
    pathOf,
    arn: (kind, id) =>
      `arn:aws:organizations::${management.id}:${kind}/${kind === 'organization' ? '' : `${orgId}/`}${id}`,
  }
}
