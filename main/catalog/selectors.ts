// Picks accounts (in a role's definition) and targets (on the command line) by unit, environment, tag and name.
import type { Target } from '../../shared/catalog.ts'
import { didYouMean } from '../../shared/nearest.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { RoleDefinition } from './catalog-shape.ts'

/** `X` is unit X, `X/*` its children, `X/**` X and all below it. A unit pattern of `**` is everything, `*` the first level. */
export const unitMatches = (pattern: string, unit: string | null): boolean => {
  if (pattern === '**') return true
  if (unit === null) return false
  if (pattern === '*') return !unit.includes('/')
  if (pattern.endsWith('/**')) {
    const top = pattern.slice(0, -3)
    return unit === top || unit.startsWith(`${top}/`)
  }
  if (pattern.endsWith('/*')) {
    const top = pattern.slice(0, -1)
    return unit.startsWith(top) && !unit.slice(top.length).includes('/')
  }
  return unit === pattern
}

type Selectable = {
  readonly unit: string | null
  readonly environment: string | null
  readonly tags: Readonly<Record<string, string>>
}

const asList = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value

/** The keys of the accounts that a role's `accounts` names, in the order of the catalog. Unknown keys are left out. */
export const selectAccounts = (
  wanted: RoleDefinition['accounts'],
  accounts: ReadonlyMap<string, Selectable>,
): readonly string[] => {
  if (wanted === 'all') return [...accounts.keys()]
  if (typeof wanted === 'string') return accounts.has(wanted) ? [wanted] : []
  if (isList(wanted)) return [...new Set(wanted)].filter(key => accounts.has(key))
  const except = new Set(wanted.except)
  const units = wanted.unit === undefined ? null : asList(wanted.unit)
  const environments = wanted.environment === undefined ? null : asList(wanted.environment)
  const tags = Object.entries(wanted.tag ?? {})
  const found: string[] = []
  for (const [key, { unit, environment, tags: own }] of accounts) {
    if (except.has(key)) continue
    if (units !== null && !units.some(pattern => unitMatches(pattern, unit))) continue
    if (environments !== null && (environment === null || !environments.includes(environment))) continue
    if (tags.every(([tag, value]) => Object.hasOwn(own, tag) && own[tag] === value)) found.push(key)
  }
  return found
}

/** How often an account is held against a condition: 5,000 roles with conditions of their own in 5,000 accounts. */
const mostLooks = 50_000_000

const conditionsOf = (wanted: RoleDefinition['accounts']): number => {
  if (typeof wanted === 'string' || isList(wanted)) return 0
  const { unit, environment, tag } = wanted
  return 1 + [unit, environment].flat().length + Object.keys(tag ?? {}).length
}

/**
 * The same for many roles, which mostly select the same accounts in the same words. Null once they look so often that
 * nobody can have meant it: a hostile file of 3 MB would take a minute.
 */
export const selectOnce = <A extends Selectable>(accounts: ReadonlyMap<string, A>) => {
  const known = new Map<string, readonly A[]>()
  let looks = 0
  return (wanted: RoleDefinition['accounts']): readonly A[] | null => {
    const words = JSON.stringify(wanted)
    const before = known.get(words)
    if (before !== undefined) return before
    looks += accounts.size * conditionsOf(wanted)
    if (looks > mostLooks) return null
    const selected = selectAccounts(wanted, accounts).flatMap(key => accounts.get(key) ?? [])
    known.set(words, selected)
    return selected
  }
}

/** `Array.isArray` does not narrow a readonly list. */
const isList = (value: RoleDefinition['accounts']): value is readonly string[] => Array.isArray(value)

const selectorKeys = ['environment', 'unit', 'role', 'catalog']

/**
 * Reads a SELECTOR of the command line: `environment=production,staging unit=Envs/** tag:client=acme`, or `all`.
 * Fails with usage.
 */
export const parseSelector = (text: string): Result<(target: Target) => boolean> => {
  const words = text.trim().split(/\s+/).filter(Boolean)
  if (words.length === 0)
    return failed({ kind: 'usage', message: 'A selector is missing, such as environment=staging or all.' })
  const tests: ((target: Target) => boolean)[] = []
  for (const word of words) {
    if (word === 'all') continue
    const match = /^([^=]+)=(.+)$/.exec(word)
    const key = match?.[1] ?? ''
    const values = (match?.[2] ?? '').split(',').filter(Boolean)
    if (values.length === 0 || !(selectorKeys.includes(key) || /^tag:./.test(key)))
      return failed({
        kind: 'usage',
        message: `"${word}" is no selector.${didYouMean(key || word, selectorKeys) || ' Use environment=, unit=, role=, catalog=, tag:KEY= or all.'}`,
      })
    tests.push(testFor(key, values))
  }
  return ok(target => tests.every(test => test(target)))
}

const testFor = (key: string, values: readonly string[]): ((target: Target) => boolean) => {
  if (key === 'environment') return target => values.includes(target.account.environment ?? '')
  if (key === 'unit') return target => values.some(value => unitMatches(value, target.account.unit))
  if (key === 'role') return target => values.includes(target.role)
  if (key === 'catalog') return target => values.includes(target.catalog)
  const tag = key.slice('tag:'.length)
  return target => Object.hasOwn(target.account.tags, tag) && values.includes(target.account.tags[tag] ?? '')
}
