// Blocks of profiles as the tests of the AWS files write them.
import { blockLines, type ProfileBlock } from '../../main/profiles/profile-block.ts'
import { putBlock } from '../../main/profiles/profile-edit.ts'
import { Secret } from '../../main/secret.ts'

export const keys = (
  profile: string,
  more: Partial<ProfileBlock & { mode: 'keys' }> = {},
): ProfileBlock & { mode: 'keys' } => ({
  profile,
  target: 'ops-hub:acme/acme-production',
  region: 'eu-west-1',
  mode: 'keys',
  credentials: {
    accessKeyId: 'ASIAEXAMPLE000000001',
    secretAccessKey: new Secret('abcdefghijklmnopqrstuvwxyz/+ABCDEFGHIJKL'),
    sessionToken: new Secret('IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCWV1LXdlc3QtMSJ='),
    expiresAt: Date.UTC(2026, 10, 21, 12, 34, 56, 789),
  },
  ...more,
})

/** A text with the profile's block in it. */
export const put = (text: string | null, profile: string, file: 'config' | 'credentials' = 'credentials') =>
  putBlock(text, file, profile, blockLines(keys(profile), file)) as string
