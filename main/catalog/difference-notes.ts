// What each steering change of an update comes to: the targets it touches, the way to them today and after, and how loud it is.
import type { Change, Environment } from '../../shared/catalog.ts'
import { splitTargetId, type TargetId } from '../../shared/names.ts'
import type { ReviewedChange, ReviewRoutes, ReviewStop } from '../../shared/review.ts'
import { movedTargets } from './difference.ts'
import { type Expanded, expand } from './expand.ts'
import type { CatalogDocument } from './personal-shape.ts'

export type Noted = {
  readonly change: Omit<ReviewedChange, 'targets' | 'live'>
  readonly targets: ReadonlySet<TargetId>
}

type Sides = {
  readonly old: Expanded
  readonly fresh: Expanded
  readonly before: CatalogDocument
  readonly after: CatalogDocument
  readonly moved: ReadonlySet<TargetId>
}

/** Keys may hold dots, so a path is read by the keys that are there: `accounts.a.b.id` is about `a.b`. */
const keyIn = (path: string, part: string, ...sides: (object | undefined)[]): string | null => {
  if (!path.startsWith(`${part}.`)) return null
  const rest = path.slice(part.length + 1)
  const keys = sides.flatMap(side => Object.keys(side ?? {})).filter(key => `${rest}.`.startsWith(`${key}.`))
  return keys.sort((a, b) => b.length - a.length)[0] ?? null
}

/** The usual way: the first of each target's origins, from the sign-in on. */
const wayTo = (side: Expanded, id: TargetId): readonly TargetId[] => {
  const way: TargetId[] = []
  for (let at: string | undefined = id; at !== undefined && !way.includes(at); ) {
    way.unshift(at)
    const origin: { kind: string; signIn?: string; target?: string } | undefined =
      side.targets.get(at)?.from[0]
    if (origin?.kind === 'sign-in') return [origin.signIn ?? '', ...way]
    at = origin?.target
  }
  return way
}

const stopOf = (side: Expanded, id: string, last: boolean, others: ReadonlySet<string>): ReviewStop => {
  const target = side.targets.get(id)
  const key = id.slice(id.indexOf(':') + 1)
  const environment = target?.account.environment ?? null
  return {
    kind: target === undefined ? 'sign-in' : last ? 'target' : 'hop',
    name: target === undefined ? key : last ? target.role : target.account.key,
    environment,
    color: target?.account.color ?? null,
    fresh: !others.has(id),
  }
}

const routesOf = ({ old, fresh }: Sides, id: TargetId): ReviewRoutes | null => {
  if (!old.targets.has(id) || !fresh.targets.has(id)) return null
  const [was, is] = [wayTo(old, id), wayTo(fresh, id)]
  if (was.join('\n') === is.join('\n')) return null
  const stops = (side: Expanded, way: readonly string[], other: readonly string[]): readonly ReviewStop[] => {
    const others = new Set(other)
    return way.map((each, at) => stopOf(side, each, at === way.length - 1, others))
  }
  return { before: stops(old, was, is), after: stops(fresh, is, was) }
}

const firstRoutes = (sides: Sides, targets: Iterable<TargetId>): ReviewRoutes | null => {
  for (const id of targets) {
    const routes = routesOf(sides, id)
    if (routes !== null) return routes
  }
  return null
}

/** A target is touched by a change when the change is about something that its route passes. */
const touchedBy = (path: string, gone: boolean, sides: Sides): ReadonlySet<TargetId> => {
  const { old, fresh, before, after, moved } = sides
  const pick = (fits: (id: TargetId, side: Expanded) => boolean, from: Iterable<TargetId> = moved) =>
    new Set([...from].filter(id => fits(id, old) || fits(id, fresh)))
  const everything = new Set([...old.targets.keys(), ...fresh.targets.keys()])
  const account = keyIn(path, 'accounts', before.accounts, after.accounts)
  if (account !== null) return pick((id, side) => side.targets.get(id)?.account.key === account)
  const signIn = keyIn(path, 'signIns', before.signIns, after.signIns)
  // What changes about a sign-in changes everything behind it, however its targets are written.
  if (signIn !== null)
    return pick((id, side) => wayTo(side, id)[0] === `${side.catalog}:${signIn}`, everything)
  const environment = keyIn(path, 'environments', before.environments, after.environments)
  if (environment !== null) return pick((id, side) => side.targets.get(id)?.environment?.key === environment)
  const role = /^roles\[(\d+)\]/.exec(path)
  if (role === null) return moved
  const at = Number(role[1])
  // The number is that of the new list; of the old one for a role that goes.
  if (gone && role[0] === path) return new Set([...moved].filter(id => old.madeBy.get(id) === at))
  const named = after.roles?.[at]?.name
  const wasNamed = (id: TargetId): boolean => before.roles?.[old.madeBy.get(id) ?? -1]?.name === named
  return new Set([...moved].filter(id => fresh.madeBy.get(id) === at || wasNamed(id)))
}

