// What every reader of another tool's file takes and answers: text in, a catalog and a list of what was lost out.
import type { Problem } from '../../shared/failure.ts'
import { failed, type Result } from '../../shared/result.ts'
import type { CatalogDocument } from '../catalog/personal-shape.ts'

export const importKinds = [
  'aws-config',
  'leapp',
  'granted',
  'aws-vault',
  'aesr',
  'aws-sso-cli',
  'terraform-output',
  'atmos',
] as const
export type ImportKind = (typeof importKinds)[number]

export type ImportOptions = {
  /** How the catalog will call itself. */
  readonly name: string
  /** The person's own layer: user names, MFA devices, profiles and commands as sign-ins are legal only there. */
  readonly personal: boolean
  /** Where IAM users live whose file does not say it: an account id. */
  readonly account: string | null
  /** The file's name, for failures. */
  readonly source: string
  /** Texts of files that the first one names, by the name it uses. */
  readonly related: ReadonlyMap<string, string>
  /** What a Leapp workspace is encrypted with; null when it is not known. */
  readonly machineId: string | null
}

/** Something the file says that the catalog does not: where it stands, and a sentence. */
export type Loss = { readonly where: string; readonly what: string }

export type Imported = { readonly catalog: CatalogDocument; readonly losses: readonly Loss[] }

export type Import = (text: string, options: ImportOptions) => Result<Imported>

/** A file that is not what its kind says. */
export const notReadable = (
  source: string,
  message: string,
  line = 1,
  path = '(document)',
): Result<never> => {
  const problem: Problem = { line, column: 1, path, message }
  return failed({ kind: 'file-invalid', path: source, problems: [problem] })
}
