// The organization `atmos`: groups to roles across units, a Terraform backend three hops away, fresh MFA for production.
import type { Account, Organization, Role } from '../description.ts'
import { administrator, allow, mayAssume, ownSelf, readOnly, roleArn, rootOf, trust } from './write.ts'

const identity = '300000000099'
const backend = '300000000013'

const make = (key: string, id: number, unit: string): Account => ({
  key,
  id: String(id),
  name: key,
  unit,
  tags: { tenant: 'core', stage: key.replace(/-\d$/, '') },
})

const development = [
  make('dev-1', 300000000021, 'Workloads/Development'),
  make('dev-2', 300000000022, 'Workloads/Development'),
]
const staging = [
  make('staging-1', 300000000031, 'Workloads/Staging'),
  make('staging-2', 300000000032, 'Workloads/Staging'),
]
const production = [
  make('prod-1', 300000000041, 'Workloads/Production'),
  make('prod-2', 300000000042, 'Workloads/Production'),
]
const shared = [
  make('network', 300000000011, 'SharedServices'),
  make('shared-tools', 300000000012, 'SharedServices'),
  make('backend', Number(backend), 'SharedServices'),
]
const workloads = [...development, ...staging, ...production]
const identityAccount: Account = { key: 'identity', id: identity, name: 'identity', unit: '' }
const members: readonly Account[] = [
  make('logging', 300000000002, 'Management'),
  make('security', 300000000003, 'Security'),
  ...shared,
  ...workloads,
  make('sandbox-1', 300000000051, 'Sandbox'),
  make('sandbox-2', 300000000052, 'Sandbox'),
  identityAccount,
]

const backendRole = roleArn(backend, 'TerraformBackend')
const backendAccess = mayAssume([backendRole])

const operations = (account: Account): Role => ({
  account: account.key,
  name: 'Operations',
  // Production wants an MFA of the last quarter of an hour.
  trust: trust(rootOf(identity), production.includes(account) ? { mfaYoungerThan: 900 } : { mfa: true }),
  policies: [allow(['ec2:*', 'ecs:*', 's3:*', 'rds:*', 'iam:Get*', 'iam:List*']), backendAccess],
})

const developer = (account: Account): Role => ({
  account: account.key,
  name: 'Developer',
  trust: trust(rootOf(identity), { mfa: true }),
  policies: [allow(['ec2:Describe*', 'ecs:*', 'lambda:*', 's3:*', 'logs:*']), backendAccess],
})

const operated = [...shared, ...workloads]

export const atmos: Organization = {
  name: 'atmos',
  title: 'Atmos platform',
  region: 'us-east-2',
  management: 'management',
  accounts: [make('management', 300000000001, 'Management'), ...members],
  groups: [
    { account: 'identity', name: 'everyone', policies: [ownSelf] },
    {
      account: 'identity',
      name: 'Developers',
      policies: [mayAssume(development.map(account => roleArn(account.id, 'Developer')))],
    },
    {
      account: 'identity',
      name: 'Operations',
      policies: [mayAssume(operated.map(account => roleArn(account.id, 'Operations')))],
    },
    {
      account: 'identity',
      name: 'Administrators',
      policies: [mayAssume([roleArn('300000000001', 'Administrator')])],
    },
  ],
  users: [
    {
      account: 'identity',
      name: 'devi',
      title: 'Devi, developer',
      groups: ['Developers', 'everyone'],
      mfa: true,
    },
    {
      account: 'identity',
      name: 'otto',
      title: 'Otto, operations',
      groups: ['Operations', 'everyone'],
      mfa: true,
    },
    {
      account: 'identity',
      name: 'ada',
      title: 'Ada, administrator',
      groups: ['Administrators', 'Operations', 'everyone'],
      mfa: true,
    },
  ],
  roles: [
    ...development.map(developer),
    ...operated.map(operations),
    {
      account: 'management',
      name: 'Administrator',
      trust: trust(rootOf(identity), { mfa: true }),
      policies: [administrator],
    },
    {
      account: 'backend',
      name: 'TerraformBackend',
      trust: trust([
        ...development.map(account => roleArn(account.id, 'Developer')),
        ...workloads.map(account => roleArn(account.id, 'Operations')),
      ]),
      policies: [allow(['s3:*', 'dynamodb:*'])],
    },
    ...members.map(account => ({
      account: account.key,
      name: 'OrganizationAccountAccessRole',
      trust: trust(rootOf('300000000001')),
      policies: [administrator, readOnly],
    })),
  ],
  portals: [],
  buckets: [{ account: 'backend', name: 'core-use2-root-tfstate', region: 'us-east-2' }],
  tables: [{ account: 'backend', name: 'core-use2-root-tfstate-lock' }],
}
