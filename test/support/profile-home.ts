// The profiles room in a temporary home, with a real vault behind it, and profiles to write.
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Clock, createClock } from '../../main/clock.ts'
import { type Paths, resolvePaths } from '../../main/disk/paths.ts'
import type { ProfileBlock } from '../../main/profiles/profile-block.ts'
import { createProfileFiles, type ProfileFiles } from '../../main/profiles/profile-files.ts'
import { Secret } from '../../main/secret.ts'
import { createKeySource } from '../../main/vault/key-source.ts'
import { createSealer } from '../../main/vault/seal.ts'
import { createVault, type Vault } from '../../main/vault/vault.ts'
import { makeTempHome } from './temp-home.ts'

export type ProfileHome = {
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
  readonly paths: Paths
  readonly files: ProfileFiles
  readonly vault: Vault
  readonly clock: Clock
}

/** The room over an environment as another process has it. */
export const openProfiles = (env: NodeJS.ProcessEnv): Omit<ProfileHome, 'folder'> => {
  const paths = resolvePaths(env)
  const keySource = createKeySource({ env, home: paths.home })
  if (!keySource.ok) throw new Error(keySource.failure.kind)
  const clock = createClock()
  const vault = createVault({ paths, keySource: keySource.value, clock })
  const files = createProfileFiles({ paths, sealer: createSealer(vault, 'profiles'), clock })
  return { env, paths, files, vault, clock }
}

/** The caller removes `folder`. */
export const makeProfileHome = async (env: NodeJS.ProcessEnv = {}): Promise<ProfileHome> => {
  const home = await makeTempHome(env)
  const passphrase = join(home.folder, 'passphrase')
  await writeFile(passphrase, 'a passphrase for tests\n', { mode: 0o600 })
  const all = { ...home.env, SWITCHYARD_KEYCHAIN: 'passphrase', SWITCHYARD_PASSPHRASE_FILE: passphrase }
  return { folder: home.folder, ...openProfiles(all) }
}

let made = 0
/** A profile with keys of its own; they end in an hour unless said otherwise. */
export const keysProfile = (
  profile: string,
  more: { readonly region?: string; readonly expiresAt?: number; readonly target?: string } = {},
): ProfileBlock => {
  made++
  return {
    profile,
    target: more.target ?? 'ops-hub:acme/acme-production',
    region: more.region ?? 'eu-west-1',
    mode: 'keys',
    credentials: {
      accessKeyId: `ASIA${String(made).padStart(16, '0')}`,
      secretAccessKey: new Secret(`secret/${made}+`.padEnd(40, 'x')),
      sessionToken: new Secret(`token/${made}=`.padEnd(300, 'y')),
      expiresAt: more.expiresAt ?? Date.now() + 3_600_000,
    },
  }
}

export const processProfile = (profile: string, command: string): ProfileBlock => ({
  profile,
  target: 'ops-hub:acme/acme-production',
  region: 'eu-central-1',
  mode: 'process',
  command,
})

export type Bytes = { readonly config: string | null; readonly credentials: string | null }

const readOrNull = (path: string): Promise<string | null> => readFile(path, 'latin1').catch(() => null)
export const bytesOf = async (paths: Paths): Promise<Bytes> => ({
  config: await readOrNull(paths.awsConfig),
  credentials: await readOrNull(paths.awsCredentials),
})

/** Writes the files as a person or another program would. */
export const put = async (path: string, text: string, mode = 0o600): Promise<void> => {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, Buffer.from(text, 'latin1'))
  await chmod(path, mode)
}
