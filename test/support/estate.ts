// Builds small estates for tests of routes and sessions, with only what a test is about said out loud.
import type { Environment, Estate, Origin, SignIn, Target } from '../../shared/catalog.ts'
import { splitTargetId } from '../../shared/names.ts'

export const iamUser = (key: string, more: Partial<Extract<SignIn, { kind: 'iam-user' }>> = {}): SignIn => ({
  id: `test:${key}`,
  catalog: 'test',
  key,
  title: null,
  partition: 'aws',
  kind: 'iam-user',
  account: '100000000002',
  accountKey: 'ops',
  mfa: true,
  userName: null,
  mfaSerial: null,
  region: 'eu-west-1',
  ...more,
})

export const portal = (key: string): SignIn => ({
  id: `test:${key}`,
  catalog: 'test',
  key,
  title: null,
  partition: 'aws',
  kind: 'identity-center',
  startUrl: 'https://example-org.awsapps.com/start',
  region: 'eu-west-1',
})

export const command = (key: string): SignIn => ({
  id: `test:${key}`,
  catalog: 'test',
  key,
  title: null,
  partition: 'aws',
  kind: 'command',
  command: ['true'],
  region: 'eu-west-1',
})

export const environment = (key: string, more: Partial<Environment> = {}): Environment => ({
  key,
  color: null,
  mfa: false,
  confirm: false,
  reason: false,
  maxDuration: null,
  ...more,
})

/** Where a role may be reached from: `ops` is a sign-in, `acme/Role` a target. */
const origin = (text: string): Origin =>
  text.includes('/')
    ? { kind: 'target', target: `test:${text}` }
    : { kind: 'sign-in', signIn: `test:${text}` }

export const target = (
  name: string,
  from: readonly string[],
  more: Partial<Target> & { accountId?: string } = {},
): Target => {
  const parts = splitTargetId(`test:${name}`)
  if (!parts) throw new Error(`${name} is no account/Role`)
  const { accountId = '100000000101', ...rest } = more
  return {
    id: `test:${name}`,
    catalog: 'test',
    account: {
      key: parts.account,
      id: accountId,
      name: parts.account,
      unit: null,
      environment: more.environment?.key ?? null,
      color: null,
      tags: {},
      facts: {},
      links: [],
      checklist: [],
    },
    role: parts.role,
    kind: 'role',
    arn: `arn:aws:iam::${accountId}:role/${parts.role}`,
    title: null,
    from: from.map(origin),
    environment: null,
    groups: [],
    mfa: false,
    breakGlass: false,
    externalId: null,
    duration: 3_600,
    ownDuration: false,
    sessionName: '{user}',
    sourceIdentity: null,
    profile: `${parts.account}-${parts.role}`,
    tags: {},
    transitiveTags: [],
    policyArns: [],
    policy: null,
    region: 'eu-west-1',
    partition: 'aws',
    personal: { pin: null, profile: null, color: null, duration: null, externalId: null, hidden: false },
    listed: 'catalog',
    ...rest,
  }
}

export const estate = (signIns: readonly SignIn[], targets: readonly Target[]): Estate => ({
  revision: 1,
  catalogs: [],
  signIns: new Map(signIns.map(signIn => [signIn.id, signIn])),
  targets: new Map(targets.map(each => [each.id, each])),
  pins: new Map(),
  environments: new Map(),
  groups: new Map(),
})
