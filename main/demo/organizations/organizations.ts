// AWS Organizations, for reading: the tree of units and accounts, their states and tags, in pages.
import { checkIdentity } from '../access.ts'
import { authenticate, type Caller } from '../authenticate.ts'
import type { Account } from '../description.ts'
import { jsonAnswer, jsonRefusal } from '../json-protocol.ts'
import { type Incoming, isRefusal, jsonBody, type Refusal, type Reply, refuse, text } from '../wire.ts'
import type { World } from '../world.ts'
import { createTree, type Tree, type Unit } from './tree.ts'

type Body = Record<string, unknown>
type Row = Readonly<Record<string, unknown>>

const emailOf = (account: Account): string => `aws+${account.key}@example.com`

const accountRow = (tree: Tree, account: Account): Row => ({
  Id: account.id,
  Arn: tree.arn('account', account.id),
  Email: emailOf(account),
  Name: account.name,
  Status: account.state ?? 'ACTIVE',
  State: account.state ?? 'ACTIVE',
  Paths: [`${tree.pathOf(tree.parentOf(account))}${account.id}/`],
  JoinedMethod: account === tree.management ? 'INVITED' : 'CREATED',
  JoinedTimestamp: 1_705_309_200.123,
})

const unitRow = (tree: Tree, unit: Unit): Row => ({
  Id: unit.id,
  Arn: tree.arn('ou', unit.id),
  Name: unit.name,
  Path: tree.pathOf(unit.id),
})

const invalid = (reason: string, words: string): Refusal =>
  refuse(400, 'InvalidInputException', `${words} (${reason})`)

/**
 * Cuts a list into pages. The page after the first is empty and still carries a token, as AWS says
 * may happen: a reader must go on until there is none (Organizations API reference, ListAccounts).
 */
const inPages = (name: string, all: readonly Row[], body: Body): Row | Refusal => {
  const size = body.MaxResults === undefined ? 20 : Number(body.MaxResults)
  if (!Number.isInteger(size) || size < 1 || size > 20)
    return invalid('MAX_VALUE_EXCEEDED', 'You specified an invalid value for MaxResults.')
  const token = text(body.NextToken)
  const place = token === undefined ? 'first:0' : Buffer.from(token, 'base64url').toString('utf8')
  const [kind, written] = place.split(':')
  const from = Number(written)
  if (!kind || !Number.isInteger(from) || from < 0 || from > all.length)
    return invalid('INVALID_PAGINATION_TOKEN', 'You specified an invalid value for nextToken.')
  const tokenFor = (next: string): string => Buffer.from(next).toString('base64url')
  if (kind === 'gap') return { [name]: [], NextToken: tokenFor(`rest:${from}`) }
  const end = from + size
  return {
    [name]: all.slice(from, end),
    ...(end < all.length && { NextToken: tokenFor(`${kind === 'first' ? 'gap' : 'rest'}:${end}`) }),
  }
}

const parentMissing = refuse(400, 'ParentNotFoundException', "You specified parent that doesn't exist.")
const accountMissing = refuse(400, 'AccountNotFoundException', "You specified an account that doesn't exist.")
const childMissing = refuse(400, 'ChildNotFoundException', "You specified child that doesn't exist.")
const targetMissing = refuse(400, 'TargetNotFoundException', "You specified a target that doesn't exist.")

type Operation = (world: World, tree: Tree, body: Body) => Row | Refusal

const describeOrganization: Operation = (_, tree) => ({
  Organization: {
    Id: tree.organizationId,
    Arn: tree.arn('organization', tree.organizationId),
    FeatureSet: 'ALL',
    MasterAccountArn: tree.arn('account', tree.management.id),
    MasterAccountId: tree.management.id,
    MasterAccountEmail: emailOf(tree.management),
    AvailablePolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
  },
})

const knownParent = (tree: Tree, body: Body): string | null => {
  const id = text(body.ParentId) ?? ''
  return id === tree.rootId || tree.units.some(unit => unit.id === id) ? id : null
}

const below = (
  world: World,
  tree: Tree,
  parent: string,
): { readonly units: readonly Unit[]; readonly accounts: readonly Account[] } => ({
  units: tree.units.filter(unit => unit.parent === parent),
  accounts: world.organization.accounts.filter(account => tree.parentOf(account) === parent),
})

