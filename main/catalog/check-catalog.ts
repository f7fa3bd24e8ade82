// Checks what a catalog means, once its shape is right: references, names AWS would refuse, selectors, templates, chains.
import { profileNamePattern } from '../../shared/names.ts'
import { partitionNamed } from '../aws/partition.ts'
import type { RoleDefinition } from './catalog-shape.ts'
import { checkChains } from './check-chains.ts'
import { type Path, pathOf } from './document-tree.ts'
import { type Expanded, expand } from './expand.ts'
import { createHint, type Hint } from './hints.ts'
import { lookAlikes, strangeLetters } from './look-alike.ts'
import type { CatalogDocument } from './personal-shape.ts'
import { checkTemplate } from './placeholders.ts'

export type CheckKind = 'team' | 'personal'
export type OnCheck = (path: Path, message: string, warning?: boolean) => void

/** Tells every problem; warnings do not make a catalog invalid. Answers the targets, for those who go on with them. */
export const checkCatalog = (document: CatalogDocument, kind: CheckKind, onProblem: OnCheck): Expanded => {
  if (kind === 'personal' && document.name !== 'personal')
    onProblem(pathOf('name'), 'The personal layer is named personal.')
  if (kind === 'team' && document.name === 'personal')
    onProblem(pathOf('name'), 'The name "personal" belongs to the personal layer.')
  const hint = createHint()
  checkAccounts(document, hint, onProblem)
  checkReferences(document, hint, onProblem)
  checkRegions(document, onProblem)
  if (document.defaults) checkTemplates(document.defaults, key => pathOf('defaults', key), onProblem)
  for (const [index, role] of (document.roles ?? []).entries())
    checkTemplates(role, key => pathOf('roles', index, key), onProblem)
  const said = new Set<string>()
  const expanded = expand(document, document.name, (path, message) => {
    if (said.has(message)) return
    said.add(message)
    onProblem(path, message)
  })
  checkSelectors(document, expanded, onProblem)
  checkCase(expanded, onProblem)
  checkProfiles(expanded, onProblem)
  checkChains(expanded, kind === 'personal', hint, (role, key, message, warning) =>
    onProblem(pathOf('roles', role, key), message, warning),
  )
  return expanded
}

const has = (known: object | undefined, key: string): boolean =>
  known !== undefined && Object.hasOwn(known, key)

const checkAccounts = (document: CatalogDocument, hint: Hint, onProblem: OnCheck): void => {
  const byId = new Map<string, string>()
  for (const [key, account] of Object.entries(document.accounts ?? {})) {
    if (key === 'all')
      onProblem(pathOf('accounts', key), '"all" stands for every account and cannot be the key of one.')
    const other = byId.get(account.id)
    if (other !== undefined)
      onProblem(pathOf('accounts', key, 'id'), `${key} has the id of ${other}: ${account.id}.`)
    byId.set(account.id, key)
  }
  const named = Object.entries(document.accounts ?? {}).map(([key, { name = key }]) => ({ key, name }))
  for (const { key, label, other } of lookAlikes(named))
    onProblem(
      pathOf('accounts', key),
      `"${label}"${strangeLetters(label)} and "${other}"${strangeLetters(other)} are easily taken for one another; two accounts should not be.`,
      true,
    )
  const described = document.environments ?? {}
  const environments = Object.keys(described)
  const said = new Set<string>()
  for (const [key, { environment }] of Object.entries(document.accounts ?? {})) {
    if (environment === undefined || has(described, environment) || said.has(environment)) continue
    said.add(environment)
    onProblem(
      pathOf('accounts', key, 'environment'),
      `The environment "${environment}" is not described, so it has no guards.${hint(environment, environments)}`,
      true,
    )
  }
}

const checkReferences = (document: CatalogDocument, hint: Hint, onProblem: OnCheck): void => {
  const accounts = new Set(Object.keys(document.accounts ?? {}))
  const signIns = new Set(Object.keys(document.signIns ?? {}))
  const groups = new Set(Object.keys(document.groups ?? {}))
  const refer = (path: Path, name: string, what: string, known: ReadonlySet<string>): void => {
    if (!known.has(name)) onProblem(path, `There is no ${what} "${name}".${hint(name, known)}`)
  }
  for (const [key, signIn] of Object.entries(document.signIns ?? {}))
    if (signIn.kind === 'iam-user')
      refer(pathOf('signIns', key, 'account'), signIn.account, 'account', accounts)
  for (const [key, group] of Object.entries(document.groups ?? {}))
    refer(pathOf('groups', key, 'signIn'), group.signIn, 'sign-in', signIns)
  for (const [index, role] of (document.roles ?? []).entries()) {
    for (const [at, group] of (role.groups ?? []).entries())
      refer(pathOf('roles', index, 'groups', at), group, 'group', groups)
    for (const { path, key } of accountKeys(role, index)) refer(path, key, 'account', accounts)
  }
}

