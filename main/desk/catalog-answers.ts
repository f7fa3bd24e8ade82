// The desk's answers about catalogs: added, synced, reviewed, removed, carried out, and compared with what AWS says.
import type { CatalogRow } from '../../shared/catalog.ts'
import type { Answers } from '../../shared/contract.ts'
import type { deskContract } from '../../shared/desk-contract.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { Review } from '../../shared/review.ts'
import type { Reviewed } from '../catalog/review-catalog.ts'
import type { House } from '../house.ts'
import { type DeskCaller, visitOf } from './caller.ts'
import type { Works } from './works.ts'

type CatalogAnswers = Pick<
  Answers<typeof deskContract, DeskCaller>,
  | 'addCatalog'
  | 'catalogDifference'
  | 'approveCatalog'
  | 'declineCatalog'
  | 'syncCatalog'
  | 'removeCatalog'
  | 'exportCatalog'
  | 'discoverCatalog'
>

/** How many of the touched targets have a live session, which keeps its old route until it ends. */
const withLive = async (house: House, { review, touched }: Reviewed): Promise<Review> => {
  const live = await house.book.list()
  const targets = live.ok ? live.value.map(({ target }) => target) : []
  return {
    ...review,
    steering: review.steering.map((change, at) => ({
      ...change,
      live: targets.filter(target => touched[at]?.has(target)).length,
    })),
  }
}

const rowOf = async (house: House, name: string): Promise<Result<CatalogRow>> => {
  const rows = await house.catalogs.list()
  if (!rows.ok) return rows
  const row = rows.value.find(each => each.name === name)
  return row ? ok(row) : failed({ kind: 'unknown-name', what: 'catalog', name, nearest: [] })
}

export const catalogAnswers = (house: House, works: Works): CatalogAnswers => {
  const { catalogs } = house
  const record = (detail: string): Promise<unknown> =>
    house.activity.append({ what: 'catalog', who: house.person, outcome: 'done', door: 'window', detail })
  return {
    async addCatalog({ source, ...wish }) {
      const added = await catalogs.add(source, wish)
      if (added.ok) await record(`add ${added.value.name}`)
      return added
    },
    async catalogDifference({ name }) {
      const reviewed = await catalogs.review(name)
      return reviewed.ok ? ok(await withLive(house, reviewed.value)) : reviewed
    },
    async approveCatalog({ name, ref }) {
      const approved = await catalogs.approve(name, { ref })
      if (approved.ok) await record(`approve ${name}`)
      return approved
    },
    async declineCatalog({ name, ref }) {
      const declined = await catalogs.decline(name, ref)
      if (declined.ok) await record(`keep ${name}`)
      return declined.ok ? ok(null) : declined
    },
    async syncCatalog({ name, key, work }, { signal }) {
      const synced = await works.run(work, signal, given => catalogs.sync(name, { key, signal: given }))
      if (!synced.ok) return synced
      const { changed, held, failure } = synced.value
      if (changed) await record(`sync ${name}`)
      if (held) await record(`hold ${name}`)
      if (failure !== null && failure.kind !== 'approval-needed') return failed(failure)
      return rowOf(house, name)
    },
    async removeCatalog({ name }) {
      const removed = await catalogs.remove(name)
      if (removed.ok) await record(`remove ${name}`)
      return removed.ok ? ok(null) : removed
    },
    async exportCatalog({ name, as, personal }) {
      const found = await catalogs.inForce(name)
      if (!found.ok) return found
      if (as === 'yaml') return ok({ text: found.value.text, losses: [] })
      const [{ exportCatalog }, { personalInput, plainInput }] = await Promise.all([
        import('../catalog-import/export-catalog.ts'),
        import('../catalog-import/export-input.ts'),
      ])
      const estate = await catalogs.estate()
      if (!estate.ok) return estate
      const states = await house.signIns.states()
      const input = personal
        ? personalInput(found.value, estate.value, states.ok ? states.value : [])
        : plainInput(found.value)
      return ok(exportCatalog(as, input))
    },
    async discoverCatalog({ target: name, against, work }, caller) {
      const target = await house.targets.find(name)
      if (!target.ok) return target
      const catalog = await catalogs.inForce(against)
      if (!catalog.ok) return catalog
      return works.run(work, caller.signal, async signal => {
        const opened = await house.book.open(
          target.value.id,
          { write: false },
          { ...visitOf(caller), signal },
        )
        if (!opened.ok) return opened
        const { discoverAgainst } = await import('../catalog-import/discovery.ts')
        const found = await discoverAgainst(
          {
            organizations: house.aws.organizations,
            by: opened.value.credentials,
            partition: target.value.partition,
            signal,
            progress: sentence => work !== undefined && caller.progress(work, sentence),
          },
          catalog.value.expanded,
        )
        return found.ok ? ok({ ...found.value, notices: opened.value.notices }) : found
      })
    },
  }
}
