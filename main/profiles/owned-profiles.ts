// Reads back which profiles in the AWS files are ours, and which of them have outlived their credentials.
import { findFences } from './fences.ts'
import { type IniLine, parseIni } from './ini.ts'
import type { AwsFile } from './section-names.ts'

export type OwnedProfile = {
  readonly profile: string
  readonly mode: 'keys' | 'process'
  readonly region: string
  /** Milliseconds since the epoch; of keys only. */
  readonly expiresAt?: number
  readonly target?: string
  /** Paths of the files that hold a block of it. */
  readonly files: readonly string[]
}

export type AwsTexts = { readonly config: string | null; readonly credentials: string | null }
type Found = { profile: string; lines: readonly IniLine[] }

const blocksOf = (text: string | null, file: AwsFile): Found[] => {
  const lines = parseIni(text ?? '')
  return findFences(lines, file)
    .fences.filter(fence => !fence.kept)
    .map(fence => ({ profile: fence.profile, lines: lines.slice(fence.header, fence.end) }))
}
const settingOf = (found: Found | undefined, key: string): string | undefined =>
  found?.lines.find(line => line.key === key)?.value

/** Our profiles, in the order of the config file, then those only in the credentials file. */
export const ownedProfiles = (
  texts: AwsTexts,
  paths: { config: string; credentials: string },
): OwnedProfile[] => {
  const config = blocksOf(texts.config, 'config')
  const credentials = blocksOf(texts.credentials, 'credentials')
  const names = [...new Set([...config, ...credentials].map(found => found.profile))]
  return names.map(profile => {
    const settings = config.find(found => found.profile === profile)
    const keys = credentials.find(found => found.profile === profile)
    const target = settings?.lines.map(line => /^# target (\S+)$/.exec(line.text)?.[1]).find(Boolean)
    const expiresAt = Date.parse(settingOf(keys, 'x_security_token_expires') ?? '')
    return {
      profile,
      // Keys in the credentials file beat a credential_process everywhere, so their presence decides.
      mode: keys || settingOf(settings, 'credential_process') === undefined ? 'keys' : 'process',
      region: settingOf(settings, 'region') ?? '',
      ...(Number.isNaN(expiresAt) ? {} : { expiresAt }),
      ...(target ? { target } : {}),
      files: [...(settings ? [paths.config] : []), ...(keys ? [paths.credentials] : [])],
    }
  })
}

/**
 * Profiles to clean away at `now` (ms): keys that have ended, and a region left alone because a process was killed
 * between the two files.
 */
export const staleProfiles = (
  owned: readonly OwnedProfile[],
  credentialsPath: string,
  now: number,
): OwnedProfile[] =>
  owned.filter(
    profile =>
      profile.mode === 'keys' &&
      (!profile.files.includes(credentialsPath) ||
        (profile.expiresAt !== undefined && profile.expiresAt <= now)),
  )
