// Finds what other tools left on this machine, where each of them keeps it; nothing is asked of a keychain or a network.
import { access, readdir } from 'node:fs/promises'
import { delimiter, dirname, isAbsolute, join } from 'node:path'
import type { FoundKind, FoundSource } from '../../shared/found-source.ts'
import { type Paths, personHome } from '../disk/paths.ts'
import {
  holdsAesr,
  holdsAwsConfig,
  holdsAwsSsoCli,
  holdsGranted,
  holdsLeapp,
  speaksOfAwsVault,
} from './holdings.ts'
import { ownPath, readOwnFile } from './own-file.ts'

export type FoundFile = FoundSource & {
  /** The file itself. */
  readonly file: string
  /** Where what it names may lie. */
  readonly folders: readonly string[]
}

type Place = {
  readonly env: NodeJS.ProcessEnv
  readonly paths: Pick<Paths, 'awsConfig'>
  readonly platform: NodeJS.Platform
}

const names: { readonly [K in FoundKind]: string } = {
  'aws-config': 'AWS config',
  leapp: 'Leapp',
  granted: 'Granted',
  'aws-vault': 'aws-vault',
  'aws-sso-cli': 'aws-sso-cli',
  aesr: 'AWS Extend Switch Roles',
}

/** An exported list of the extension, as its own page or a person names it; it keeps the list itself inside the browser. */
const aesrName = /^(aesr|aws[-_ ]?extend[-_ ]?switch[-_ ]?roles?)[\w .-]*$/i
/** A folder with more entries than this is not searched to its end. */
const mostEntries = 5_000

const entriesOf = async (folder: string): Promise<readonly string[]> => {
  try {
    return (await readdir(folder)).slice(0, mostEntries).sort()
  } catch {
    return []
  }
}
const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** On the person's search path; it is not run. */
const isInstalled = async ({ env, platform }: Place, program: string): Promise<boolean> => {
  const name = platform === 'win32' ? `${program}.exe` : program
  const folders = (env.PATH ?? '').split(delimiter).filter(isAbsolute)
  for (const folder of folders) if (await isThere(join(folder, name))) return true
  return false
}

export const findSources = async (place: Place): Promise<readonly FoundFile[]> => {
  const { env, paths, platform } = place
  const home = personHome(env, platform)
  const shown = (path: string): string =>
    path.startsWith(home) && /[\\/]/.test(path[home.length] ?? '') ? `~${path.slice(home.length)}` : path
  /** Folders that the person named themselves count as theirs. */
  const named = (path: string | undefined): readonly string[] =>
    path !== undefined && isAbsolute(path) ? [path] : []
  const settings = [...named(env.XDG_CONFIG_HOME), join(home, '.config')]
  const found: FoundFile[] = []

  const look = async (
    kind: FoundKind,
    file: string,
    folders: readonly string[],
    holds: (text: string) => string | null,
    more: { readonly name?: string; readonly suggested?: boolean } = {},
  ): Promise<void> => {
    const text = await readOwnFile(file, folders)
    const held = text === null ? null : holds(text)
    if (held === null) return
    const path = shown(file)
    const { name = names[kind], suggested = true } = more
    found.push({ id: `${kind} ${path}`, kind, name, path, holds: held, suggested, file, folders })
  }

  const awsFolders = [home, dirname(paths.awsConfig)]
  const awsText = await readOwnFile(paths.awsConfig, awsFolders)
  const vaultFolder = join(home, '.awsvault', 'keys')
  const vaultKeys = (await ownPath(vaultFolder, [home])) === null ? [] : await entriesOf(vaultFolder)
  const vault =
    awsText !== null &&
    (vaultKeys.length > 0 || speaksOfAwsVault(awsText) || (await isInstalled(place, 'aws-vault')))

  await look('aws-config', paths.awsConfig, awsFolders, holdsAwsConfig, {
    name: shown(paths.awsConfig),
    suggested: !vault,
  })

  await look('leapp', join(home, '.Leapp', 'Leapp-lock.json'), [home], holdsLeapp)

  const granted = [
    ...named(env.GRANTED_STATE_DIR),
    ...named(env.XDG_CONFIG_HOME).map(folder => join(folder, 'granted')),
    join(home, '.granted'),
  ]
  for (const folder of granted) {
    const config = join(folder, 'config')
    await look('granted', config, [home, folder], text => holdsGranted(text, shown(config)))
    for (const registry of await entriesOf(join(folder, 'registries'))) {
      const file = join(folder, 'registries', registry, 'granted.yml')
      const held = (text: string): string | null => holdsGranted(text, shown(file))
      await look('granted', file, [home, folder], held, { name: `Granted registry ${registry}` })
    }
  }

  // It reads the same file with rules of its own; its keys stay where they are, and are only counted.
  const keys =
    vaultKeys.length === 0
      ? 'its keys stay in the keychain'
      : `${vaultKeys.length} ${vaultKeys.length === 1 ? 'key stays' : 'keys stay'} in its folder`
  const ofVault = (text: string): string | null =>
    holdsAwsConfig(text) === null ? null : `the same file by its rules, ${keys}`
  if (vault) await look('aws-vault', paths.awsConfig, awsFolders, ofVault)

  for (const file of [
    ...settings.map(folder => join(folder, 'aws-sso', 'config.yaml')),
    join(home, '.aws-sso', 'config.yaml'),
  ])
    await look('aws-sso-cli', file, [home, dirname(file)], text => holdsAwsSsoCli(text, shown(file)))

  for (const folder of ['.aws', 'Downloads', 'Documents', ''].map(name => join(home, name)))
    for (const name of (await entriesOf(folder)).filter(entry => aesrName.test(entry)))
      await look('aesr', join(folder, name), [home], holdsAesr, { suggested: false })

  return [...new Map(found.map(one => [one.id, one])).values()]
}
