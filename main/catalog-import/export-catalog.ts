// Writes a catalog out for another tool, with what that tool cannot hold as comments at the top.
import { exportAesr } from './export-aesr.ts'
import { exportAtmos } from './export-atmos.ts'
import { exportAwsConfig } from './export-aws-config.ts'
import type { Exported, ExportForm, ExportInput } from './exported.ts'
import { sayLoss } from './write-yaml.ts'

const writers: { readonly [K in Exclude<ExportForm, 'yaml'>]: (input: ExportInput) => Exported } = {
  'aws-config': exportAwsConfig,
  aesr: exportAesr,
  atmos: exportAtmos,
}
/** Each of the formats knows this sign at the start of a line. */
const sign: { readonly [K in Exclude<ExportForm, 'yaml'>]: string } = {
  'aws-config': '#',
  aesr: ';',
  atmos: '#',
}

/** Every format but `yaml`, which is the approved copy itself. */
export const exportCatalog = (form: Exclude<ExportForm, 'yaml'>, input: ExportInput): Exported => {
  const { text, losses } = writers[form](input)
  const heading = [
    `Written by Switchyard from the catalog ${input.expanded.catalog}`,
    ...(losses.length > 0 ? ['Not carried over:'] : []),
    ...losses.map(loss => `- ${sayLoss(loss)}`),
  ]
  return { text: `${heading.map(each => `${sign[form]} ${each}\n`).join('')}\n${text}`, losses }
}
