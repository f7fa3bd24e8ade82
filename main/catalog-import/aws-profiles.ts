// The profiles of an AWS config file as values: what each one says, and what of it no catalog can hold.
import { profileNamesOf } from '../profiles/section-names.ts'
import { type IniSection, readIni } from './read-ini.ts'

export type AwsProfile = {
  readonly name: string
  readonly values: ReadonlyMap<string, string>
}
export type AwsProfiles = {
  readonly profiles: ReadonlyMap<string, AwsProfile>
  readonly ssoSessions: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** Sections that are neither: where, and why. */
  readonly others: readonly { readonly header: string; readonly line: number }[]
  readonly junk: readonly number[]
  readonly repeated: readonly string[]
}

const namesIn = (header: string): string | undefined => [...profileNamesOf(`[${header}]`, 'config')][0]

export const readAwsProfiles = (text: string): AwsProfiles => {
  const profiles = new Map<string, AwsProfile>()
  const ssoSessions = new Map<string, ReadonlyMap<string, string>>()
  const others: { header: string; line: number }[] = []
  const repeated: string[] = []
  const { sections, junk } = readIni(text)
  const put = (section: IniSection, name: string): void => {
    const before = profiles.get(name)
    if (before) repeated.push(name)
    profiles.set(name, { name, values: new Map([...(before?.values ?? []), ...section.values]) })
  }
  for (const section of sections) {
    const session = /^sso-session\s+["']?([^"']+)["']?$/.exec(section.header)?.[1]
    const name = namesIn(section.header)
    if (session !== undefined) ssoSessions.set(session.trim(), section.values)
    else if (name !== undefined) put(section, name)
    else others.push({ header: section.header, line: section.line })
  }
  return { profiles, ssoSessions, others, junk, repeated }
}

/** Keys that a catalog holds in a form of its own. */
const understood = new Set([
  'role_arn',
  'source_profile',
  'external_id',
  'mfa_serial',
  'duration_seconds',
  'role_session_name',
  'region',
  'sso_session',
  'sso_start_url',
  'sso_region',
  'sso_account_id',
  'sso_role_name',
  'sso_account_name',
  'sso_registration_scopes',
  'aws_account_id',
  'credential_process',
  // What follows is told by itself.
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'credential_source',
  'web_identity_token_file',
  'web_identity_token_process',
  'login_session',
])

/** Settings of a profile that nothing here knows. */
export const unknownSettings = ({ values }: AwsProfile, also: ReadonlySet<string>): readonly string[] =>
  [...values.keys()].filter(key => !understood.has(key) && !also.has(key))

/** `https://x.awsapps.com/start#/` and `https://x.awsapps.com/start/` are one portal. */
export const plainStartUrl = (url: string): string => url.replace(/#.*$/, '').replace(/\/+$/, '')

/** A name for a portal that has none: `example-org` of `https://example-org.awsapps.com/start`. */
export const portalName = (startUrl: string): string => {
  const host = /^https?:\/\/([^/.:]+)/i.exec(startUrl)?.[1] ?? ''
  return host === '' || host === 'identitycenter' || host === 'd-' ? 'portal' : host
}

/** `development` of `development/Developer`: what is left of a profile’s name without its role. */
export const withoutRole = (name: string, role: string): string =>
  name.length > role.length + 1 &&
  name.toLowerCase().endsWith(role.toLowerCase()) &&
  /[^a-z0-9]/i.test(name.at(-role.length - 1) ?? '')
    ? name.slice(0, -role.length - 1)
    : name

export const numberOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined

/** `a=1,b=2` */
export const pairs = (text: string | undefined): Record<string, string> | undefined =>
  text === undefined
    ? undefined
    : Object.fromEntries(
        text.split(',').map(pair => {
          const [key = '', ...value] = pair.split('=')
          return [key.trim(), value.join('=').trim()] as const
        }),
      )
