// Makes targets out of a catalog's definitions: each role in each account that its selector picks, placeholders filled in.
import type { Account, Environment, SignIn, Target } from '../../shared/catalog.ts'
import type { TargetId } from '../../shared/names.ts'
import type { RoleDefinition } from './catalog-shape.ts'
import { compileRole, type OnProblem } from './compile-role.ts'
import { accountsOf, environmentsOf, signInsOf } from './definitions.ts'
import { pathOf } from './document-tree.ts'
import type { CatalogDocument } from './personal-shape.ts'
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
