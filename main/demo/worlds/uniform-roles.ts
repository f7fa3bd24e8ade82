// The organization `uniform-roles`: one identity account, and the same five roles in every account.
import type { Account, Organization } from '../description.ts'
import type { PolicyDocument } from '../policy.ts'
import { administrator, allow, mayAssume, ownSelf, readOnly, roleArn, rootOf, trust } from './write.ts'

const state = '200000000001'
const accounts: readonly Account[] = [
  { key: 'state', id: state, name: 'State', unit: '' },
  { key: 'sandbox', id: '200000000002', name: 'Sandbox', unit: 'Sandbox' },
  { key: 'nonprod', id: '200000000003', name: 'Non-production', unit: 'Workloads' },
  { key: 'prod', id: '200000000004', name: 'Production', unit: 'Workloads' },
]

const roleSet: Readonly<Record<string, PolicyDocument>> = {
  PlatformAdmin: administrator,
  PlatformBuild: allow(['ecr:*', 'ecs:*', 'cloudformation:*', 's3:*']),
  NetworkOperator: allow(['ec2:*', 'route53:*']),
  ObservabilityReader: readOnly,
  CustomerSupport: allow(['logs:Get*', 'logs:Filter*', 's3:Get*']),
}
const roleNames = Object.keys(roleSet)

const everyAccount = (role: string): string => roleArn('*', role)
const wholeAccount = (key: string): string =>
  roleArn(accounts.find(account => account.key === key)?.id ?? key, '*')

export const uniformRoles: Organization = {
  name: 'uniform-roles',
  title: 'Customer platform',
  region: 'eu-central-1',
  management: 'state',
  accounts,
  groups: [
    { account: 'state', name: 'everyone', policies: [ownSelf] },
    {
      account: 'state',
      name: 'platform-admins',
      policies: [mayAssume(roleNames.map(everyAccount), { mfa: true })],
    },
    {
      account: 'state',
      name: 'platform-builders',
      policies: [
        mayAssume([everyAccount('PlatformBuild'), everyAccount('ObservabilityReader')], { mfa: true }),
      ],
    },
    {
      account: 'state',
      name: 'network',
      policies: [
        mayAssume([everyAccount('NetworkOperator'), everyAccount('ObservabilityReader')], { mfa: true }),
      ],
    },
    {
      account: 'state',
      name: 'support',
      policies: [mayAssume([everyAccount('CustomerSupport')], { mfa: true })],
    },
    {
      account: 'state',
      name: 'machines-nonprod',
      policies: [mayAssume([wholeAccount('sandbox'), wholeAccount('nonprod')])],
    },
    { account: 'state', name: 'machines-prod', policies: [mayAssume(roleNames.map(everyAccount))] },
  ],
  users: [
    {
      account: 'state',
      name: 'petra',
      title: 'Petra, platform administrator',
      groups: ['platform-admins', 'everyone'],
      mfa: true,
    },
    {
      account: 'state',
      name: 'bo',
      title: 'Bo, builds the platform',
      groups: ['platform-builders', 'everyone'],
      mfa: true,
    },
    { account: 'state', name: 'nils', title: 'Nils, network', groups: ['network', 'everyone'], mfa: true },
    {
      account: 'state',
      name: 'suki',
      title: 'Suki, customer support',
      groups: ['support', 'everyone'],
      mfa: true,
    },
    {
      account: 'state',
      name: 'machine-nonprod',
      title: 'Machine identity, non-production',
      groups: ['machines-nonprod'],
      mfa: false,
    },
    {
      account: 'state',
      name: 'machine-prod',
      title: 'Machine identity, production',
      groups: ['machines-prod'],
      mfa: false,
    },
  ],
  roles: accounts.flatMap(account =>
    roleNames.map(name => ({
      account: account.key,
      name,
      trust: trust(rootOf(state)),
      policies: [roleSet[name] ?? readOnly],
    })),
  ),
  portals: [],
}