const hostOf = (address: string | null): string | null => {
  try {
    return address === null ? null : new URL(address).host
  } catch {
    return null
  }
}

/** Where people type their password, and whose user they are: nothing steers more. */
const loudWords = ({ path, before, after }: Change): string | null => {
  if (path === '(key)')
    return 'Later updates would be taken on the word of whoever holds it. Ask your team whether it is theirs.'
  if (!path.startsWith('signIns.') || before === null) return null
  const [was, is] = [hostOf(before), hostOf(after)]
  if (path.endsWith('.startUrl') && was !== is)
    return `People would sign in at ${is ?? after} instead of ${was ?? before}. Ask whoever runs the portal before you approve.`
  return path.endsWith('.account') ? 'The access key of its user would be sent for another account.' : null
}

const guardWords = (environment: Environment | null | undefined): string =>
  [environment?.mfa && 'MFA', environment?.reason && 'a reason', environment?.confirm && 'the name']
    .filter(Boolean)
    .join(', ')

const names = (ids: Iterable<TargetId>): readonly string[] => [
  ...new Set([...ids].map(id => splitTargetId(id)?.account ?? id)),
]

const passed = (stops: readonly ReviewStop[]): string => {
  const hops = stops.filter(({ kind }) => kind === 'hop').map(({ name }) => name)
  const [start] = stops
  const from = start?.kind === 'sign-in' ? start.name : 'its sign-in'
  return hops.length === 0 ? `straight from ${from}` : `through ${hops.join(' and ')} from ${from}`
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

const detailOf = (
  { path, before, after }: Change,
  targets: ReadonlySet<TargetId>,
  routes: ReviewRoutes | null,
  { old, fresh }: Sides,
): string | null => {
  if (routes !== null) {
    const [was, is] = [routes.before, routes.after]
    return was.length === 2 && is.length === 2
      ? `From ${is[0]?.name} instead of ${was[0]?.name}.`
      : `${capital(passed(is))} instead of ${passed(was)}.`
  }
  const count = `${targets.size.toLocaleString('en')} ${targets.size === 1 ? 'target' : 'targets'}`
  if (/^accounts\..*\.id$/.test(path) && before !== null && after !== null)
    return `Same name, other account id: credentials for ${names(targets)[0] ?? 'it'} would open it.`
  if (path.startsWith('environments.')) {
    const field = path.slice(path.lastIndexOf('.') + 1)
    const asks = after === 'required' || after === 'name'
    if (['mfa', 'reason', 'confirm'].includes(field)) return `${count} ${asks ? 'get' : 'lose'} a guard.`
  }
  if (path.endsWith('.environment')) {
    const [id] = targets
    const [was, is] = [old, fresh].map(side => guardWords(id ? side.targets.get(id)?.environment : null))
    return was === is ? null : `It asks for ${was || 'nothing'} today, and would ask for ${is || 'nothing'}.`
  }
  return null
}

/** Where a role is reached from; and what picks the roles of an account. */
const namesWay = /^roles\[\d+\]\.from$|^accounts\..*\.(unit|tags|environment|name)$/

/** @param name the catalog's own name, as its targets carry it */
export const noteChanges = (
  before: CatalogDocument,
  after: CatalogDocument,
  steering: readonly Change[],
  name: string,
): readonly Noted[] => {
  const [old, fresh] = [expand(before, name), expand(after, name)]
  const sides: Sides = { old, fresh, before, after, moved: movedTargets(old, fresh) }
  return steering.map(change => {
    const targets = touchedBy(change.path, change.after === null, sides)
    // One target's way stands for all: they were moved by the same line. Only what names a way changes it.
    const routes = namesWay.test(change.path) ? firstRoutes(sides, targets) : null
    const loud = loudWords(change)
    return {
      change: {
        ...change,
        detail: loud ?? detailOf(change, targets, routes, sides),
        loud: loud !== null,
        routes,
      },
      targets,
    }
  })
}
