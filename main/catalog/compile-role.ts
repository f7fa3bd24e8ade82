// Makes one target of a role and an account: what all targets of a role share is settled once, placeholders are filled in for each.
import type { Account, Environment, Origin, PersonalTarget, SignIn, Target } from '../../shared/catalog.ts'
import { externalIdPattern, iamNamePattern, signInId, targetId } from '../../shared/names.ts'
import { partitionNamed } from '../aws/partition.ts'
import type { RoleDefinition } from './catalog-shape.ts'
import { none } from './definitions.ts'
import { type Path, pathOf } from './document-tree.ts'
import type { CatalogDocument } from './personal-shape.ts'
import { compileTemplate, type Fill } from './placeholders.ts'

/** Told about each target that cannot be; the target is then left out. */
export type OnProblem = (path: Path, message: string) => void

export const notPersonal: PersonalTarget = {
  pin: null,
  profile: null,
  color: null,
  duration: null,
  externalId: null,
  hidden: false,
}

export type RoleContext = {
  readonly document: CatalogDocument
  readonly catalog: string
  readonly environments: ReadonlyMap<string, Environment>
  readonly signIns: ReadonlyMap<string, SignIn>
  readonly onProblem: OnProblem
}

/** Settles once what all targets of a role share, so that thousands of them are made quickly. */
export const compileRole = (
  role: RoleDefinition,
  index: number,
  context: RoleContext,
): ((account: Account) => Target | null) => {
  const { document, catalog, environments, signIns, onProblem } = context
  const defaults = document.defaults ?? {}
  const partition = document.partition ?? 'aws'
  const at = (key: string): Path => pathOf('roles', index, key)
  const filler = (
    template: string | undefined,
    key: string,
  ): ((account: Account, name?: string) => string | null) => {
    if (template === undefined) return () => null
    const fill: Fill = compileTemplate(template)
    return (account, name) => {
      const { text, missing } = fill(account, name)
      if (missing !== null)
        onProblem(at(key), `${account.key} has no tag "${missing}", which {tag:${missing}} needs.`)
      return text
    }
  }
  const name = filler(role.name, 'name')
  const written = typeof role.from === 'string' ? [role.from] : role.from
  const fills = written.map(one => filler(one, 'from'))
  // One value for all accounts, where none of them makes a difference.
  const shared = [role.name, ...written].some(one => one.includes('{'))
    ? null
    : written.map(one => originOf(one, catalog, signIns))
  const title = filler(role.title, 'title')
  const externalId = filler(role.externalId, 'externalId')
  const sessionName = filler(role.sessionName ?? defaults.sessionName ?? '{user}', 'sessionName')
  const sourceIdentity = filler(role.sourceIdentity, 'sourceIdentity')
  const profile = filler(role.profile ?? defaults.profile ?? '{account}-{role}', 'profile')
  const tags = Object.entries(role.tags ?? {}).map(([key, value]) => [key, filler(value, 'tags')] as const)
  const path = role.path ?? '/'
  const region = role.region ?? defaults.region ?? partitionNamed(partition).globalRegion
  const { groups = [], transitiveTags = [], policyArns = [] } = role

  /** The last name that AWS allows: mostly that of all accounts. */
  let allowed: string | null = null

  return account => {
    const roleName = name(account) ?? ''
    if (roleName !== allowed && !iamNamePattern.test(roleName)) {
      onProblem(
        at('name'),
        `${JSON.stringify(roleName)} cannot be a role's name: AWS allows 1 to 64 letters, digits and _+=,.@-`,
      )
      return null
    }
    allowed = roleName
    const external = externalId(account)
    if (external !== null && !externalIdPattern.test(external))
      onProblem(
        at('externalId'),
        `${JSON.stringify(external)} cannot be an external id: AWS allows 2 to 1,224 letters, digits and _+=,.@:/-`,
      )
    const origins = shared ?? fills.map(fill => originOf(fill(account) ?? '', catalog, signIns))
    const fromPortal =
      origins[0]?.kind === 'sign-in' &&
      signIns.get(keyIn(origins[0].signIn, catalog))?.kind === 'identity-center'
    return {
      id: targetId(catalog, account.key, roleName),
      catalog,
      account,
      role: roleName,
      kind: fromPortal ? 'permission-set' : 'role',
      arn: fromPortal
        ? permissionSetArn(partition, account.id, roleName)
        : `arn:${partition}:iam::${account.id}:role${path}${roleName}`,
      title: title(account),
      from: origins,
      environment: account.environment === null ? null : (environments.get(account.environment) ?? null),
      groups,
      mfa: role.mfa === 'required',
      breakGlass: role.breakGlass ?? false,
      externalId: external,
      duration: role.duration ?? defaults.duration ?? 3600,
      ownDuration: role.duration !== undefined,
      sessionName: sessionName(account, roleName) ?? '{user}',
      sourceIdentity: sourceIdentity(account, roleName),
      profile: profile(account, roleName) ?? '',
      tags:
        tags.length === 0 ? none : Object.fromEntries(tags.map(([key, fill]) => [key, fill(account) ?? ''])),
      transitiveTags,
      policyArns,
      policy: role.policy ?? null,
      region,
      partition,
      personal: notPersonal,
      listed: 'catalog',
    }
  }
}

/** AWS names the role of a permission set itself (AWSReservedSSO_SET_HASH); this says the account and the set. */
export const permissionSetArn = (partition: string, account: string, set: string): string =>
  `arn:${partition}:iam::${account}:role/aws-reserved/sso.amazonaws.com/${set}`

const keyIn = (id: string, catalog: string): string => id.slice(catalog.length + 1)

/** `ops`, `acme/Hub`; in the personal layer also `ops-hub:ops` and `ops-hub:acme/Hub`. */
const originOf = (from: string, catalog: string, signIns: ReadonlyMap<string, SignIn>): Origin => {
  if (signIns.has(from)) return { kind: 'sign-in', signIn: signInId(catalog, from) }
  const foreign = /^([a-z][a-z0-9-]{0,39}):(.+)$/.exec(from)
  const full = foreign ? from : `${catalog}:${from}`
  return from.includes('/') ? { kind: 'target', target: full } : { kind: 'sign-in', signIn: full }
}
