// Imports a sample of another tool's file, and what importing it must give.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCatalog } from '../../main/catalog/read-catalog.ts'
import { importCatalog } from '../../main/catalog-import/import-catalog.ts'
import type { Imported, ImportKind, ImportOptions } from '../../main/catalog-import/imported.ts'
import { sayLoss, writeYaml } from '../../main/catalog-import/write-yaml.ts'
import type { Result } from '../../shared/result.ts'

const samples = join(import.meta.dirname, '..', 'unit', 'samples')

export const sample = (path: string): string => readFileSync(join(samples, path), 'utf8')

export const importText = (
  kind: ImportKind,
  text: string,
  options: Partial<ImportOptions> = {},
): Result<Imported> =>
  importCatalog(kind, text, {
    name: kind,
    personal: false,
    account: null,
    source: 'sample',
    related: new Map(),
    machineId: null,
    ...options,
  })

export type Printed = {
  readonly yaml: string
  readonly losses: readonly string[]
  readonly imported: Imported
}

/** The catalog as YAML; it has to pass the check that `catalog validate` makes. */
export const importPrinted = (
  kind: ImportKind,
  text: string,
  options: Partial<ImportOptions> = {},
): Printed => {
  const imported = importText(kind, text, options)
  if (!imported.ok) throw new Error(JSON.stringify(imported.failure))
  const yaml = writeYaml(imported.value.catalog, [], imported.value.losses)
  const read = readCatalog(yaml, 'printed', 'either')
  if (!read.ok) throw new Error(`${JSON.stringify(read.failure)}\n${yaml}`)
  return { yaml, losses: imported.value.losses.map(sayLoss), imported: imported.value }
}

const withoutComments = (yaml: string): string =>
  yaml
    .split('\n')
    .filter(line => !line.startsWith('#'))
    .join('\n')

/** What was printed, and what stands in `expected/NAME.yaml` and `expected/NAME.losses.txt`. */
export const againstExpected = ({ yaml, losses }: Printed, name: string) => ({
  found: { yaml: withoutComments(yaml), losses },
  expected: {
    yaml: withoutComments(sample(`expected/${name}.yaml`)),
    losses: sample(`expected/${name}.losses.txt`).trimEnd().split('\n'),
  },
})
