// Finds a key for each imported account: by its name, else by what the profiles into it have in common, else its id.
import { freeKey, keyFrom } from './clean-text.ts'

export type NamedAccount = {
  readonly id: string
  readonly name: string | null
  /** Names of profiles or roles that lead into it. */
  readonly labels: readonly string[]
}

/** What all labels begin with, up to a joint: `acme` of `acme-admin` and `acme-read`. */
const commonStart = (labels: readonly string[]): string => {
  const [first = '', ...more] = labels
  if (more.length === 0) return first
  let start = first
  for (const label of more) while (!label.startsWith(start)) start = start.slice(0, -1)
  if (labels.includes(start)) return start
  const joint = /^(.*)[-._/ ]/.exec(start)
  return joint?.[1] ?? ''
}

/** Ids to keys, each used once. Accounts with a name choose first. */
export const accountKeys = (accounts: readonly NamedAccount[]): ReadonlyMap<string, string> => {
  const keys = new Map<string, string>()
  const taken = new Set<string>()
  const give = (id: string, wanted: string): void => {
    const key = taken.has(wanted) || wanted === '' ? freeKey(id, one => taken.has(one)) : wanted
    taken.add(key)
    keys.set(id, key)
  }
  for (const { id, name } of accounts) if (name !== null) give(id, usable(keyFrom(name)))
  for (const { id, name, labels } of accounts) {
    if (name !== null) continue
    const start = keyFrom(commonStart([...new Set(labels)]))
    give(id, usable(start.length > 1 ? start : ''))
  }
  return keys
}

/** `all` stands for every account. */
const usable = (key: string): string => (key === 'all' ? '' : key)
