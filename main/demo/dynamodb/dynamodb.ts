// As much of DynamoDB as a lock table of Terraform needs: put if it is not there, get, delete, by the key LockID.
import { checkIdentity } from '../access.ts'
import { authenticate, type Caller } from '../authenticate.ts'
import type { Table } from '../description.ts'
import { jsonAnswer, jsonRefusal } from '../json-protocol.ts'
import { type Incoming, isRefusal, jsonBody, type Refusal, type Reply, refuse, text } from '../wire.ts'
import type { World } from '../world.ts'

type Item = Readonly<Record<string, unknown>>
type Body = Record<string, unknown>

export type Tables = {
  table(name: string, account: string): Table | undefined
  readonly items: Map<string, Item>
}

export const createTables = (world: World): Tables => ({
  table: (name, account) =>
    (world.organization.tables ?? []).find(
      each => each.name === name && world.account(each.account)?.id === account,
    ),
  items: new Map(),
})

const invalid = (words: string): Refusal => refuse(400, 'ValidationException', words)
const keyName = 'LockID'

/** The key's value as DynamoDB writes it: `{"S":"bucket/key"}`. */
const keyOf = (value: unknown): string | null => {
  const item = typeof value === 'object' && value !== null ? (value as Body)[keyName] : undefined
  return typeof item === 'object' && item !== null ? (text((item as Body).S) ?? null) : null
}

type Operation = (items: Map<string, Item>, table: string, body: Body) => unknown

const operations: Readonly<Record<string, Operation>> = {
  PutItem(items, table, body) {
    const key = keyOf(body.Item)
    if (key === null) return invalid(`One of the required keys was not given a value: ${keyName}`)
    const condition = text(body.ConditionExpression)
    if (condition !== undefined && condition !== `attribute_not_exists(${keyName})`)
      return invalid(`The demo AWS knows no such condition: ${condition}`)
    if (condition !== undefined && items.has(`${table} ${key}`))
      return refuse(400, 'ConditionalCheckFailedException', 'The conditional request failed')
    items.set(`${table} ${key}`, body.Item as Item)
    return {}
  },
  GetItem(items, table, body) {
    const key = keyOf(body.Key)
    if (key === null) return invalid('The provided key element does not match the schema')
    const found = items.get(`${table} ${key}`)
    if (!found) return {}
    const names = text(body.ProjectionExpression)?.split(/\s*,\s*/)
    return {
      Item: Object.fromEntries(Object.entries(found).filter(([name]) => names?.includes(name) ?? true)),
    }
  },
  DeleteItem(items, table, body) {
    const key = keyOf(body.Key)
    if (key === null) return invalid('The provided key element does not match the schema')
    items.delete(`${table} ${key}`)
    return {}
  },
}

/** A table's name means the caller's own account: there is no way into another one's by name. */
const open = (
  world: World,
  tables: Tables,
  caller: Caller,
  operation: string,
  name: string,
): Table | Refusal => {
  const action = `dynamodb:${operation}`
  const arn = `arn:aws:dynamodb:${world.organization.region}:${caller.account}:table/${name}`
  return (
    checkIdentity(world, caller, action, arn) ??
    tables.table(name, caller.account) ??
    refuse(400, 'ResourceNotFoundException', 'Requested resource not found')
  )
}

const answer = (world: World, tables: Tables, request: Incoming, operation: string): unknown => {
  const caller = authenticate(world, request, { service: 'dynamodb', minutes: 15 })
  if (isRefusal(caller)) return caller
  const perform = operations[operation]
  if (!perform) return refuse(400, 'UnknownOperationException', `Unknown operation: ${operation}`)
  const body = jsonBody(request)
  if (!body) return refuse(400, 'SerializationException', 'The request body is not JSON.')
  const table = open(world, tables, caller, operation, text(body.TableName) ?? '')
  return isRefusal(table) ? table : perform(tables.items, table.name, body)
}

export const refuseDynamodb = (refusal: Refusal): Reply =>
  jsonRefusal(refusal, '1.0', 'com.amazonaws.dynamodb.v20120810#')

export const answerDynamodb = (world: World, tables: Tables, request: Incoming, operation: string): Reply => {
  const result = answer(world, tables, request, operation)
  return isRefusal(result) ? refuseDynamodb(result) : jsonAnswer(result, '1.0')
}
