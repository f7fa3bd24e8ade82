// Imports an AWS config file: Identity Center profiles, roles by source_profile however long the chain, users with keys.
import { ok } from '../../shared/result.ts'
import {
  commandOf,
  isPortal,
  portalOf,
  portalTarget,
  type Reading,
  settings,
  userOf,
  where,
} from './aws-beginnings.ts'
import {
  type AwsProfile,
  type AwsProfiles,
  numberOf,
  pairs,
  readAwsProfiles,
  unknownSettings,
  withoutRole,
} from './aws-profiles.ts'
import { createDraft, type Draft, readRoleArn } from './draft.ts'
import { type DraftOrigin, longestWay, tooLongWay } from './draft-shape.ts'
import type { Import } from './imported.ts'

/** What tools that share the AWS config file add to it. */
export type Dialect = {
  /** Settings that it understands beyond those of the AWS tools. */
  readonly knows: ReadonlySet<string>
  /** The profile as the tool sees it, its own settings turned into those of the AWS tools. */
  see(profile: AwsProfile, all: AwsProfiles, draft: Draft): AwsProfile
}

export const plainDialect: Dialect = { knows: new Set(), see: profile => profile }

const elsewhere: readonly (readonly [key: string, what: string])[] = [
  ['credential_source', 'takes its first credentials from the machine it runs on (credential_source)'],
  ['web_identity_token_file', 'signs in with a web identity token (web_identity_token_file)'],
  ['web_identity_token_process', 'signs in with a web identity token (web_identity_token_process)'],
  ['login_session', 'signs in with `aws login` (login_session)'],
]

/** Where credentials of a profile come from; null when a catalog cannot say it. Each profile is read once. */
const originOf = (reading: Reading, name: string, trail: readonly string[]): DraftOrigin | null => {
  const before = reading.origins.get(name)
  if (before !== undefined) return before
  const found = findOrigin(reading, name, trail)
  reading.origins.set(name, found)
  return found
}

const findOrigin = (reading: Reading, name: string, trail: readonly string[]): DraftOrigin | null => {
  const { draft, all } = reading
  const profile = all.profiles.get(name)
  const get = settings(profile)
  if (trail.includes(name)) {
    draft.lose(where(name), `Its source_profile goes in a circle: ${[...trail, name].join(' from ')}.`)
    return null
  }
  if (trail.length > longestWay) {
    draft.lose(where(name), tooLongWay)
    return null
  }
  for (const [key, what] of elsewhere)
    if (get(key) !== undefined) {
      draft.lose(where(name), `It ${what}, which a catalog has no sign-in for.`)
      return null
    }
  if (profile && get('role_arn') !== undefined) return roleOf(reading, profile, trail)
  if (profile && isPortal(profile)) return portalTarget(reading, profile)
  // Without a role of its own it is another name for its source, or holds settings that others include.
  const source = get('source_profile')
  if (source !== undefined && source !== name) return originOf(reading, source, [...trail, name])
  const command = get('credential_process')
  if (profile && command !== undefined) return commandOf(reading, profile, command)
  return userOf(reading, name, profile)
}

const roleOf = (reading: Reading, profile: AwsProfile, trail: readonly string[]): DraftOrigin | null => {
  const { draft } = reading
  const get = settings(profile)
  const arn = readRoleArn(get('role_arn') ?? '')
  if (arn === null) {
    draft.lose(where(profile.name), `Its role_arn, “${get('role_arn')}”, is not the ARN of a role.`)
    return null
  }
  const source = get('source_profile')
  // AWS: a profile may name itself as source; its own keys are meant then (AWS CLI user guide, "Using an IAM role").
  const from =
    source === profile.name ||
    (source === undefined && !isPortal(profile) && profile.values.has('aws_access_key_id'))
      ? userOf(reading, profile.name, profile)
      : source !== undefined
        ? originOf(reading, source, [...trail, profile.name])
        : isPortal(profile)
          ? portalTarget(reading, profile, false)
          : null
  draft.account(arn.account, where(profile.name), { label: withoutRole(profile.name, arn.role) })
  if (from === null) {
    draft.lose(
      where(profile.name),
      source === undefined
        ? 'It says no source_profile, so nothing leads to its role.'
        : `What it starts from, ${source}, could not be carried over; so its role is left out.`,
    )
    return null
  }
  const withCode = get('mfa_serial') !== undefined
  if (withCode && !('signIn' in from))
    draft.lose(
      where(profile.name),
      'It asks for an MFA code on the way from a role to a role, where AWS takes none.',
    )
  if (withCode && 'signIn' in from) draft.needsMfa(from.signIn)
  draft.role({
    account: arn.account,
    role: arn.role,
    path: arn.path,
    partition: arn.partition,
    from,
    where: where(profile.name),
    profile: profile.name,
    region: get('region'),
    duration: numberOf(get('duration_seconds')),
    sessionName: get('role_session_name'),
    externalId: get('external_id'),
    sourceIdentity: get('source_identity'),
    mfa: withCode && 'signIn' in from,
    tags: pairs(get('session_tags')),
    transitiveTags: get('transitive_session_tags')
      ?.split(',')
      .map(word => word.trim()),
  })
  return { account: arn.account, role: arn.role }
}

