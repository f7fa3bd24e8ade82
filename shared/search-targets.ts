// What of a target people search by, the same in the window and on the command line.
import { createSearch, type Search } from './search.ts'
import type { TargetRow } from './target-row.ts'

/** The account is the first part and its roles the second, so that what rows share is searched once. */
export const searchTargets = (rows: readonly TargetRow[]): Search<TargetRow> =>
  createSearch(rows, ({ account, role, pinned, catalog }) => [
    {
      names: account.name.toLowerCase() === account.key ? [account.key] : [account.key, account.name],
      others: [account.id, account.environment, account.unit, catalog],
    },
    { names: pinned === null ? [role] : [role, pinned], others: [] },
  ])
