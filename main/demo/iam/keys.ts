// IAM's access keys: at most two of a user, whose secret is shown once, and which can be switched off.
import { iso } from '../identifiers.ts'
import { type AccessKey, type LiveUser, newKey } from '../principals.ts'
import { type Refusal, refuse } from '../wire.ts'
import type { World } from '../world.ts'
import type { Xml } from '../xml.ts'

const noSuchKey = (id: string): Refusal =>
  refuse(404, 'NoSuchEntity', `The Access Key with id ${id} cannot be found.`)

const statusOf = (key: AccessKey): string => (key.active ? 'Active' : 'Inactive')

export const listAccessKeys = (user: LiveUser): Xml => ({
  UserName: user.name,
  AccessKeyMetadata: user.keys.map(key => ({
    UserName: user.name,
    AccessKeyId: key.id,
    Status: statusOf(key),
    CreateDate: iso(key.createdAt),
  })),
  IsTruncated: false,
})

/** IAM says it of the caller's own keys and of those of the account; a key nobody used says N/A. */
export const keyLastUsed = (user: LiveUser, form: URLSearchParams): Xml | Refusal => {
  const key = user.keys.find(each => each.id === (form.get('AccessKeyId') ?? ''))
  if (!key) return noSuchKey(form.get('AccessKeyId') ?? '')
  const { lastUsed } = key
  return {
    UserName: user.name,
    AccessKeyLastUsed: {
      ...(lastUsed && { LastUsedDate: iso(lastUsed.at) }),
      ServiceName: lastUsed?.service ?? 'N/A',
      Region: lastUsed ? 'us-east-1' : 'N/A',
    },
  }
}

export const createAccessKey = (world: World, user: LiveUser): Xml | Refusal => {
  if (user.keys.length >= 2)
    return refuse(409, 'LimitExceeded', 'Cannot exceed quota for AccessKeysPerUser: 2')
  const key = newKey(world.now())
  world.tell(key.secret)
  user.keys.push(key)
  return {
    AccessKey: {
      UserName: user.name,
      AccessKeyId: key.id,
      Status: statusOf(key),
      SecretAccessKey: key.secret,
      CreateDate: iso(key.createdAt),
    },
  }
}

export const updateAccessKey = (user: LiveUser, form: URLSearchParams): Xml | Refusal => {
  const id = form.get('AccessKeyId') ?? ''
  const status = form.get('Status')
  if (status !== 'Active' && status !== 'Inactive')
    return refuse(
      400,
      'InvalidInput',
      `Value '${status}' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive]`,
    )
  const key = user.keys.find(each => each.id === id)
  if (!key) return noSuchKey(id)
  key.active = status === 'Active'
  return {}
}

export const deleteAccessKey = (user: LiveUser, form: URLSearchParams): Xml | Refusal => {
  const id = form.get('AccessKeyId') ?? ''
  if (!user.keys.some(each => each.id === id)) return noSuchKey(id)
  user.keys = user.keys.filter(each => each.id !== id)
  return {}
}
