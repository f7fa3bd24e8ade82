// The rows of `ls` and of the window's list, made of the estate and of what is known about each target.
import type { Estate, Target } from '../../shared/catalog.ts'
import type { TargetId } from '../../shared/names.ts'
import type { AccountTags, TargetExtras, TargetRow } from '../../shared/target-row.ts'
import { profileTemplateOf } from './profile-template.ts'

export type RowRoute = {
  readonly signIn: string | null
  readonly hops: number
  readonly mfa: boolean
  /** The target of the hop before the last. */
  readonly via?: TargetId | undefined
}

export type ListFacts = {
  /** Where a target's route begins and how long it is; asked once for each target. */
  readonly routeOf: (target: Target) => RowRoute
  readonly sessions: ReadonlyMap<TargetId, NonNullable<TargetRow['session']>>
  readonly granted: (target: Target) => boolean | null
}

const rank = (target: Target): number => (target.breakGlass ? 1 : 0)

/** Every target, in the order of its catalog; break-glass last. */
export const listTargets = (estate: Estate, facts: ListFacts): readonly TargetRow[] => {
  const pins = new Map<TargetId, string>()
  for (const [pin, target] of estate.pins) if (!pins.has(target)) pins.set(target, pin)
  const targets = [...estate.targets.values()].sort((a, b) => rank(a) - rank(b))
  return targets.map(target => {
    const { account } = target
    const route = facts.routeOf(target)
    const color = target.personal.color ?? account.color
    return {
      target: target.id,
      catalog: target.catalog,
      account: {
        key: account.key,
        id: account.id,
        name: account.name,
        unit: account.unit,
        environment: account.environment,
      },
      role: target.role,
      arn: target.arn,
      signIn: route.signIn,
      hops: route.hops,
      ...(route.via === undefined ? {} : { via: route.via }),
      mfa: route.mfa,
      breakGlass: target.breakGlass,
      granted: facts.granted(target),
      pinned: pins.get(target.id) ?? null,
      ...(color === null ? {} : { color }),
      ...(target.groups.length === 0 ? {} : { groups: target.groups }),
      ...(target.listed === 'portal' && { unnamed: target.foreignAccount ? 'account' : 'role' }),
      ...(target.personal.hidden ? { hidden: true as const } : {}),
      session: facts.sessions.get(target.id) ?? null,
    }
  })
}

export type RowFilter = {
  /** Also those known not to be granted, and those the person hid. */
  readonly all?: boolean
  readonly catalog?: string | undefined
  readonly environment?: string | undefined
  readonly signIn?: string | undefined
  readonly active?: boolean
  readonly pins?: boolean
}

/** The rows a filter of `ls` keeps. A live session or a pin is shown in any case. */
export const filterRows = (
  rows: readonly TargetRow[],
  estate: Estate,
  filter: RowFilter,
): readonly TargetRow[] =>
  rows.filter(row => {
    const hidden = row.granted === false || estate.targets.get(row.target)?.personal.hidden === true
    if (hidden && !filter.all && row.session === null && !(filter.pins && row.pinned !== null)) return false
    if (filter.catalog !== undefined && row.catalog !== filter.catalog) return false
    if (filter.environment !== undefined && row.account.environment !== filter.environment) return false
    if (filter.signIn !== undefined && !isSignIn(row, filter.signIn)) return false
    if (filter.active && row.session === null) return false
    return !filter.pins || row.pinned !== null
  })

const isSignIn = (row: TargetRow, wanted: string): boolean =>
  row.signIn === wanted || row.signIn === `${row.catalog}:${wanted}`

/** What the window shows beside a row. @param profileName the person's template for names of profiles; null = none */
export const extrasOf = (target: Target, profileName: string | null): TargetExtras => ({
  title: target.title,
  color: target.personal.color ?? target.account.color,
  region: target.region,
  profile: target.personal.profile ?? profileTemplateOf(target, profileName),
  tags: target.account.tags,
  facts: target.account.facts,
  links: target.account.links,
  checklist: target.account.checklist,
  duration: target.duration,
  personal: target.personal,
})

/** The tags of all accounts that have some. */
export const tagsOf = (estate: Estate): AccountTags => {
  const tags: Record<string, Target['account']['tags']> = {}
  let last: Target['account'] | null = null
  for (const { catalog, account } of estate.targets.values()) {
    // Roles of one account stand beside each other.
    if (account === last) continue
    last = account
    if (Object.keys(account.tags).length > 0) tags[`${catalog}:${account.key}`] = account.tags
  }
  return tags
}
