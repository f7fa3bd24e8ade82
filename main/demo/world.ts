// The state of a demo AWS: who and what exists, which credentials were issued to whom, and what time it is there.
import type { MovableClock } from '../clock.ts'
import type { Account, Organization, PermissionSet, Portal } from './description.ts'
import { newAccessKeyId, newSecretAccessKey, newSessionToken } from './identifiers.ts'
import { type Assignments, createAssignments } from './identity-center/assignments.ts'
import type { PolicyDocument } from './policy.ts'
import {
  createReservedRole,
  createRoles,
  createUsers,
  type LiveRole,
  type LiveUser,
  reservedKey,
} from './principals.ts'

/** Temporary credentials, and what AWS remembers about the moment they were made. */
export type Issued = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly kind: 'session-token' | 'role'
  readonly account: string
  readonly issuedAt: number
  readonly expiresAt: number
  /** The user behind GetSessionToken. */
  readonly user?: LiveUser
  /** The role of a role session, and the session's name. */
  readonly role?: LiveRole
  readonly sessionName?: string
  /** When the MFA code was given that these credentials rest on; for a role session this is history, not context. */
  readonly mfaAuthenticatedAt?: number
  readonly sourceIdentity?: string
  readonly tags: ReadonlyMap<string, string>
  readonly transitiveTags: readonly string[]
  /** Role session policies: what it may do is at most what these say. */
  readonly sessionPolicies?: readonly PolicyDocument[]
  /** Made by a role session: role chaining. */
  readonly chained: boolean
  readonly from: string
}

export type World = {
  readonly organization: Organization
  /** Milliseconds on AWS's own clock, which a fault may set apart from this machine's. */
  now(): number
  /** The times a signature may bear: AWS's own and, unless they were set apart, this machine's. */
  times(): readonly number[]
  setSkew(milliseconds: number): void
  skew(): number
  readonly users: readonly LiveUser[]
  readonly roles: LiveRole[]
  readonly issued: ReadonlyMap<string, Issued>
  /** Every secret that ever left this world, for the search that none of them leaked. */
  readonly secrets: Set<string>
  account(idOrKey: string): Account | undefined
  user(name: string): LiveUser | undefined
  role(arn: string): LiveRole | undefined
  reservedRole(account: string, portal: string, set: string): LiveRole | undefined
  /** What the portals grant now. */
  readonly assignments: Assignments
  /** Makes a permission set's role in an account, as Identity Center does with its first assignment there. */
  provision(account: string, portal: Portal, set: PermissionSet): void
  issue(what: Omit<Issued, 'accessKeyId' | 'secretAccessKey' | 'sessionToken'>): Issued
  /** Notes a secret and hands it through. */
  tell(secret: string): string
}

/** Expired credentials stay known for a while, so that they are refused as expired and not as unknown. */
const keepExpired = 30 * 86_400_000

export const createWorld = (organization: Organization, clock: MovableClock): World => {
  let skew = 0
  const users = createUsers(organization, clock.now())
  const { all: roles, reserved } = createRoles(organization)
  const assignments = createAssignments(organization)
  const issued = new Map<string, Issued>()
  const secrets = new Set<string>()
  const now = (): number => clock.now() + skew
  const tell = (secret: string): string => {
    secrets.add(secret)
    return secret
  }
  for (const user of users) for (const key of user.keys) tell(key.secret)

  return {
    organization,
    now,
    times: () => (skew === 0 ? [now(), clock.now() - clock.offset()] : [now()]),
    setSkew(milliseconds) {
      skew = milliseconds
    },
    skew: () => skew,
    users,
    roles,
    issued,
    secrets,
    account: idOrKey => organization.accounts.find(each => each.id === idOrKey || each.key === idOrKey),
    user: name => users.find(each => each.name === name),
    role: arn => roles.find(each => each.arn === arn),
    reservedRole: (account, portal, set) => reserved.get(reservedKey(account, portal, set)),
    assignments,
    provision(account, portal, set) {
      const key = reservedKey(account, portal.key, set.name)
      if (reserved.has(key)) return
      const role = createReservedRole(account, portal, set)
      reserved.set(key, role)
      roles.push(role)
    },
    issue(what) {
      for (const [id, old] of issued) {
        if (old.expiresAt + keepExpired >= now()) break
        issued.delete(id)
      }
      const made: Issued = {
        ...what,
        accessKeyId: newAccessKeyId('ASIA'),
        secretAccessKey: tell(newSecretAccessKey()),
        sessionToken: tell(newSessionToken()),
      }
      issued.set(made.accessKeyId, made)
      return made
    },
    tell,
  }
}
