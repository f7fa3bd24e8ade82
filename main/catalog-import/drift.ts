// Compares a catalog's accounts with those of the organization: what is new, gone, moved, renamed, suspended.

import type { Account } from '../../shared/catalog.ts'
import type { DiscoveredAccount, Drift } from '../../shared/catalog-exchange.ts'

const words = (tags: Readonly<Record<string, string>>): string | null =>
  Object.entries(tags)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join(', ') || null

const place = (unit: string | null): string => unit ?? 'the root'

/** AWS: the states of an account (Organizations API, Account). A fact of that name may also say something of the team's own. */
const states = ['ACTIVE', 'SUSPENDED', 'PENDING_ACTIVATION', 'PENDING_CLOSURE', 'CLOSED']
const stateIn = ({ facts }: Account): string | null =>
  facts.state !== undefined && states.includes(facts.state) ? facts.state : null

/** By account id, in the order of the organization; what only the catalog has comes last. */
export const findDrift = (
  catalog: Iterable<Account>,
  found: readonly DiscoveredAccount[],
): readonly Drift[] => {
  const byId = new Map([...catalog].map(account => [account.id, account]))
  const drifts: Drift[] = []
  for (const one of found) {
    const account = { key: byId.get(one.id)?.key ?? one.key, id: one.id, name: one.name }
    const known = byId.get(one.id)
    byId.delete(one.id)
    if (known === undefined) {
      const sentence = `${one.name} (${one.id}), in ${place(one.unit)}, is not in the catalog.`
      drifts.push({ kind: 'new', account, before: null, after: one.unit, sentence })
      continue
    }
    if (known.unit !== one.unit)
      drifts.push({
        kind: 'unit',
        account,
        before: known.unit,
        after: one.unit,
        sentence: `${known.key} is in ${place(one.unit)}; the catalog says ${place(known.unit)}.`,
      })
    if (known.name !== one.name)
      drifts.push({
        kind: 'name',
        account,
        before: known.name,
        after: one.name,
        sentence: `${known.key} is called “${one.name}”; the catalog says “${known.name}”.`,
      })
    const said = stateIn(known)
    if (one.state !== (said ?? 'ACTIVE'))
      drifts.push({
        kind: 'state',
        account,
        before: said ?? 'ACTIVE',
        after: one.state,
        sentence: `${known.key} is ${one.state}; the catalog says ${said ?? 'nothing of it'}.`,
      })
    const [before, after] = [words(known.tags), words(one.tags)]
    if (before !== after)
      drifts.push({
        kind: 'tags',
        account,
        before,
        after,
        sentence: `${known.key} is tagged ${after ?? 'with nothing'}; the catalog says ${before ?? 'nothing'}.`,
      })
  }
  for (const gone of byId.values())
    drifts.push({
      kind: 'gone',
      account: { key: gone.key, id: gone.id, name: gone.name },
      before: gone.unit,
      after: null,
      sentence: `${gone.key} (${gone.id}) is in the catalog and not in the organization.`,
    })
  return drifts
}
