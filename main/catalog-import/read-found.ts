// Reads a found file as a catalog, and says what that would add and lose, in the window's words.
import type { FoundKind, ImportPlace, ImportPreview, ImportReading } from '../../shared/found-source.ts'
import { catalogNamePattern } from '../../shared/names.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import type { CatalogDocument } from '../catalog/personal-shape.ts'
import type { FoundFile } from './find-sources.ts'
import { withoutOurs } from './holdings.ts'
import { importCatalog } from './import-catalog.ts'
import type { Imported } from './imported.ts'
import { isSalted } from './leapp-cipher.ts'
import { findMachineKey } from './machine-id.ts'
import { readOwnFile } from './own-file.ts'
import { relatedFiles } from './related-files.ts'
import { sayLoss } from './write-yaml.ts'

export type ReadOptions = {
  /** Where IAM users live whose file does not say it. */
  readonly account: string | null
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
}

/** A found file, opened once: each place is another reading of the same text. */
export type OpenedFile = { as(place: ImportPlace, name: string): Result<Imported> }

const inAwsFile = (kind: FoundKind): boolean => kind === 'aws-config' || kind === 'aws-vault'

export const openFound = async (found: FoundFile, options: ReadOptions): Promise<Result<OpenedFile>> => {
  const { kind, file, folders, path } = found
  const read = await readOwnFile(file, folders)
  if (read === null) return failed({ kind: 'file-unreadable', path, said: 'it is no longer there' })
  const text = inAwsFile(kind) ? withoutOurs(read) : read
  const [related, machineId] = await Promise.all([
    kind === 'granted' ? relatedFiles(file, text) : new Map<string, string>(),
    kind === 'leapp' && isSalted(text) ? findMachineKey(options.platform, options.env) : null,
  ])
  const { account } = options
  return ok({
    as: (place, name) =>
      importCatalog(kind, text, {
        name,
        personal: place === 'personal',
        account,
        source: path,
        related,
        machineId,
      }),
  })
}

/** The command line names flags where the window has fields. */
const forWindow = (sentence: string): string =>
  sentence
    .replace(/name (it|that account) with --account ID/, 'give its account id')
    .replace(/import it with --personal/, 'add it to your personal layer')
    .replace(/ give it with --machine-id\./, ' import it on the command line with --machine-id.')

const signInWords = (key: string, signIn: NonNullable<CatalogDocument['signIns']>[string]): string => {
  if (signIn.kind === 'identity-center') return `${key}: the portal ${signIn.startUrl} in ${signIn.region}`
  if (signIn.kind === 'iam-user')
    return `${key}: an IAM user in ${signIn.account}${signIn.mfa ? ', with MFA' : ''}`
  return signIn.kind === 'profile'
    ? `${key}: the profile ${signIn.profile}`
    : `${key}: the command ${signIn.command[0]}`
}

const mostShown = 6

const readingOf = ({ catalog, losses }: Imported): ImportReading => {
  const targets = (catalog.roles ?? []).flatMap(({ name, accounts }) =>
    (typeof accounts === 'string' ? [accounts] : Array.isArray(accounts) ? accounts : []).map(
      account => `${account} / ${name}`,
    ),
  )
  return {
    accounts: Object.keys(catalog.accounts ?? {}).length,
    roles: targets.length,
    signIns: Object.entries(catalog.signIns ?? {}).map(([key, signIn]) => signInWords(key, signIn)),
    targets: targets.slice(0, mostShown),
    losses: [...new Set(losses.map(sayLoss).map(forWindow))],
  }
}

/** Commands and profiles are legal in the personal layer only. */
const isPersonal = ({ catalog }: Imported): boolean =>
  Object.values(catalog.signIns ?? {}).some(({ kind }) => kind === 'command' || kind === 'profile')

/** A name nobody has: of the tool, or of the registry. */
export const catalogNameFor = (found: FoundFile, taken: (name: string) => boolean): string => {
  const registry = /registries[\\/]([^\\/]+)[\\/]/.exec(found.path)?.[1]?.toLowerCase()
  const wanted = registry !== undefined && catalogNamePattern.test(registry) ? registry : found.kind
  if (!taken(wanted)) return wanted
  for (let number = 2; ; number += 1) if (!taken(`${wanted}-${number}`)) return `${wanted}-${number}`
}

export const previewFound = async (
  found: FoundFile,
  catalog: string,
  options: ReadOptions,
): Promise<ImportPreview> => {
  const about = { id: found.id, name: found.name, path: found.path, catalog }
  const none = { ...about, suggested: 'catalog', asksAccount: false, readings: null } as const
  const opened = await openFound(found, options)
  if (!opened.ok) return { ...none, failure: opened.failure }
  const shared = opened.value.as('catalog', catalog)
  const own = opened.value.as('personal', catalog)
  if (!shared.ok) {
    const { failure } = shared
    return {
      ...none,
      failure: failure.kind === 'usage' ? { ...failure, message: forWindow(failure.message) } : failure,
    }
  }
  if (!own.ok) return { ...none, failure: own.failure }
  const asksAccount = shared.value.losses.some(({ what }) => what.includes('--account ID'))
  return {
    ...about,
    suggested: isPersonal(own.value) ? 'personal' : 'catalog',
    // Once somebody gave it, nothing asks any more, and the field stays.
    asksAccount: asksAccount || options.account !== null,
    readings: { catalog: readingOf(shared.value), personal: readingOf(own.value) },
    failure: null,
  }
}
