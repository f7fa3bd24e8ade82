// What a found file holds, in a few words: counted in its text, nothing of it kept.
import { findFences } from '../profiles/fences.ts'
import { parseIni } from '../profiles/ini.ts'
import { readAwsProfiles } from './aws-profiles.ts'
import { isRegistry, registryFiles } from './granted.ts'
import { isSalted } from './leapp-cipher.ts'
import { readIni } from './read-ini.ts'
import { isMap, mapIn, readValues } from './read-values.ts'
import { readToml } from './toml.ts'

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`
const joined = (parts: readonly (string | null)[]): string | null => {
  const said = parts.filter(part => part !== null)
  return said.length === 0 ? null : said.join(', ')
}
const some = (number: number, one: string, many?: string): string | null =>
  number === 0 ? null : count(number, one, many)

/** An AWS config file without the blocks that are ours: they are made of catalogs, and no source of one. */
export const withoutOurs = (text: string): string => {
  const lines = parseIni(text)
  const { fences } = findFences(lines, 'config')
  const ours = (index: number): boolean => fences.some(({ begin, end }) => index >= begin && index <= end)
  const kept = lines.filter((_, index) => !ours(index))
  return kept.length === lines.length ? text : kept.map(line => line.text + line.eol).join('')
}

/** null = nothing in it to import; so for all of these. */
export const holdsAwsConfig = (text: string): string | null => {
  const { profiles, ssoSessions } = readAwsProfiles(withoutOurs(text))
  const all = [...profiles.values()]
  const useful = all.filter(({ name, values }) => name !== 'default' || values.size > 0)
  if (useful.length === 0) return some(ssoSessions.size, 'portal')
  const withRole = all.filter(({ values }) => values.has('role_arn')).length
  const ofPortal = all.filter(({ values }) => values.has('sso_account_id')).length
  return joined([
    count(useful.length, 'profile'),
    withRole === 0 ? null : `${withRole} with role_arn`,
    ofPortal === 0 ? null : `${ofPortal} of a portal`,
  ])
}

/** aws-vault leaves traces in the file it shares with the AWS tools. */
export const speaksOfAwsVault = (text: string): boolean =>
  /^\s*(include_profile|parent_profile|mfa_process)\s*=|aws-vault/m.test(text)

export const holdsLeapp = (text: string): string | null => {
  if (isSalted(text)) return 'encrypted, opened when you import it'
  try {
    const workspace: unknown = JSON.parse(text)
    if (typeof workspace !== 'object' || workspace === null) return null
    const entries = new Map(Object.entries(workspace))
    const lengthOf = (name: string): number => {
      const list: unknown = entries.get(`_${name}`) ?? entries.get(name)
      return Array.isArray(list) ? list.length : 0
    }
    return joined([
      some(lengthOf('sessions'), 'session'),
      some(lengthOf('awsSsoIntegrations'), 'integration'),
    ])
  } catch {
    return null
  }
}

export const holdsGranted = (text: string, path: string): string | null => {
  if (isRegistry(text)) {
    const files = registryFiles(text, path)
    return files.ok ? some(files.value.length, 'file of profiles', 'files of profiles') : null
  }
  const tables = readToml(text, path)
  if (!tables.ok) return null
  const named = (kind: string): number =>
    tables.value.filter(({ name }) => name[0] === kind && name[1] !== undefined).length
  return joined([some(named('SSO'), 'portal'), some(named('ProfileRegistry'), 'registry', 'registries')])
}

export const holdsAwsSsoCli = (text: string, path: string): string | null => {
  const read = readValues(text, path)
  if (!read.ok) return null
  const portals = Object.values(mapIn(read.value, 'SSOConfig')).filter(isMap)
  const accounts = portals.reduce((sum, portal) => sum + Object.keys(mapIn(portal, 'Accounts')).length, 0)
  return joined([some(portals.length, 'portal'), some(accounts, 'account')])
}

export const holdsAesr = (text: string): string | null =>
  some(
    readIni(text).sections.filter(({ values }) => values.has('role_arn') || values.has('role_name')).length,
    'role',
  )
