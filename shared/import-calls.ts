// The desk's calls about what other tools left on this machine: found, previewed, imported, taken back.
import { z } from 'zod'
import { call, returns } from './contract.ts'
import type { FoundSource, ImportDone, ImportPreview } from './found-source.ts'
import { accountIdPattern, catalogNamePattern } from './names.ts'

const account = z.string().regex(accountIdPattern, 'An account id has 12 digits.')
const foundIds = z.array(z.string().max(4_200)).max(50)

export const importCalls = {
  /** What other tools left on this machine; nothing is read further than to count it. */
  foundSources: call(z.strictObject({}), returns<readonly FoundSource[]>()),
  /** What the chosen ones would become. `account`: where IAM users live whose file does not say it. */
  previewImports: call(
    z.strictObject({ ids: foundIds, account: account.optional() }),
    returns<readonly ImportPreview[]>(),
  ),
  /** Adds them; what fails does not keep the others out. */
  importFound: call(
    z.strictObject({
      choices: z
        .array(
          z.strictObject({
            id: z.string().max(4_200),
            into: z.enum(['catalog', 'personal']),
            /** Of the catalog of its own. */
            name: z.string().regex(catalogNamePattern, 'This cannot be the name of a catalog.'),
          }),
        )
        .max(50),
      account: account.optional(),
    }),
    returns<ImportDone>(),
  ),
  /** Takes an import back, as `importFound` told of it. */
  undoImport: call(
    z.strictObject({ catalogs: z.array(z.string().max(40)).max(50), personal: z.boolean() }),
    returns<null>(),
  ),
}
