// The other thread: does the catalogs' work piece by piece and answers it, until whoever asked ends it.
import { parentPort } from 'node:worker_threads'
import { type CatalogWork, workInLine } from './catalog-work.ts'

/** One of the kinds of work with what it is given. */
export type WorkOrder = {
  readonly [K in keyof CatalogWork]: { readonly work: K; readonly given: Parameters<CatalogWork[K]> }
}[keyof CatalogWork]

parentPort?.on('message', async (order: WorkOrder) => {
  const work = workInLine[order.work] as (...given: WorkOrder['given'][number][]) => Promise<unknown>
  parentPort?.postMessage(await work(...order.given))
})
