// One door to all readers of other tools' files.
import { failed, type Result } from '../../shared/result.ts'
import { importAesr } from './aesr.ts'
import { importAtmos } from './atmos.ts'
import { importAwsConfig } from './aws-config.ts'
import { importAwsSsoCli } from './aws-sso-cli.ts'
import { importAwsVault } from './aws-vault.ts'
import { importGranted } from './granted.ts'
import { type Import, type Imported, type ImportKind, type ImportOptions, notReadable } from './imported.ts'
import { importLeapp } from './leapp.ts'
import { importTerraformOutput } from './terraform-output.ts'

const readers: { readonly [K in ImportKind]: Import } = {
  'aws-config': importAwsConfig,
  leapp: importLeapp,
  granted: importGranted,
  'aws-vault': importAwsVault,
  aesr: importAesr,
  'aws-sso-cli': importAwsSsoCli,
  'terraform-output': importTerraformOutput,
  atmos: importAtmos,
}

/** A catalog that passes its check, and everything it does not hold. Fails with file-invalid, or usage when an answer is missing. */
export const importCatalog = (kind: ImportKind, text: string, options: ImportOptions): Result<Imported> => {
  // No text of a person holds one; a program's file, or UTF-16 without its mark, is full of them.
  const imported = text.includes('\0')
    ? notReadable(
        options.source,
        'This is no text, or none in UTF-8. Save it as UTF-8, or name another file.',
      )
    : readers[kind](text, options)
  return imported.ok || imported.failure.kind !== 'file-invalid'
    ? imported
    : failed({ ...imported.failure, as: kind })
}