/** A region belongs to a role. To a tool with a dialect that of [default] is the one of all, and was seen there. */
const loseRegions = (written: AwsProfiles, dialect: Dialect, draft: Draft): void => {
  const names = [...written.profiles.values()]
    .filter(({ values }) => values.has('region') && !values.has('role_arn') && !isTarget(values, dialect))
    .map(({ name }) => name)
    .filter(name => name !== 'default' || dialect === plainDialect)
  if (names.length === 0) return
  const whose = names.length > 3 ? `${names.length} profiles` : names.join(', ')
  draft.lose('region', `Only a role has a region here; this one is not carried over (${whose}).`)
}

const isTarget = (values: AwsProfile['values'], { knows }: Dialect): boolean =>
  ['sso_role_name', ...knows].some(key => /sso_role_name$/.test(key) && values.has(key))

/** As importAwsConfig, for a tool that writes into the same file. */
export const importDialect =
  (dialect: Dialect): Import =>
  (text, options) => {
    const draft = createDraft(options)
    const written = readAwsProfiles(text)
    const seen = new Map([...written.profiles].map(([name, one]) => [name, dialect.see(one, written, draft)]))
    const all = { ...written, profiles: seen }
    for (const line of all.junk) draft.lose(`line ${line}`, 'It is neither a section nor a setting.')
    for (const name of all.repeated)
      draft.lose(where(name), 'It stands in the file more than once; later settings win.')
    for (const { header, line } of all.others)
      if (/^(services\s|plugins$|preview$)/.test(header))
        draft.lose(`line ${line}`, `[${header}] sets up the AWS tools and is not carried over.`)
      else if (!/^granted_registry_(start|end)\s/.test(header))
        draft.lose(`line ${line}`, `[${header}] is no profile: the AWS tools do not see it either.`)
    const serials = new Map<string, string>()
    for (const { values } of all.profiles.values()) {
      const [source, serial] = [values.get('source_profile'), values.get('mfa_serial')]
      if (source && serial && !serials.has(source)) serials.set(source, serial)
    }
    const reading: Reading = { all, draft, options, serials, portals: new Map(), origins: new Map() }
    const unknown = new Map<string, string[]>()
    for (const profile of all.profiles.values()) {
      for (const key of unknownSettings(profile, dialect.knows))
        unknown.set(key, [...(unknown.get(key) ?? []), profile.name])
      // [default] often holds settings for all and no way to credentials.
      const empty = ![...profile.values.keys()].some(key =>
        /^(role_arn|sso_|credential_|aws_|web_identity|login_|source_)/.test(key),
      )
      if (!empty) originOf(reading, profile.name, [])
    }
    for (const [name, values] of all.ssoSessions) {
      const [startUrl, region] = [values.get('sso_start_url'), values.get('sso_region')]
      if (startUrl && region) portalOf(reading, { name, values: new Map([['sso_session', name]]) })
      const scopes = values.get('sso_registration_scopes')
      // AWS: the one scope that lets a person list and take roles; Switchyard asks for it always, and for no other.
      if (scopes !== undefined && scopes !== 'sso:account:access')
        draft.lose(
          `sso-session ${name}`,
          `Its scopes, ${scopes}, are not carried over: sso:account:access is asked for.`,
        )
    }
    loseRegions(written, dialect, draft)
    for (const [key, names] of unknown)
      draft.lose(
        key,
        `This setting is not carried over (${names.length === 1 ? names[0] : `${names.length} profiles`}).`,
      )
    return ok(draft.finish())
  }

export const importAwsConfig: Import = importDialect(plainDialect)
