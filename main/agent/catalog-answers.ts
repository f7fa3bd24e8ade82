// The agent's answers about catalogs: add, sync, list, review, approve, remove.
import type { agentContract } from '../../shared/agent-contract.ts'
import type { CatalogSyncRow } from '../../shared/agent-outputs.ts'
import type { CatalogRow } from '../../shared/catalog.ts'
import type { Answers } from '../../shared/contract.ts'
import { ok, type Result } from '../../shared/result.ts'
import { notInCatalog } from '../../shared/unnamed.ts'
import type { House } from '../house.ts'
import type { AgentCaller } from './caller.ts'
import { syncPortals } from './portal-lists.ts'

type CatalogAnswers = Pick<
  Answers<typeof agentContract, AgentCaller>,
  'catalogAdd' | 'catalogSync' | 'catalogList' | 'catalogDifference' | 'catalogApprove' | 'catalogRemove'
>

export const catalogAnswers = (house: House): CatalogAnswers => {
  const record = async <T>(detail: string, done: Result<T>): Promise<Result<T>> => {
    if (done.ok)
      await house.activity.append({
        what: 'catalog',
        who: house.person,
        outcome: 'done',
        door: 'cli',
        detail,
      })
    return done
  }
  return {
    async catalogAdd({ source, ...wish }) {
      const added = await house.catalogs.add(source, wish)
      return record(`add ${added.ok ? added.value.name : source}`, added)
    },
    async catalogSync({ name, key }, caller) {
      const { catalogs } = house
      const one = name === undefined ? null : await catalogs.sync(name, key === undefined ? {} : { key })
      const synced = one === null ? await catalogs.syncAll() : one.ok ? ok([one.value]) : one
      if (!synced.ok) return synced
      for (const { name: which, changed, held } of synced.value) {
        if (changed) await record(`sync ${which}`, ok(null))
        if (held) await record(`hold ${which}`, ok(null))
      }
      const { portals, notices } = await syncPortals(house, name ?? null, caller)
      const [rows, targets] = [await catalogs.list(), await house.targets.rows()]
      if (!rows.ok) return rows
      const names = new Set(synced.value.map(each => each.name))
      const withPortals = (row: CatalogRow): CatalogSyncRow => {
        const own = portals.filter(({ catalog }) => catalog === row.name)
        if (own.length === 0 || !targets.ok) return row
        return {
          ...row,
          portals: own.map(({ catalog: _, ...portal }) => portal),
          notInCatalog: notInCatalog(targets.value.filter(({ catalog }) => catalog === row.name)),
        }
      }
      const shown = rows.value.filter(row => names.has(row.name)).map(withPortals)
      return ok({ rows: shown, synced: synced.value, notices })
    },
    catalogList: () => house.catalogs.list(),
    catalogDifference: ({ name }) => house.catalogs.difference(name),
    catalogApprove: async ({ name, ref }) =>
      record(`approve ${name}`, await house.catalogs.approve(name, { ref })),
    async catalogRemove({ name }) {
      const removed = await record(`remove ${name}`, await house.catalogs.remove(name))
      return removed.ok ? ok(null) : removed
    },
  }
}
