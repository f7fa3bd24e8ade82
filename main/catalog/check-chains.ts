// Checks how targets hang together: that each route begins at a sign-in, none goes in a circle, and MFA can reach where it is asked for.
import type { SignIn, Target } from '../../shared/catalog.ts'
import type { TargetId } from '../../shared/names.ts'
import { mostHops } from '../../shared/route.ts'
import { pathOf } from './document-tree.ts'
import type { Expanded } from './expand.ts'
import type { Hint } from './hints.ts'

/** Told about each problem of the role definition with this index. */
export type OnRoleProblem = (role: number, key: string, message: string, warning?: boolean) => void

/** `foreign`: references to other catalogs (`ops-hub:ops`) are allowed, and cannot be followed here. */
export const checkChains = (
  expanded: Expanded,
  foreign: boolean,
  hint: Hint,
  onProblem: OnRoleProblem,
): void => {
  const chain: Chain = {
    expanded,
    signIns: new Map([...expanded.signIns.values()].map(one => [one.id, one])),
    foreign,
    hint,
    inAccount: byAccount(expanded),
  }
  const said = new Set<string>()
  /** The same fault of one role in a thousand accounts is one problem. */
  const once = (target: Target, key: string, message: string, warning = false): void => {
    const role = expanded.madeBy.get(target.id) ?? 0
    const kind = `${role} ${key} ${message.replaceAll(target.account.key, '*')}`
    if (said.has(kind)) return
    said.add(kind)
    onProblem(role, key, message, warning)
  }
  // The targets of one role mostly share their origins, as one value: what is wrong with those is said once.
  const looked = new Set<Target['from']>()
  for (const target of expanded.targets.values()) {
    if (looked.has(target.from)) continue
    looked.add(target.from)
    checkOrigins(target, chain, once)
  }
  if (checkCircles(chain, once)) checkLengths(chain, once)
  const reach = createMfaReach(chain)
  for (const target of expanded.targets.values()) checkMfa(target, chain, reach, once)
}

type Chain = {
  readonly expanded: Expanded
  readonly signIns: ReadonlyMap<string, SignIn>
  readonly foreign: boolean
  readonly hint: Hint
  /** The targets of an account, as `account/Role`. */
  readonly inAccount: (key: string) => readonly string[]
}
type Once = (target: Target, key: string, message: string, warning?: boolean) => void

const short = (id: TargetId): string => id.slice(id.indexOf(':') + 1)

/** Sorted out once, and only when somebody asks: a fault may be in every one of thousands of accounts. */
const byAccount = ({ targets }: Expanded): Chain['inAccount'] => {
  let known: Map<string, string[]> | null = null
  return key => {
    if (known === null) {
      known = new Map()
      for (const { id, account } of targets.values()) {
        const list = known.get(account.key)
        if (list) list.push(short(id))
        else known.set(account.key, [short(id)])
      }
    }
    return known.get(key) ?? []
  }
}

const checkOrigins = (target: Target, chain: Chain, once: Once): void => {
  const { expanded, signIns, foreign, hint } = chain
  const own = `${expanded.catalog}:`
  for (const origin of target.from) {
    const id = origin.kind === 'sign-in' ? origin.signIn : origin.target
    if (!id.startsWith(own)) {
      if (!foreign)
        once(
          target,
          'from',
          `${JSON.stringify(id)} is outside this catalog; a shared catalog stands by itself.`,
        )
      continue
    }
    if (origin.kind === 'sign-in' && !signIns.has(id)) {
      const meant = hint(short(id), expanded.signIns.keys()) || ' A role is written as account/Role.'
      once(target, 'from', `${JSON.stringify(short(id))} is no sign-in of this catalog.${meant}`)
    }
    if (origin.kind === 'target' && !expanded.targets.has(id)) {
      const [account = ''] = short(id).split('/')
      const meant =
        hint(short(id), chain.inAccount(account)) ||
        (expanded.accounts.has(account) ? '' : hint(account, expanded.accounts.keys()))
      once(target, 'from', `${short(id)} is not described in this catalog.${meant}`)
    }
  }
  const portals = target.from.filter(
    origin => origin.kind === 'sign-in' && signIns.get(origin.signIn)?.kind === 'identity-center',
  )
  if (portals.length > 0 && portals.length < target.from.length)
    once(
      target,
      'from',
      `${target.role} is a permission set (reached from a portal) or a role, not both: write two entries.`,
    )
}

