// Gives a test its own Switchyard home and AWS files in a temporary folder, and takes them away afterwards.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Paths, resolvePaths } from '../../main/disk/paths.ts'

export type TempHome = { readonly folder: string; readonly paths: Paths; readonly env: NodeJS.ProcessEnv }

/** Made for the running test; `env` overrides or adds variables of the environment that the paths are found in. */
export const tempHome = async (env: NodeJS.ProcessEnv = {}): Promise<TempHome> => {
  const made = await makeTempHome(env)
  onTestFinished(() => rm(made.folder, { recursive: true, force: true }))
  return made
}

/** As tempHome, for use outside a test: the caller removes `folder`. */
export const makeTempHome = async (env: NodeJS.ProcessEnv = {}): Promise<TempHome> => {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-test-'))
  const all = {
    HOME: folder,
    PATH: process.env.PATH,
    SWITCHYARD_HOME: join(folder, 'home'),
    AWS_CONFIG_FILE: join(folder, '.aws', 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, '.aws', 'credentials'),
    ...env,
  }
  await mkdir(join(folder, 'home'), { mode: 0o700 })
  return { folder, paths: resolvePaths(all), env: all }
}
