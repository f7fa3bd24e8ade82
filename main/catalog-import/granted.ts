// Imports Granted: its own config (portals, registries), and a registry's granted.yml with the AWS config files it names.
import { ok, type Result } from '../../shared/result.ts'
import { type Dialect, importDialect } from './aws-config.ts'
import { type AwsProfile, plainStartUrl } from './aws-profiles.ts'
import { createDraft, type Draft } from './draft.ts'
import { type Import, type Imported, type ImportOptions, type Loss, notReadable } from './imported.ts'
import { isMap, listIn, readValues, type Values } from './read-values.ts'
import { readToml, type TomlTable } from './toml.ts'

/** A registry's granted.yml begins its list of AWS config files so; the tool's own config is TOML and has no such line. */
export const isRegistry = (text: string): boolean => /^\s*["']?awsConfig["']?\s*:/m.test(text)

/** The AWS config files that a registry's granted.yml names, relative to it. */
export const registryFiles = (text: string, source: string): Result<readonly string[]> => {
  const read = readValues(text, source)
  if (!read.ok) return read
  return ok(listIn(read.value, 'awsConfig').flatMap(path => (typeof path === 'string' ? [path] : [])))
}

const ofGranted: readonly (readonly [granted: string, aws: string])[] = [
  ['granted_sso_start_url', 'sso_start_url'],
  ['granted_sso_region', 'sso_region'],
  ['granted_sso_account_id', 'sso_account_id'],
  ['granted_sso_role_name', 'sso_role_name'],
  ['granted_sso_registration_scopes', 'sso_registration_scopes'],
]

/** Granted answers credential_process for its own profiles from `granted_sso_*` (its granted_config.go). */
const grantedDialect: Dialect = {
  knows: new Set([
    ...ofGranted.map(([granted]) => granted),
    'common_fate_generated_from',
    'granted_skip_credential_process_validation',
  ]),
  see(profile: AwsProfile) {
    const values = new Map(profile.values)
    for (const [granted, aws] of ofGranted) {
      const value = values.get(granted)
      if (value !== undefined) values.set(aws, value)
    }
    if (values.has('granted_sso_role_name')) values.delete('credential_process')
    return { name: profile.name, values }
  },
}

type Template = { readonly variables: ReadonlyMap<string, string>; readonly required: ReadonlySet<string> }

/** `templateValues`: texts of the whole team, and those that each person is asked for (its config_yaml.go). */
const templateOf = (registry: Values): Template => {
  const variables = new Map<string, string>()
  const required = new Set<string>()
  for (const entry of listIn(registry, 'templateValues'))
    for (const [name, list] of Object.entries(isMap(entry) ? entry : {})) {
      const parts = (Array.isArray(list) ? list : []).filter(isMap)
      const value = parts.map(part => part.value).find(one => typeof one === 'string')
      if (parts.some(part => part.isRequired === 'true')) required.add(name)
      else if (typeof value === 'string') variables.set(name, value)
    }
  return { variables, required }
}

/** Fills in what the whole team shares; a line that needs a person's own answer goes, and is told. */
const fillIn = (text: string, { variables }: Template, losses: Loss[], path: string): string =>
  text
    .split('\n')
    .map((line, index) => {
      let missing: string | null = null
      const filled = line.replace(
        /\{\{\s*\.(Required|Variables)\.(\w+)\s*\}\}/g,
        (whole, kind: string, name: string) => {
          const value = kind === 'Variables' ? variables.get(name) : undefined
          if (value === undefined) missing = `${kind}.${name}`
          return value ?? whole
        },
      )
      if (missing === null) return filled
      losses.push({
        where: `${path} line ${index + 1}`,
        what: `It needs ${missing}, which Granted asks each person for; the setting is left out.`,
      })
      return line.trimStart().startsWith('[') ? filled : ''
    })
    .join('\n')

const importRegistry = (text: string, options: ImportOptions): Result<Imported> => {
  const read = readValues(text, options.source)
  if (!read.ok) return read
  const files = registryFiles(text, options.source)
  if (!files.ok) return files
  const template = templateOf(read.value)
  const losses: Loss[] = []
  const texts = files.value.flatMap(path => {
    const found = options.related.get(path)
    if (found === undefined)
      losses.push({ where: path, what: 'This file of the registry could not be read.' })
    return found === undefined ? [] : [fillIn(found, template, losses, path)]
  })
  if (texts.length === 0)
    return notReadable(options.source, 'None of the AWS config files it names could be read.')
  const imported = importDialect(grantedDialect)(texts.join('\n'), options)
  return imported.ok ? ok({ ...imported.value, losses: [...losses, ...imported.value.losses] }) : imported
}

const settingOf = (table: TomlTable, name: string): string | undefined => {
  // Granted's TOML library does not mind upper and lower case.
  const found = [...table.values].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
  return typeof found === 'string' ? found : undefined
}

/** What a portal's entry says beside where it is (AWSSSOConfiguration in its config.go), and what says it in a catalog. */
const portalSettings: readonly (readonly [key: string, instead: string])[] = [
  ['Prefix', 'profile'],
  ['ProfileTemplate', 'profile'],
  ['DefaultRegion', 'region'],
]

/** How profiles of all registries are named, and what each person answered when a registry was added. */
const loseRegistrySettings = (table: TomlTable, draft: Draft): void => {
  const where = table.name.join(' ')
  const sessionName = settingOf(table, 'SessionName')
  if (sessionName !== undefined)
    draft.lose(where, `Its SessionName, “${sessionName}”, is not carried over; see defaults.sessionName.`)
  const rest = [...table.values.keys()].filter(key => key.toLowerCase() !== 'sessionname')
  if (rest.length === 0) return
  draft.lose(
    where,
    table.name.length > 1
      ? `Answers to what registries ask for are personal and not carried over: ${rest.join(', ')}.`
      : `Settings of the tool itself are not carried over: ${rest.join(', ')}.`,
  )
}

/** A registry (Registry in its config.go) is another file, which is imported on its own. */
const loseRegistry = (table: TomlTable, draft: Draft): void => {
  const get = (name: string) => settingOf(table, name)
  const where = `registry ${get('Name') ?? ''}`
  const [path, file, ref] = [get('Path'), get('Filename') ?? 'granted.yml', get('Ref')]
  const at = `${get('URL') ?? ''}${ref === undefined ? '' : ` (${ref})`}`
  draft.lose(
    where,
    `Its profiles are at ${at}: import its ${path === undefined ? '' : `${path}/`}${file}, and keep the catalog that comes out in git.`,
  )
  const said = ['name', 'url', 'path', 'filename', 'ref']
  const rest = [...table.values.keys()].filter(key => !said.includes(key.toLowerCase()))
  if (rest.length > 0)
    draft.lose(where, `Settings of the tool itself are not carried over: ${rest.join(', ')}.`)
}

/** Where registries stood before they had tables of their own (ProfileRegistryURLS in its config.go). */
const oldRegistries = 'ProfileRegistryURLS'.toLowerCase()

const loseToolSettings = (kind: string, { values }: TomlTable, draft: Draft): void => {
  const rest: string[] = []
  for (const [key, value] of values)
    if (key.toLowerCase() === oldRegistries && Array.isArray(value))
      for (const url of value)
        draft.lose(
          'registry',
          `Its profiles are at ${url}: import its granted.yml, and keep the catalog that comes out in git.`,
        )
    else rest.push(key)
  if (rest.length > 0)
    draft.lose(kind, `Settings of the tool itself are not carried over: ${rest.join(', ')}.`)
}

const importOwnConfig = (text: string, options: ImportOptions): Result<Imported> => {
  const read = readToml(text, options.source)
  if (!read.ok) return read
  const draft = createDraft(options)
  for (const table of read.value) {
    const [kind = '', name = ''] = table.name
    if (kind === 'SSO' && name !== '') {
      const [startUrl, region] = [settingOf(table, 'StartURL'), settingOf(table, 'SSORegion')]
      if (startUrl === undefined || region === undefined)
        draft.lose(`SSO ${name}`, 'It has no StartURL or no SSORegion.')
      else draft.signIn(name, { kind: 'identity-center', startUrl: plainStartUrl(startUrl), region })
      for (const [key, instead] of portalSettings)
        if (settingOf(table, key))
          draft.lose(
            `SSO ${name}`,
            `Its ${key}, “${settingOf(table, key)}”, is not carried over; see defaults.${instead}.`,
          )
      const known = ['StartURL', 'SSORegion', ...portalSettings.map(([key]) => key)].map(key =>
        key.toLowerCase(),
      )
      const more = [...table.values.keys()].filter(key => !known.includes(key.toLowerCase()))
      if (more.length > 0)
        draft.lose(`SSO ${name}`, `Settings of the tool itself are not carried over: ${more.join(', ')}.`)
    } else if (kind === 'ProfileRegistry' && name === 'Registries') loseRegistry(table, draft)
    else if (kind === 'ProfileRegistry') loseRegistrySettings(table, draft)
    else loseToolSettings(kind, table, draft)
  }
  return ok(draft.finish())
}

const importProfiles = importDialect(grantedDialect)

/** The own config, a registry's granted.yml, or an AWS config file that Granted generated. */
export const importGranted: Import = (text, options) => {
  if (isRegistry(text)) return importRegistry(text, options)
  return /^\s*\[(profile\s|default\]|sso-session\s)/m.test(text)
    ? importProfiles(text, options)
    : importOwnConfig(text, options)
}
