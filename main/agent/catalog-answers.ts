// The agent's answers about catalogs: add, list, review, approve, remove.
import type { agentContract } from '../../shared/agent-contract.ts'
import type { Answers } from '../../shared/contract.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { House } from '../house.ts'
import type { AgentCaller } from './caller.ts'

type CatalogAnswers = Pick<
  Answers<typeof agentContract, AgentCaller>,
  'catalogAdd' | 'catalogList' | 'catalogDifference' | 'catalogApprove' | 'catalogRemove'
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
    async catalogAdd({ source, name }) {
      const added = await house.catalogs.add(source, name === undefined ? {} : { name })
      return record(`add ${added.ok ? added.value.name : source}`, added)
    },
    catalogList: () => house.catalogs.list(),
    catalogDifference: ({ name }) => house.catalogs.difference(name),
    catalogApprove: async ({ name }) => record(`approve ${name}`, await house.catalogs.approve(name)),
    async catalogRemove({ name }) {
      const removed = await record(`remove ${name}`, await house.catalogs.remove(name))
      return removed.ok ? ok(null) : removed
    },
  }
}
