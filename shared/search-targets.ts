// What of a target people search by, the same in the window and on the command line.
import { createSearch, type Search, type Searchable } from './search.ts'
import type { TargetRow } from './target-row.ts'

/** The account is the first part and its roles the second, so that what rows share is searched once. */
export const searchTargets = (rows: readonly TargetRow[]): Search<TargetRow> => {
  const roles = new Map<string, Searchable>()
  let before: TargetRow | null = null
  let accountBefore: Searchable | null = null

  const accountOf = (row: TargetRow): Searchable => {
    // Roles of one account stand beside each other.
    if (accountBefore !== null && before !== null && isSameAccount(before, row)) return accountBefore
    const { account, catalog } = row
    before = row
    accountBefore = {
      names: account.name.toLowerCase() === account.key ? [account.key] : [account.key, account.name],
      others: [account.id, account.environment, account.unit, catalog],
    }
    return accountBefore
  }
  const roleOf = ({ role, pinned }: TargetRow): Searchable => {
    if (pinned !== null) return { names: [role, pinned], others: [] }
    const known = roles.get(role)
    if (known) return known
    const made = { names: [role], others: [] }
    roles.set(role, made)
    return made
  }
  return createSearch(rows, row => [accountOf(row), roleOf(row)])
}

const isSameAccount = (one: TargetRow, other: TargetRow): boolean => {
  const [a, b] = [one.account, other.account]
  return (
    a === b ||
    (a.key === b.key &&
      a.id === b.id &&
      a.name === b.name &&
      a.unit === b.unit &&
      a.environment === b.environment &&
      one.catalog === other.catalog)
  )
}

/** Whether a search made for some rows finds the same places among others. */
export const saysTheSame = (before: readonly TargetRow[], now: readonly TargetRow[]): boolean =>
  before.length === now.length &&
  before.every((one, at) => {
    const other = now[at] as TargetRow
    return (
      one === other || (one.role === other.role && one.pinned === other.pinned && isSameAccount(one, other))
    )
  })
