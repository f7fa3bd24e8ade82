// The desk's calls about catalogs: added, compared with what is in force, approved or not, asked anew, exported, held against AWS.
import { z } from 'zod'
import type { CatalogRow, Change } from './catalog.ts'
import type { Discovery, ExportedCatalog } from './catalog-exchange.ts'
import { call, returns } from './contract.ts'
import type { Review } from './review.ts'

const name = z.string().max(40)
const target = z.string().min(3).max(300)
const work = z.string().min(1).max(64)

export const catalogCalls = {
  addCatalog: call(
    z.strictObject({
      source: z.string().max(4_096),
      name: name.optional(),
      /** Of a git repository: the branch or tag, and the place in it. */
      ref: z.string().max(200).optional(),
      path: z.string().max(500).optional(),
      /** A minisign public key: its line, or the text of its file. */
      key: z.string().max(1_000).optional(),
    }),
    returns<{ readonly name: string; readonly summary: readonly string[] }>(),
  ),
  catalogDifference: call(z.strictObject({ name }), returns<Review>()),
  /** `ref`: only the copy that was seen, as the difference named it. */
  approveCatalog: call(
    z.strictObject({ name, ref: z.string().max(80).optional() }),
    returns<readonly Change[]>(),
  ),
  /** Keeps the copy in force: the waiting one, as the difference named it, no longer calls for attention. */
  declineCatalog: call(z.strictObject({ name, ref: z.string().max(80) }), returns<null>()),
  /** Asks the source what it holds now. An update that waits is a row, no failure. `key`: another minisign key. */
  syncCatalog: call(
    z.strictObject({
      name,
      key: z.string().max(1_000).optional(),
      work: work.optional(),
    }),
    returns<CatalogRow>(),
  ),
  /** Its copies and its approval go; what is personal about it stays. */
  removeCatalog: call(z.strictObject({ name }), returns<null>()),
  exportCatalog: call(
    z.strictObject({
      name,
      as: z.enum(['aws-config', 'aesr', 'atmos', 'yaml']),
      personal: z.boolean().default(true),
    }),
    returns<ExportedCatalog>(),
  ),
  /** Reads AWS Organizations as the target, and compares it with a catalog. */
  discoverCatalog: call(
    z.strictObject({ target, against: name, work: work.optional() }),
    returns<Discovery>(),
  ),
}
