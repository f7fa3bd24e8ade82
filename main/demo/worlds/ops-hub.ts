// The organization `ops-hub`: an Ops account whose people reach one role in each client's account.
import type { Account, Organization, Role } from '../description.ts'
import { administrator, allow, hours, mayAssume, ownSelf, readOnly, roleArn, rootOf, trust } from './write.ts'

const root = '100000000001'
const ops = '100000000002'

const clientNames: Readonly<Record<string, string>> = {
  acme: 'Acme',
  globex: 'Globex',
  initech: 'Initech',
  umbrella: 'Umbrella',
  hooli: 'Hooli',
  stark: 'Stark Industries',
  wayne: 'Wayne Enterprises',
  wonka: 'Wonka',
  tyrell: 'Tyrell',
  cyberdyne: 'Cyberdyne',
  soylent: 'Soylent',
  aperture: 'Aperture',
}

const clients: readonly Account[] = Object.entries(clientNames).map(([key, name], index) => ({
  key,
  id: String(100000000101 + index),
  name,
  unit: 'Envs/Production',
  alias: `northwind-${key}`,
  tags: { client: key },
}))

const environments: readonly Account[] = ['staging', 'qa', 'demo'].map((key, index) => ({
  key,
  id: String(100000000011 + index),
  name: { staging: 'Staging', qa: 'QA', demo: 'Demo' }[key] ?? key,
  unit: 'Envs',
  tags: { team: 'product' },
}))

/** One role per account, named after it, trusted by ops alone and only with MFA. */
const entrance = (account: Account, suffix: string): Role => ({
  account: account.key,
  name: `${account.key}-${suffix}`,
  trust: trust(rootOf(ops), { mfa: true }),
  policies: [administrator],
  maxSessionDuration: hours(4),
})

/** AWS Organizations makes this role in each account it creates; it trusts the management account. */
const bootstrap = (account: Account): Role => ({
  account: account.key,
  name: 'OrganizationAccountAccessRole',
  trust: trust(rootOf(root)),
  policies: [administrator],
})

const opsAccount: Account = { key: 'ops', id: ops, name: 'Operations', unit: 'Users', alias: 'northwind-ops' }

export const opsHub: Organization = {
  name: 'ops-hub',
  title: 'Northwind operations',
  region: 'eu-west-1',
  management: 'root',
  accounts: [{ key: 'root', id: root, name: 'Root', unit: '' }, opsAccount, ...environments, ...clients],
  groups: [
    {
      account: 'ops',
      name: 'production',
      policies: [mayAssume(clients.map(account => roleArn(account.id, `${account.key}-production`)))],
    },
    {
      account: 'ops',
      name: 'developers',
      policies: [mayAssume(environments.map(account => roleArn(account.id, `${account.key}-environment`)))],
    },
    { account: 'ops', name: 'everyone', policies: [ownSelf] },
    {
      account: 'root',
      name: 'admin',
      policies: [administrator, mayAssume([roleArn('*', 'OrganizationAccountAccessRole')])],
    },
  ],
  users: [
    {
      account: 'ops',
      name: 'ana',
      title: 'Ana, operations',
      groups: ['production', 'developers', 'everyone'],
      mfa: true,
    },
    { account: 'ops', name: 'ben', title: 'Ben, operations', groups: ['production', 'everyone'], mfa: true },
    {
      account: 'ops',
      name: 'cleo',
      title: 'Cleo, has no MFA device yet',
      groups: ['production', 'everyone'],
      mfa: false,
    },
    { account: 'ops', name: 'dora', title: 'Dora, developer', groups: ['developers', 'everyone'], mfa: true },
    {
      account: 'root',
      name: 'root-ada',
      title: 'Ada, administrator of the organization',
      groups: ['admin'],
      mfa: true,
    },
  ],
  roles: [
    ...clients.map(account => entrance(account, 'production')),
    ...environments.map(account => entrance(account, 'environment')),
    ...[opsAccount, ...environments, ...clients].map(bootstrap),
    {
      account: 'root',
      name: 'OrganizationReader',
      trust: trust(rootOf(ops)),
      policies: [readOnly, allow(['organizations:*'])],
    },
  ],
  portals: [],
  // State stays with the client it describes.
  buckets: [...environments, ...clients].map(({ key }) => ({
    account: key,
    name: `northwind-${key}-tfstate`,
    region: 'eu-west-1',
  })),
}