const accountKeys = (role: RoleDefinition, index: number): { path: Path; key: string }[] => {
  const wanted = role.accounts
  if (wanted === 'all') return []
  if (typeof wanted === 'string') return [{ path: pathOf('roles', index, 'accounts'), key: wanted }]
  if ('length' in wanted)
    return wanted.map((key, at) => ({ path: pathOf('roles', index, 'accounts', at), key }))
  return (wanted.except ?? []).map((key, at) => ({
    path: pathOf('roles', index, 'accounts', 'except', at),
    key,
  }))
}

/** AWS: a partition has regions of its own; credentials of one are worth nothing in another. */
const checkRegions = (document: CatalogDocument, onProblem: OnCheck): void => {
  const partition = partitionNamed(document.partition ?? 'aws')
  const check = (region: string | undefined, path: Path): void => {
    if (region !== undefined && !partition.regions.test(region))
      onProblem(path, `${region} is not a region of the partition ${partition.name}.`)
  }
  check(document.defaults?.region, pathOf('defaults', 'region'))
  for (const [key, signIn] of Object.entries(document.signIns ?? {}))
    if ('region' in signIn) check(signIn.region, pathOf('signIns', key, 'region'))
  for (const [index, role] of (document.roles ?? []).entries()) {
    check(role.region, pathOf('roles', index, 'region'))
    for (const [at, arn] of (role.policyArns ?? []).entries())
      if (!arn.startsWith(`arn:${partition.name}:`))
        onProblem(
          pathOf('roles', index, 'policyArns', at),
          `This ARN is not of the partition ${partition.name}.`,
        )
  }
}

const early = ['name', 'externalId', 'title'] as const
const late = ['sessionName', 'sourceIdentity', 'profile'] as const

const checkTemplates = (
  written: Partial<RoleDefinition>,
  path: (key: string) => Path,
  onProblem: OnCheck,
): void => {
  const check = (text: string | undefined, where: Path, isLate: boolean): void => {
    const wrong = text === undefined ? null : checkTemplate(text, isLate)
    if (wrong !== null) onProblem(where, wrong)
  }
  for (const key of early) check(written[key], path(key), false)
  for (const key of late) check(written[key], path(key), true)
  for (const from of typeof written.from === 'string' ? [written.from] : (written.from ?? []))
    check(from, path('from'), false)
  const tags = Object.entries(written.tags ?? {})
  for (const [, value] of tags) check(value, path('tags'), false)
  // AWS: at most 50 session tags, and keys that differ in case only are the same key (STS AssumeRole, Tags).
  if (tags.length > 50) onProblem(path('tags'), `There are ${tags.length} session tags; AWS allows 50.`)
  if (new Set(tags.map(([key]) => key.toLowerCase())).size < tags.length)
    onProblem(
      path('tags'),
      'Two of these tag keys differ in upper and lower case only; for AWS they are the same.',
    )
  for (const key of written.transitiveTags ?? [])
    if (!has(written.tags, key))
      onProblem(path('transitiveTags'), `The tag "${key}" is not among the tags of this role.`, true)
}

const checkSelectors = (document: CatalogDocument, expanded: Expanded, onProblem: OnCheck): void => {
  for (const index of expanded.idle) {
    const wanted = document.roles?.[index]?.accounts
    const path = pathOf('roles', index, 'accounts')
    if (wanted === 'all') onProblem(path, 'This selects no account: the catalog has none.', true)
    // One that is named and not there was told as such.
    else if (typeof wanted !== 'string') onProblem(path, 'This selects no account.', true)
  }
}

/** AWS: names of roles in an account differ by more than upper and lower case (IAM, CreateRole). */
const checkCase = (expanded: Expanded, onProblem: OnCheck): void => {
  const names = new Set<string>()
  for (const { role } of expanded.targets.values()) names.add(role)
  // Mostly no two names are alike at all, and fifty thousand targets need no further look.
  if (new Set([...names].map(name => name.toLowerCase())).size === names.size) return
  const byName = new Map<string, string>()
  for (const { id, account, role } of expanded.targets.values()) {
    const name = id.toLowerCase()
    const other = byName.get(name)
    if (other !== undefined)
      onProblem(
        pathOf('roles', expanded.madeBy.get(id) ?? 0),
        `${account.key}/${role} and ${account.key}/${other} are one role for AWS: the names differ in upper and lower case only.`,
      )
    byName.set(name, role)
  }
}

/** A profile's name is checked as it will be, with a plain user and ticket in place of those to come. */
const checkProfiles = (expanded: Expanded, onProblem: OnCheck): void => {
  const said = new Set<number>()
  const plain = { user: 'user', ticket: 'T-1' }
  for (const target of expanded.targets.values()) {
    if (profileNamePattern.test(target.profile)) continue
    const name = target.profile.replaceAll(
      /\{(user|ticket)\}/g,
      (_whole, word: 'user' | 'ticket') => plain[word],
    )
    if (profileNamePattern.test(name)) continue
    const index = expanded.madeBy.get(target.id) ?? 0
    if (said.has(index)) continue
    said.add(index)
    onProblem(
      pathOf('roles', index, 'profile'),
      `${JSON.stringify(name)} cannot be a profile's name: 1 to 64 letters, digits and _.@+%:/- are allowed.`,
    )
  }
}
