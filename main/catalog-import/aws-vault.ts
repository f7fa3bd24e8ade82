// Imports the AWS config file as aws-vault reads it: settings inherited from [default] or include_profile, session tags.

import { type Dialect, importDialect } from './aws-config.ts'
import type { AwsProfile, AwsProfiles } from './aws-profiles.ts'
import type { Draft } from './draft.ts'
import { longestWay } from './draft-shape.ts'

const knows = new Set([
  'include_profile',
  'parent_profile',
  'session_tags',
  'transitive_session_tags',
  'source_identity',
  'mfa_process',
])

/** What a profile's first credentials may come from, beside keys of its own. */
const beginnings = [
  'source_profile',
  'sso_session',
  'sso_start_url',
  'credential_process',
  'credential_source',
  'web_identity_token_file',
  'web_identity_token_process',
]

/** aws-vault fills what a profile does not say from include_profile, or else from [default] (its config.go). */
const inherited = (
  profile: AwsProfile,
  all: AwsProfiles,
  draft: Draft,
  trail: readonly string[] = [],
): ReadonlyMap<string, string> => {
  if (trail.includes(profile.name)) {
    draft.lose(
      `profile ${profile.name}`,
      `Its include_profile goes in a circle: ${[...trail, profile.name].join(' from ')}.`,
    )
    return profile.values
  }
  if (trail.length > longestWay) {
    draft.lose(
      `profile ${profile.name}`,
      `More than ${longestWay} others include it; what is above is not read.`,
    )
    return profile.values
  }
  const include = profile.values.get('include_profile') ?? profile.values.get('parent_profile')
  const above = include ?? (profile.name === 'default' ? undefined : 'default')
  const found = above === undefined ? undefined : all.profiles.get(above)
  if (found === undefined) {
    if (include !== undefined)
      draft.lose(
        `profile ${profile.name}`,
        `It includes the profile “${include}”, which is not in this file.`,
      )
    return profile.values
  }
  return new Map([...inherited(found, all, draft, [...trail, profile.name]), ...profile.values])
}

const dialect: Dialect = {
  knows,
  see(profile, all, draft) {
    const values = new Map(inherited(profile, all, draft))
    if (values.has('mfa_process'))
      draft.lose(
        `profile ${profile.name}`,
        'It runs a program for its MFA code (mfa_process); a command for codes is a setting of yours: mfaCommands.',
      )
    // aws-vault ignores a profile that names itself as its source.
    if (values.get('source_profile') === profile.name && !values.has('role_arn'))
      values.delete('source_profile')
    // A role without a source is taken with the keys that aws-vault keeps under the role's own profile (its vault.go).
    if (values.has('role_arn') && !beginnings.some(key => values.has(key)))
      values.set('source_profile', profile.name)
    return { name: profile.name, values }
  },
}

export const importAwsVault = importDialect(dialect)
