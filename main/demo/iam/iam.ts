// The parts of IAM that a person needs to find oneself, rotate one's keys and understand a refusal.
import { checkIdentity } from '../access.ts'
import { authenticate, type Caller } from '../authenticate.ts'
import { iso, uniqueId } from '../identifiers.ts'
import type { LiveRole, LiveUser } from '../principals.ts'
import { formOf, type Incoming, isRefusal, type Refusal, type Reply, refuse } from '../wire.ts'
import type { World } from '../world.ts'
import { queryRefusal, queryReply, type Xml } from '../xml.ts'
import { createAccessKey, deleteAccessKey, keyLastUsed, listAccessKeys, updateAccessKey } from './keys.ts'
import { simulate } from './simulate.ts'

const namespace = 'https://iam.amazonaws.com/doc/2010-05-08/'

const noSuchEntity = (what: string, name: string): Refusal =>
  refuse(404, 'NoSuchEntity', `The ${what} with name ${name} cannot be found.`)

const userXml = (user: LiveUser): Xml => ({
  Path: '/',
  UserName: user.name,
  UserId: user.id,
  Arn: user.arn,
  CreateDate: iso(user.createdAt),
})

const roleXml = (role: LiveRole): Xml => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: role.arn,
  CreateDate: '2024-01-15T09:00:00Z',
  // IAM answers policy documents URL-encoded.
  AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(role.trust)),
  MaxSessionDuration: role.maxSessionDuration,
})

const groupsXml = (user: LiveUser): Xml => ({
  Groups: user.groups.map(name => ({
    Path: '/',
    GroupName: name,
    GroupId: uniqueId('AGPA', `${user.account}/${name}`),
    Arn: `arn:aws:iam::${user.account}:group/${name}`,
    CreateDate: iso(user.createdAt),
  })),
  IsTruncated: false,
})

const devicesXml = (user: LiveUser): Xml => ({
  MFADevices: user.device
    ? [{ UserName: user.name, SerialNumber: user.device.serial, EnableDate: iso(user.device.enabledAt) }]
    : [],
  IsTruncated: false,
})

const ofUser: Readonly<
  Record<string, (world: World, user: LiveUser, form: URLSearchParams) => Xml | Refusal>
> = {
  GetUser: (_, user) => ({ User: userXml(user) }),
  ListMFADevices: (_, user) => devicesXml(user),
  ListGroupsForUser: (_, user) => groupsXml(user),
  ListAccessKeys: (_, user) => listAccessKeys(user),
  GetAccessKeyLastUsed: (_, user, form) => keyLastUsed(user, form),
  CreateAccessKey: (world, user) => createAccessKey(world, user),
  UpdateAccessKey: (_, user, form) => updateAccessKey(user, form),
  DeleteAccessKey: (_, user, form) => deleteAccessKey(user, form),
}

/** Without UserName the caller's own user is meant; a role session has none and must say whom it means. */
const answerOfUser = (
  world: World,
  caller: Caller,
  operation: string,
  form: URLSearchParams,
): Xml | Refusal => {
  const name = form.get('UserName') ?? caller.user?.name
  if (name === undefined)
    return refuse(400, 'ValidationError', 'Must specify userName when calling with non-User credentials')
  const refusal = checkIdentity(
    world,
    caller,
    `iam:${operation}`,
    `arn:aws:iam::${caller.account}:user/${name}`,
  )
  if (refusal) return refusal
  const user = world.users.find(each => each.account === caller.account && each.name === name)
  if (!user) return noSuchEntity('user', name)
  return ofUser[operation]?.(world, user, form) ?? refuse(400, 'InvalidAction', operation)
}

const getRole = (world: World, caller: Caller, form: URLSearchParams): Xml | Refusal => {
  const name = form.get('RoleName') ?? ''
  const role = world.roles.find(each => each.account === caller.account && each.name === name)
  const refusal = checkIdentity(
    world,
    caller,
    'iam:GetRole',
    role?.arn ?? `arn:aws:iam::${caller.account}:role/${name}`,
  )
  if (refusal) return refusal
  return role ? { Role: roleXml(role) } : noSuchEntity('role', name)
}

const listAccountAliases = (world: World, caller: Caller): Xml | Refusal => {
  const refusal = checkIdentity(world, caller, 'iam:ListAccountAliases', '*')
  if (refusal) return refusal
  const alias = world.account(caller.account)?.alias
  return { AccountAliases: alias ? [alias] : [], IsTruncated: false }
}

const answer = (world: World, request: Incoming, operation: string): Xml | Refusal => {
  const caller = authenticate(world, request, { service: 'iam', minutes: 15 })
  if (isRefusal(caller)) return caller
  // GetSessionToken credentials made without MFA cannot call IAM at all (STS API reference, GetSessionToken).
  if (caller.kind === 'session-token' && caller.mfaAge === undefined)
    return refuse(403, 'InvalidClientTokenId', 'The security token included in the request is invalid')
  const form = formOf(request)
  if (Object.hasOwn(ofUser, operation)) return answerOfUser(world, caller, operation, form)
  if (operation === 'GetRole') return getRole(world, caller, form)
  if (operation === 'ListAccountAliases') return listAccountAliases(world, caller)
  if (operation === 'SimulatePrincipalPolicy') return simulate(world, caller, form)
  return refuse(400, 'InvalidAction', `Could not find operation ${operation} for version 2010-05-08`)
}

export const answerIam = (world: World, request: Incoming, operation: string, requestId: string): Reply => {
  const result = answer(world, request, operation)
  return isRefusal(result)
    ? queryRefusal(namespace, result, requestId)
    : queryReply(namespace, operation, result, requestId)
}

export const refuseIam = (refusal: Refusal, requestId: string): Reply =>
  queryRefusal(namespace, refusal, requestId)
