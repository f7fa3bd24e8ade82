// The live people and roles of a demo world, and the ARNs they go by.
import type { Organization, PermissionSet, Portal } from './description.ts'
import { hexOf, newAccessKeyId, newSecretAccessKey, uniqueId } from './identifiers.ts'
import type { PolicyDocument } from './policy.ts'
import { createDevice, type Device } from './totp.ts'

export type AccessKey = {
  readonly id: string
  readonly secret: string
  readonly createdAt: number
  active: boolean
  lastUsed: { readonly at: number; readonly service: string } | null
}

export type LiveUser = {
  readonly account: string
  readonly name: string
  readonly title: string
  readonly arn: string
  readonly id: string
  readonly groups: readonly string[]
  /** Its own policies and those of its groups. */
  readonly policies: readonly PolicyDocument[]
  readonly createdAt: number
  device: Device | null
  keys: AccessKey[]
}

export type LiveRole = {
  readonly account: string
  readonly name: string
  readonly path: string
  readonly arn: string
  readonly id: string
  readonly trust: PolicyDocument
  readonly policies: readonly PolicyDocument[]
  readonly maxSessionDuration: number
}

export const newKey = (now: number): AccessKey => ({
  id: newAccessKeyId('AKIA'),
  secret: newSecretAccessKey(),
  createdAt: now,
  active: true,
  lastUsed: null,
})

const yearsAgo = (now: number, years: number): number => now - years * 365 * 86_400_000

const idOf = (organization: Organization, key: string): string => {
  const account = organization.accounts.find(each => each.key === key)
  if (!account) throw new Error(`The demo organization ${organization.name} names an unknown account: ${key}`)
  return account.id
}

export const createUsers = (organization: Organization, now: number): LiveUser[] =>
  organization.users.map(user => {
    const account = idOf(organization, user.account)
    const groups = organization.groups.filter(
      group => group.account === user.account && user.groups.includes(group.name),
    )
    return {
      account,
      name: user.name,
      title: user.title,
      arn: `arn:aws:iam::${account}:user/${user.name}`,
      id: uniqueId('AIDA', `${account}/${user.name}`),
      groups: groups.map(group => group.name),
      policies: [...(user.policies ?? []), ...groups.flatMap(group => group.policies)],
      createdAt: yearsAgo(now, 2),
      device: user.mfa ? createDevice(`arn:aws:iam::${account}:mfa/${user.name}`, yearsAgo(now, 1)) : null,
      keys: [newKey(yearsAgo(now, 1))],
    }
  })

/** The role that Identity Center makes in an account for a permission set (UG:SSO/using-service-linked-roles). */
export const createReservedRole = (account: string, portal: Portal, set: PermissionSet): LiveRole => {
  const name = `AWSReservedSSO_${set.name}_${hexOf(`${account}/${portal.key}/${set.name}`, 16)}`
  const region = portal.region === 'us-east-1' ? '' : `${portal.region}/`
  const path = `/aws-reserved/sso.amazonaws.com/${region}`
  return {
    account,
    name,
    path,
    arn: `arn:aws:iam::${account}:role${path}${name}`,
    id: uniqueId('AROA', `${account}/${name}`),
    trust: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: {
            Federated: `arn:aws:iam::${account}:saml-provider/AWSSSO_${hexOf(portal.key, 16)}_DO_NOT_DELETE`,
          },
          Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
        },
      ],
    },
    policies: set.policies,
    maxSessionDuration: 43_200,
  }
}

/** Where the reserved role of a permission set is found: account id, portal key and the set's name. */
export const reservedKey = (account: string, portal: string, set: string): string =>
  `${account}/${portal}/${set}`

export type LiveRoles = {
  readonly all: LiveRole[]
  readonly reserved: Map<string, LiveRole>
}

export const createRoles = (organization: Organization): LiveRoles => {
  const written = organization.roles.map(role => {
    const account = idOf(organization, role.account)
    const path = role.path ?? '/'
    return {
      account,
      name: role.name,
      path,
      arn: `arn:aws:iam::${account}:role${path}${role.name}`,
      id: uniqueId('AROA', `${account}/${role.name}`),
      trust: role.trust,
      policies: role.policies,
      maxSessionDuration: role.maxSessionDuration ?? 3600,
    }
  })
  const reserved = new Map<string, LiveRole>()
  for (const portal of organization.portals)
    for (const assignment of portal.assignments)
      for (const key of assignment.accounts) {
        const set = portal.permissionSets.find(each => each.name === assignment.permissionSet)
        if (!set)
          throw new Error(
            `The demo portal ${portal.key} assigns an unknown permission set: ${assignment.permissionSet}`,
          )
        const account = idOf(organization, key)
        reserved.set(reservedKey(account, portal.key, set.name), createReservedRole(account, portal, set))
      }
  return { all: [...written, ...reserved.values()], reserved }
}