/** @returns true when there is none. Depth first without recursion: a chain of ten thousand roles must not end the program. */
const checkCircles = (chain: Chain, once: Once): boolean => {
  const { targets } = chain.expanded
  let none = true
  const state = new Map<TargetId, 'open' | 'done'>()
  const next = (target: Target): Target[] =>
    target.from.flatMap(origin => (origin.kind === 'target' ? (targets.get(origin.target) ?? []) : []))
  for (const start of targets.values()) {
    if (state.has(start.id) || start.from.every(({ kind }) => kind === 'sign-in')) continue
    const trail: { target: Target; left: Target[] }[] = [{ target: start, left: next(start) }]
    state.set(start.id, 'open')
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const inner = top.left.pop()
      if (inner === undefined) {
        state.set(top.target.id, 'done')
        trail.pop()
      } else if (state.get(inner.id) === 'open') {
        none = false
        const from = trail.findIndex(step => step.target.id === inner.id)
        const circle = [...trail.slice(from).map(step => short(step.target.id)), short(inner.id)]
        const words = circle.length > 6 ? [...circle.slice(0, 3), '…', ...circle.slice(-2)] : circle
        once(
          top.target,
          'from',
          `This goes in a circle and never reaches a sign-in: ${words.join(' from ')}.`,
        )
      } else if (!state.has(inner.id)) {
        state.set(inner.id, 'open')
        trail.push({ target: inner, left: next(inner) })
      }
    }
  }
  return none
}

/** Hop by hop from the sign-ins: who is left after the last is too far away. Said of the nearest of them. */
const checkLengths = ({ expanded }: Chain, once: Once): void => {
  let far = [...expanded.targets.values()]
  let ids: { has(id: TargetId): boolean } = expanded.targets
  for (let hops = 1; hops <= mostHops && far.length > 0; hops += 1) {
    const before = ids
    far = far.filter(({ from }) =>
      from.every(origin => origin.kind === 'target' && before.has(origin.target)),
    )
    ids = new Set(far.map(({ id }) => id))
  }
  for (const target of far)
    if (target.from.some(origin => origin.kind === 'target' && !ids.has(origin.target)))
      once(
        target,
        'from',
        `${short(target.id)} is more than ${mostHops} hops from its sign-in: it and what stands behind it cannot be reached.`,
        true,
      )
}

/** Whether any way to a target begins where a code can be given. */
const createMfaReach = (chain: Chain): ((target: Target) => boolean) => {
  // By the origins, which the targets of one role mostly share.
  const known = new Map<Target['from'], boolean>()
  const reach = (target: Target, depth: number): boolean => {
    const before = known.get(target.from)
    if (before !== undefined || depth > 200) return before ?? true
    // While it is being found out, a circle counts as no way.
    known.set(target.from, false)
    const found = target.from.some(origin => {
      if (origin.kind === 'sign-in') return canGiveMfa(chain.signIns.get(origin.signIn))
      const inner = chain.expanded.targets.get(origin.target)
      return inner === undefined || reach(inner, depth + 1)
    })
    known.set(target.from, found)
    return found
  }
  return target => reach(target, 0)
}

/** A portal asks for MFA itself; what a profile or a command has been given cannot be known from here. */
const canGiveMfa = (signIn: SignIn | undefined): boolean =>
  signIn === undefined || signIn.kind !== 'iam-user' || signIn.mfa

/**
 * AWS: aws:MultiFactorAuthPresent is absent from the session of a role (IAM user guide, "Using MFA in API calls with
 * roles"), so a role that asks for MFA can be assumed by an IAM user with a code, and never from another role.
 */
const checkMfa = (target: Target, chain: Chain, reach: (target: Target) => boolean, once: Once): void => {
  if (target.environment?.mfa && !reach(target))
    once(
      target,
      'from',
      `${target.environment.key} asks for MFA, and no way to ${short(target.id)} has one: its sign-in does not say mfa: required.`,
    )
  if (!target.mfa) return
  const reasons = target.from.flatMap(origin => {
    if (origin.kind === 'target')
      return [`${short(origin.target)} is a role, and a role's session carries no MFA to the next one.`]
    const signIn = chain.signIns.get(origin.signIn)
    return canGiveMfa(signIn) ? [] : [`the sign-in ${signIn?.key} does not say mfa: required.`]
  })
  if (reasons.length === 0) return
  const all = reasons.length === target.from.length
  const start = all
    ? `${short(target.id)} asks for MFA and can never get it`
    : `This way to ${short(target.id)} can never satisfy its MFA`
  once(target, 'from', `${start}: ${reasons[0]}`, !all)
}

/** Where the problems of a role definition are. */
export const rolePath = (role: number, key: string) => pathOf('roles', role, key)
