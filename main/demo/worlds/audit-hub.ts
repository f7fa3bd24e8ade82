// The organization `audit-hub`: a security account looks into forty members, some of which are broken on purpose.
import type { Account, Organization, Role } from '../description.ts'
import { administrator, allow, mayAssume, ownSelf, readOnly, roleArn, rootOf, trust } from './write.ts'

const management = '400000000001'
const security = '111111111112'

export type BrokenMember = {
  readonly key: string
  /** The cause a sweep must name for this account. */
  readonly cause: 'role-missing' | 'trust' | 'external-id' | 'mfa-missing' | 'account-suspended'
}

/** Which members are broken, and how: what a sweep over all forty must find. */
export const brokenMembers: readonly BrokenMember[] = [
  { key: 'member-007', cause: 'role-missing' },
  { key: 'member-013', cause: 'trust' },
  { key: 'member-017', cause: 'external-id' },
  { key: 'member-023', cause: 'mfa-missing' },
  { key: 'member-031', cause: 'account-suspended' },
]

/** What member-017 asks for, and nobody told the security team. */
export const unknownExternalId = 'headroom-member-017'

const causeOf = (key: string): BrokenMember['cause'] | undefined =>
  brokenMembers.find(broken => broken.key === key)?.cause

const units = ['Prod', 'NonProd', 'Sandbox']

const members: readonly Account[] = Array.from({ length: 40 }, (_, index) => {
  const key = `member-${String(index + 1).padStart(3, '0')}`
  return {
    key,
    id: String(400000000101 + index),
    name: key,
    unit: units[index % units.length] ?? '',
    tags: { owner: `team-${(index % 5) + 1}` },
    ...(causeOf(key) === 'account-suspended' && { state: 'SUSPENDED' as const }),
  }
})

const headroom = (account: Account): readonly Role[] => {
  const cause = causeOf(account.key)
  if (cause === 'role-missing') return []
  return [
    {
      account: account.key,
      name: 'Headroom',
      // Running from the management account is possible too.
      trust: trust(cause === 'trust' ? rootOf('999999999999') : [rootOf(security), rootOf(management)], {
        ...(cause === 'external-id' && { externalId: unknownExternalId }),
        mfa: cause === 'mfa-missing',
      }),
      policies: [readOnly],
    },
  ]
}

/** Rolled out to every member: reads IAM and nothing else, so that a refusal of Headroom can be explained. */
const inspector = (account: Account): Role => ({
  account: account.key,
  name: 'AccessInspector',
  trust: trust(rootOf(security)),
  policies: [allow(['iam:GetRole', 'iam:ListRoles'])],
})

const bootstrap = (account: Account): Role => ({
  account: account.key,
  name: 'OrganizationAccountAccessRole',
  trust: trust(rootOf(management)),
  policies: [administrator],
})

const reader = roleArn(management, 'OrgAndAccountInfoReader')
const readers = mayAssume([reader, roleArn('*', 'Headroom'), roleArn('*', 'AccessInspector')])
const securityAccount: Account = {
  key: 'security-analysis',
  id: security,
  name: 'Security analysis',
  unit: 'Security',
}

export const auditHub: Organization = {
  name: 'audit-hub',
  title: 'Security analysis',
  region: 'us-east-1',
  management: 'management',
  accounts: [
    { key: 'management', id: management, name: 'Management', unit: '' },
    securityAccount,
    ...members,
  ],
  groups: [
    { account: 'security-analysis', name: 'analysts', policies: [readers, ownSelf] },
    { account: 'management', name: 'administrators', policies: [administrator, ownSelf] },
  ],
  users: [
    {
      account: 'security-analysis',
      name: 'scanner',
      title: 'The sweep itself: a machine user without MFA',
      groups: ['analysts'],
      mfa: false,
    },
    {
      account: 'security-analysis',
      name: 'sven',
      title: 'Sven, security analyst',
      groups: ['analysts'],
      mfa: true,
    },
    {
      account: 'management',
      name: 'mona',
      title: 'Mona, administrator of the organization',
      groups: ['administrators'],
      mfa: true,
    },
  ],
  roles: [
    {
      account: 'management',
      name: 'OrgAndAccountInfoReader',
      trust: trust([rootOf(security), rootOf(management)]),
      policies: [
        allow(['organizations:Describe*', 'organizations:List*', 'iam:GetRole']),
        mayAssume([roleArn('*', 'Headroom')]),
      ],
    },
    ...members.flatMap(headroom),
    ...members.map(inspector),
    ...[securityAccount, ...members].map(bootstrap),
  ],
  portals: [],
}
