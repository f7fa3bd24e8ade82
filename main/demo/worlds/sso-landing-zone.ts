// The organization `sso-landing-zone`: people sign in through Identity Center, work goes on through cross-account roles.
import type { Account, Organization, PermissionSet, Portal, Role } from '../description.ts'
import { administrator, allow, costs, hours, mayAssume, readOnly, roleArn, rootOf, trust } from './write.ts'

const master = '111111111111'
const sharedServices = '222222222222'

/** What CrossAccountCICD asks for: not a secret, a guard against a confused deputy. */
export const cicdExternalId = 'northwind-cicd-2026'

const workloads: readonly Account[] = [
  {
    key: 'development',
    id: '444444444444',
    name: 'Development',
    unit: 'NonProduction',
    tags: { budget: '200' },
  },
  { key: 'staging', id: '555555555555', name: 'Staging', unit: 'NonProduction', tags: { budget: '400' } },
  { key: 'uat', id: '666666666666', name: 'UAT', unit: 'NonProduction', tags: { budget: '300' } },
  { key: 'production', id: '777777777777', name: 'Production', unit: 'Production', tags: { budget: '1800' } },
]

const members: readonly Account[] = [
  {
    key: 'shared-services',
    id: sharedServices,
    name: 'Shared services',
    unit: 'SharedServices',
    tags: { budget: '100' },
  },
  { key: 'security', id: '333333333333', name: 'Security', unit: 'Security', tags: { budget: '50' } },
  ...workloads,
]

const accounts: readonly Account[] = [
  { key: 'master', id: master, name: 'Master', unit: '', alias: 'example-org-master' },
  ...members,
]

const roles: readonly Role[] = [
  ...workloads.map(account => ({
    account: account.key,
    name: 'CrossAccountCICD',
    trust: trust(rootOf(sharedServices), { externalId: cicdExternalId }),
    policies: [administrator],
    maxSessionDuration: hours(4),
  })),
  ...members.map(account => ({
    account: account.key,
    name: 'OrganizationAccountAccessRole',
    trust: trust(rootOf(master)),
    policies: [administrator],
  })),
  {
    account: 'master',
    name: 'CostExplorerAccess',
    trust: trust([rootOf(master), rootOf(sharedServices)]),
    policies: [costs],
  },
]

const devOps: PermissionSet = {
  name: 'DevOps',
  sessionSeconds: hours(1),
  policies: [
    allow([
      'ec2:*',
      'ecs:*',
      's3:*',
      'cloudformation:*',
      'iam:Get*',
      'iam:List*',
      'organizations:Describe*',
      'organizations:List*',
    ]),
    mayAssume([
      roleArn('*', 'CrossAccountCICD'),
      roleArn('*', 'OrganizationAccountAccessRole'),
      roleArn(master, 'CostExplorerAccess'),
    ]),
  ],
}

const permissionSets: readonly PermissionSet[] = [
  {
    name: 'Developer',
    sessionSeconds: hours(1),
    policies: [allow(['ec2:Describe*', 'ecs:*', 'lambda:*', 's3:*', 'logs:*'])],
  },
  devOps,
  {
    name: 'Billing',
    sessionSeconds: hours(2),
    policies: [costs, mayAssume([roleArn(master, 'CostExplorerAccess')])],
  },
  { name: 'Auditor', sessionSeconds: hours(1), policies: [readOnly] },
]

const everywhere = accounts.map(account => account.key)
const nonProduction = ['development', 'staging', 'uat']

const portal: Portal = {
  key: 'portal',
  startUrl: 'https://example-org.awsapps.com/start',
  region: 'eu-west-1',
  sessionSeconds: hours(8),
  permissionSets,
  people: [
    { name: 'dana', title: 'Dana, developer' },
    { name: 'omar', title: 'Omar, DevOps' },
    { name: 'bill', title: 'Bill, finance' },
    { name: 'aud', title: 'Aud, auditor' },
    { name: 'ines', title: 'Ines, leads the platform team' },
    { name: 'newt', title: 'Newt, nothing assigned yet' },
  ],
  assignments: [
    { person: 'dana', permissionSet: 'Developer', accounts: nonProduction },
    { person: 'omar', permissionSet: 'DevOps', accounts: everywhere },
    { person: 'bill', permissionSet: 'Billing', accounts: ['master'] },
    { person: 'aud', permissionSet: 'Auditor', accounts: everywhere },
    { person: 'ines', permissionSet: 'Developer', accounts: nonProduction },
    { person: 'ines', permissionSet: 'DevOps', accounts: everywhere },
    { person: 'ines', permissionSet: 'Billing', accounts: ['master'] },
    { person: 'ines', permissionSet: 'Auditor', accounts: everywhere },
  ],
}

/** A second portal, of a partner: another start URL and a session of seven days. */
const partner: Portal = {
  key: 'partner',
  startUrl: 'https://example-partner.awsapps.com/start',
  region: 'eu-west-1',
  sessionSeconds: hours(24 * 7),
  permissionSets: [{ name: 'PartnerReader', sessionSeconds: hours(1), policies: [readOnly] }],
  people: [{ name: 'pat', title: 'Pat, of the partner company' }],
  assignments: [{ person: 'pat', permissionSet: 'PartnerReader', accounts: nonProduction }],
}

export const ssoLandingZone: Organization = {
  name: 'sso-landing-zone',
  title: 'Northwind landing zone',
  region: 'eu-west-1',
  management: 'master',
  accounts,
  groups: [],
  users: [],
  roles,
  portals: [portal, partner],
  // A part of every account's bootstrap.
  buckets: members.map(({ key }) => ({
    account: key,
    name: `northwind-${key}-tfstate`,
    region: 'eu-west-1',
  })),
}
