// What of a target people search by, the same in the window and on the command line.
import { createSearch, type Search } from './search.ts'
import type { TargetRow } from './target-row.ts'

export const searchTargets = (rows: readonly TargetRow[]): Search<TargetRow> =>
  createSearch(rows, ({ account, role, pinned, catalog }) => ({
    names: [
      account.key,
      role,
      ...(account.name.toLowerCase() === account.key ? [] : [account.name]),
      ...(pinned === null ? [] : [pinned]),
    ],
    others: [account.id, account.environment, account.unit, catalog],
  }))
