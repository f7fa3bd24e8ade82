// What AWS Organizations says of its accounts, as a catalog writes them, or against a catalog that is in force.
import type { Discovery } from '../../shared/catalog-exchange.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Expanded } from '../catalog/expand.ts'
import { type DiscoverDeps, discover } from './discover.ts'
import { checklistTitles, describeAccounts, discoveredYaml } from './discovered-catalog.ts'
import { findDrift } from './drift.ts'

/** @param against the catalog to compare with; null = none. Fails as `discover` does. */
export const discoverAgainst = async (
  deps: DiscoverDeps,
  against: Expanded | null,
): Promise<Result<Omit<Discovery, 'notices'>>> => {
  const found = await discover(deps)
  if (!found.ok) return found
  const known = against === null ? [] : [...against.accounts.values()]
  const keys = new Map(known.map(account => [account.id, account.key]))
  const accounts = describeAccounts(found.value, keys, checklistTitles(known))
  const wanted = accounts.filter(account => !keys.has(account.id))
  return ok({
    organization: found.value.organization,
    accounts,
    against: against?.catalog ?? null,
    differences: against === null ? [] : findDrift(known, accounts),
    yaml:
      against !== null && wanted.length === 0
        ? ''
        : discoveredYaml(found.value, wanted, against?.catalog ?? 'discovered', deps.partition),
  })
}