const listParents: Operation = (world, tree, body) => {
  const id = text(body.ChildId) ?? ''
  const account = world.organization.accounts.find(each => each.id === id)
  const parent = account ? tree.parentOf(account) : tree.units.find(unit => unit.id === id)?.parent
  if (parent === undefined) return childMissing
  return inPages(
    'Parents',
    [{ Id: parent, Type: parent === tree.rootId ? 'ROOT' : 'ORGANIZATIONAL_UNIT' }],
    body,
  )
}

const listTags: Operation = (world, tree, body) => {
  const id = text(body.ResourceId) ?? ''
  const account = world.organization.accounts.find(each => each.id === id)
  if (!account && id !== tree.rootId && !tree.units.some(unit => unit.id === id)) return targetMissing
  const tags = Object.entries(account?.tags ?? {}).map(([Key, Value]) => ({ Key, Value }))
  return inPages('Tags', tags, { NextToken: body.NextToken })
}

const operations: Readonly<Record<string, Operation>> = {
  DescribeOrganization: describeOrganization,
  ListRoots: (_, tree, body) =>
    inPages(
      'Roots',
      [{ Id: tree.rootId, Arn: tree.arn('root', tree.rootId), Name: 'Root', PolicyTypes: [] }],
      body,
    ),
  ListOrganizationalUnitsForParent(world, tree, body) {
    const parent = knownParent(tree, body)
    return parent === null
      ? parentMissing
      : inPages(
          'OrganizationalUnits',
          below(world, tree, parent).units.map(unit => unitRow(tree, unit)),
          body,
        )
  },
  ListAccountsForParent(world, tree, body) {
    const parent = knownParent(tree, body)
    return parent === null
      ? parentMissing
      : inPages(
          'Accounts',
          below(world, tree, parent).accounts.map(account => accountRow(tree, account)),
          body,
        )
  },
  ListAccounts: (world, tree, body) =>
    inPages(
      'Accounts',
      world.organization.accounts.map(account => accountRow(tree, account)),
      body,
    ),
  DescribeAccount(world, tree, body) {
    const account = world.organization.accounts.find(each => each.id === body.AccountId)
    return account ? { Account: accountRow(tree, account) } : accountMissing
  },
  ListParents: listParents,
  ListChildren(world, tree, body) {
    const parent = knownParent(tree, body)
    if (parent === null) return parentMissing
    const { units, accounts } = below(world, tree, parent)
    const Type = body.ChildType
    if (Type !== 'ACCOUNT' && Type !== 'ORGANIZATIONAL_UNIT')
      return invalid('INVALID_ENUM', 'You specified an invalid value for ChildType.')
    return inPages(
      'Children',
      (Type === 'ACCOUNT' ? accounts : units).map(({ id: Id }) => ({ Id, Type })),
      body,
    )
  },
  ListTagsForResource: listTags,
}

/** Any member may describe the organization; listing it is for the management account and delegated ones. */
const mayRead = (world: World, caller: Caller, operation: string): Refusal | null => {
  const action = `organizations:${operation}`
  const key = world.account(caller.account)?.key ?? ''
  const inside = key === world.organization.management || world.organization.delegated?.includes(key)
  if (operation !== 'DescribeOrganization' && !inside)
    return refuse(400, 'AccessDeniedException', "You don't have permissions to access this resource.")
  const refusal = checkIdentity(world, caller, action, '*')
  return refusal && { ...refusal, status: 400, code: 'AccessDeniedException' }
}

export const refuseOrganizations = (refusal: Refusal): Reply => jsonRefusal(refusal)

const answer = (world: World, request: Incoming, operation: string): Row | Refusal => {
  const caller = authenticate(world, request, { service: 'organizations', minutes: 5 })
  if (isRefusal(caller)) return caller
  const perform = operations[operation]
  if (!perform) return refuse(400, 'UnknownOperationException', `Unknown operation: ${operation}`)
  const body = jsonBody(request)
  if (!body) return refuse(400, 'SerializationException', 'The request body is not JSON.')
  return mayRead(world, caller, operation) ?? perform(world, createTree(world), body)
}

export const answerOrganizations = (world: World, request: Incoming, operation: string): Reply => {
  const result = answer(world, request, operation)
  return isRefusal(result) ? refuseOrganizations(result) : jsonAnswer(result)
}
