// Narrows the rows of targets by what the chips and the typed words say.
import type { SavedFilter, TargetFilter } from '../../../shared/settings.ts'
import type { AccountTags, TargetRow } from '../../../shared/target-row.ts'
import type { TypedFilter } from './read-query.ts'

export type Filter = TargetFilter & {
  /** Shows targets that are known not to be granted too. */
  readonly all: boolean
  /** Shows those that the person keeps out of lists. */
  readonly hidden: boolean
}
const anyTarget: TargetFilter = { environment: '', catalog: '', signIn: '', group: '', tag: '' }
export const noFilter: Filter = { ...anyTarget, all: false, hidden: false }

const parts = Object.keys(anyTarget) as readonly (keyof TargetFilter)[]

export const isNarrowed = (filter: TargetFilter): boolean => parts.some(part => filter[part] !== '')

/** What can be saved of a filter: where it narrows, not what it lets in. */
export const narrowingOf = (filter: TargetFilter): TargetFilter => ({
  environment: filter.environment,
  catalog: filter.catalog,
  signIn: filter.signIn,
  group: filter.group,
  tag: filter.tag,
})

/** A name for a filter that has none yet: what it narrows to. */
export const nameOfFilter = (filter: TargetFilter): string =>
  parts
    .map(part => filter[part])
    .filter(Boolean)
    .join(', ')
    .slice(0, 40)

export const savedLike = (saved: readonly SavedFilter[], filter: TargetFilter): SavedFilter | null =>
  saved.find(each => parts.every(part => each[part] === filter[part])) ?? null

const tagsOf = (row: TargetRow, tags: AccountTags): readonly string[] =>
  Object.entries(tags[`${row.catalog}:${row.account.key}`] ?? {}).map(([key, value]) => `${key}=${value}`)

/** The accounts with a tag, worked out once and not for each of their roles; null = any account. */
const accountsWith = (
  tags: AccountTags,
  fits: ((tag: string) => boolean) | null,
): ReadonlySet<string> | null =>
  fits === null
    ? null
    : new Set(
        Object.entries(tags)
          .filter(([, own]) => Object.entries(own).some(([key, value]) => fits(`${key}=${value}`)))
          .map(([account]) => account),
      )

const starts = (value: string | null, typed: string): boolean =>
  value?.toLowerCase().startsWith(typed) ?? false

/**
 * What lives shows even when the person was not granted it or hid it: hiding it would hide what runs. A pin shows too,
 * unless the person hid it.
 */
export const shownBy = (
  filter: Filter,
  tags: AccountTags,
  typed: TypedFilter = {},
): ((row: TargetRow) => boolean) => {
  const { environment, catalog, signIn, group, tag, all, hidden } = filter
  const tagged = accountsWith(tags, tag === '' ? null : each => each === tag)
  const { tag: typedTag } = typed
  const typedTagged = accountsWith(
    tags,
    typedTag === undefined ? null : each => each.toLowerCase().startsWith(typedTag),
  )
  const isTagged = (row: TargetRow, accounts: ReadonlySet<string> | null): boolean =>
    accounts === null || accounts.has(`${row.catalog}:${row.account.key}`)
  return row => {
    return (
      (all || row.granted !== false || row.session !== null || row.pinned !== null) &&
      (hidden || row.hidden !== true || row.session !== null) &&
      (environment === '' || row.account.environment === environment) &&
      (catalog === '' || row.catalog === catalog) &&
      (signIn === '' || row.signIn === signIn) &&
      (group === '' || row.groups?.includes(group) === true) &&
      isTagged(row, tagged) &&
      isTagged(row, typedTagged) &&
      (typed.environment === undefined || starts(row.account.environment, typed.environment)) &&
      (typed.catalog === undefined || starts(row.catalog, typed.catalog)) &&
      (typed.signIn === undefined || starts(row.signIn, typed.signIn)) &&
      (typed.unit === undefined || starts(row.account.unit, typed.unit)) &&
      (typed.group === undefined || row.groups?.some(each => starts(each, typed.group ?? '')) === true)
    )
  }
}

export type FilterChoice = { readonly value: string; readonly count: number }
export type FilterChoices = {
  readonly environments: readonly FilterChoice[]
  readonly catalogs: readonly FilterChoice[]
  readonly signIns: readonly FilterChoice[]
  readonly groups: readonly FilterChoice[]
  readonly tags: readonly FilterChoice[]
  readonly refused: number
  readonly hidden: number
}

/** A menu longer than this is not read; the rest is typed, as `tag:client=acme`. */
const most = 100

const choices = (counts: ReadonlyMap<string, number>): readonly FilterChoice[] =>
  [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, most)

/** What there is to choose from, the most frequent first. */
export const filterChoices = (rows: readonly TargetRow[], tags: AccountTags): FilterChoices => {
  const environments = new Map<string, number>()
  const catalogs = new Map<string, number>()
  const signIns = new Map<string, number>()
  const groups = new Map<string, number>()
  const tagged = new Map<string, number>()
  const anyTags = Object.keys(tags).length > 0
  let refused = 0
  let hidden = 0
  const count = (map: Map<string, number>, key: string | null): void => {
    if (key !== null) map.set(key, (map.get(key) ?? 0) + 1)
  }
  for (const row of rows) {
    count(environments, row.account.environment)
    count(catalogs, row.catalog)
    count(signIns, row.signIn)
    for (const group of row.groups ?? []) count(groups, group)
    if (anyTags) for (const tag of tagsOf(row, tags)) count(tagged, tag)
    if (row.granted === false) refused += 1
    if (row.hidden) hidden += 1
  }
  return {
    environments: choices(environments),
    catalogs: choices(catalogs),
    signIns: choices(signIns),
    groups: choices(groups),
    tags: choices(tagged),
    refused,
    hidden,
  }
}
