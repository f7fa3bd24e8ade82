// Makes targets out of a catalog's definitions: each role in each account that its selector picks, placeholders filled in.
import type { Account, Environment, Origin, PersonalTarget, SignIn, Target } from '../../shared/catalog.ts'
import { externalIdPattern, iamNamePattern, signInId, type TargetId, targetId } from '../../shared/names.ts'
import { partitionNamed } from '../aws/partition.ts'
import type { RoleDefinition } from './catalog-shape.ts'
import { accountsOf, environmentsOf, none, signInsOf } from './definitions.ts'
import { type Path, pathOf } from './document-tree.ts'
import type { CatalogDocument } from './personal-shape.ts'
import { compileTemplate, type Fill } from './placeholders.ts'
import { selectOnce } from './selectors.ts'

export type Expanded = {
  readonly catalog: string
  readonly accounts: ReadonlyMap<string, Account>
  readonly environments: ReadonlyMap<string, Environment>
  readonly signIns: ReadonlyMap<string, SignIn>
  readonly targets: ReadonlyMap<TargetId, Target>
  /** Which role definition (its index) made a target. */
  readonly madeBy: ReadonlyMap<TargetId, number>
  /** The role definitions (their indices) that choose no account. */
  readonly idle: ReadonlySet<number>
}

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

/** `catalog` is the name the catalog goes by here, which may differ from the one it gives itself. */
export const expand = (
  document: CatalogDocument,
  catalog: string,
  onProblem: OnProblem = () => {},
): Expanded => {
  const steps = expandInSteps(document, catalog, onProblem)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** How long everybody else waits at most while a large catalog is made into targets, in ms. */
const longestStep = 12

/** The same for a process that has more to do: fifty thousand targets take a while, and others come in between. */
export const expandGently = async (document: CatalogDocument, catalog: string): Promise<Expanded> => {
  const steps = expandInSteps(document, catalog, () => {})
  let began = performance.now()
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
    if (performance.now() - began < longestStep) continue
    await new Promise<void>(resolve => setImmediate(resolve))
    began = performance.now()
  }
}

/** Targets made from one step to the next. */
const stepSize = 256

/** Two lines can ask for ten thousand roles in each of ten thousand accounts; the largest catalog we promise has 50,000. */
export const mostTargets = 250_000

const tooManyTargets =
  'With this role there are more than 250,000 targets: choose fewer accounts, or split the catalog.'
const tooManyLooks =
  'These roles choose their accounts in far too many ways: choose them in the same words, or split the catalog.'

function* expandInSteps(
  document: CatalogDocument,
  catalog: string,
  onProblem: OnProblem,
): Generator<undefined, Expanded> {
  const environments = environmentsOf(document)
  const accounts = accountsOf(document, environments)
  const signIns = signInsOf(document, catalog, accounts)
  const targets = new Map<TargetId, Target>()
  /** Where the targets of each definition end. */
  const ends: number[] = []
  const idle = new Set<number>()
  const context = { document, catalog, environments, signIns, onProblem }
  const roles = document.roles ?? []
  const select = selectOnce(accounts)
  const alone = areAlone(roles)
  let made = 0
  for (const [index, role] of roles.entries()) {
    const make = compileRole(role, index, context)
    const selected = select(role.accounts)
    if (selected === null || made + selected.length > mostTargets) {
      onProblem(pathOf('roles', index, 'accounts'), selected === null ? tooManyLooks : tooManyTargets)
      break
    }
    if (selected.length === 0) idle.add(index)
    for (const account of selected) {
      made += 1
      if (made % stepSize === 0) yield
      const target = make(account)
      if (!target) continue
      if (!alone && targets.has(target.id)) {
        const said = `${account.key}/${target.role} is described twice; a target has one role.`
        onProblem(pathOf('roles', index), said)
        continue
      }
      targets.set(target.id, target)
    }
    ends.push(targets.size)
  }
  let madeBy: ReadonlyMap<TargetId, number> | null = null
  return {
    catalog,
    accounts,
    environments,
    signIns,
    targets,
    idle,
    // Asked for where something is wrong or compared, and as large as the targets themselves.
    get madeBy() {
      madeBy ??= numberByEnds(targets.keys(), ends)
      return madeBy
    },
  }
}

/** No two of them can make the same target, so that none need be looked up among all that were made. */
const areAlone = (roles: readonly RoleDefinition[]): boolean =>
  new Set(roles.map(role => role.name)).size === roles.length && !roles.some(role => role.name.includes('{'))

/** Targets stand in the order of the definitions that made them. */
const numberByEnds = (ids: Iterable<TargetId>, ends: readonly number[]): ReadonlyMap<TargetId, number> => {
  const numbers = new Map<TargetId, number>()
  let index = 0
  for (const id of ids) {
    while (numbers.size >= (ends[index] ?? Number.POSITIVE_INFINITY)) index += 1
    numbers.set(id, index)
  }
  return numbers
}

type Context = {
  readonly document: CatalogDocument
  readonly catalog: string
  readonly environments: ReadonlyMap<string, Environment>
  readonly signIns: ReadonlyMap<string, SignIn>
  readonly onProblem: OnProblem
}

/** Settles once what all targets of a role share, so that thousands of them are made quickly. */
const compileRole = (
  role: RoleDefinition,
  index: number,
  context: Context,
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
