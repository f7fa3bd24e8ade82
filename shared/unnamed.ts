// What a portal grants and no catalog names, as the window and the command line tell it: accounts, and roles of known accounts.
import type { AccountId } from './names.ts'
import type { TargetRow } from './target-row.ts'

export type Unnamed<Row = TargetRow> = {
  readonly id: AccountId
  readonly name: string
  /** False: the catalog names the account, not these permission sets. */
  readonly unknown: boolean
  readonly rows: readonly Row[]
}

/** By account; accounts that no catalog knows come first. */
export const unnamedOf = (rows: readonly TargetRow[]): readonly Unnamed[] => {
  const accounts = new Map<string, { id: string; name: string; unknown: boolean; rows: TargetRow[] }>()
  for (const row of rows) {
    if (row.unnamed === undefined) continue
    const { id, name } = row.account
    const known = accounts.get(id)
    if (known) known.rows.push(row)
    else accounts.set(id, { id, name, unknown: row.unnamed === 'account', rows: [row] })
  }
  return [...accounts.values()].sort((a, b) => Number(b.unknown) - Number(a.unknown))
}

/** An account of these, without what only a window needs. */
export type NotInCatalog = {
  readonly account: { readonly id: AccountId; readonly name: string }
  /** Whether the catalog names the account. */
  readonly known: boolean
  readonly roles: readonly string[]
}

/**
 * What a catalog could say and does not. One that names no account lets the portal speak for itself: nothing is missing
 * there; so of roles where it names none.
 * @param rows of the catalog
 */
export const notInCatalog = (rows: readonly TargetRow[]): readonly NotInCatalog[] => {
  const names = { accounts: false, roles: false }
  for (const { unnamed } of rows) {
    if (unnamed !== 'account') names.accounts = true
    if (unnamed === undefined) names.roles = true
  }
  return unnamedOf(rows)
    .filter(({ unknown }) => (unknown ? names.accounts : names.roles))
    .map(({ id, name, unknown, rows: own }) => ({
      account: { id, name },
      known: !unknown,
      roles: own.map(({ role }) => role),
    }))
}

/** A name comes from a portal: it shall not end a line, nor steer a terminal. */
const oneLine = (name: string): string => name.replace(/\p{C}+/gu, ' ')

const listed = (parts: readonly string[], most: number): string => {
  const rest = parts.length - most
  return rest > 0
    ? `${parts.slice(0, most).join(', ')} and ${rest.toLocaleString('en')} more`
    : parts.join(', ')
}

/** A sentence for each account that is not named, and one for all roles of known ones. @param most how many of each are told */
export const notInCatalogSentences = (
  catalog: string,
  missing: readonly NotInCatalog[],
  most = Number.POSITIVE_INFINITY,
): readonly string[] => {
  const unknown = missing.filter(({ known }) => !known)
  const more = unknown.length - most
  const roles = missing
    .filter(({ known }) => known)
    .flatMap(({ account, roles: own }) => own.map(role => `${role} in ${oneLine(account.name)}`))
  return [
    ...unknown
      .slice(0, most)
      .map(
        ({ account, roles: own }) =>
          `Granted, but not in ${catalog}: ${oneLine(account.name)} (${account.id}), ${listed(own, most)}.`,
      ),
    ...(more > 0
      ? [
          `Granted, but not in ${catalog}: ${more.toLocaleString('en')} more ${more === 1 ? 'account' : 'accounts'}.`,
        ]
      : []),
    ...(roles.length > 0 ? [`Granted, but no role of ${catalog}: ${listed(roles, most)}.`] : []),
  ]
}
