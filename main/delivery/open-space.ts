// Opens an address in a space of the person's browser; says when it had to be the ordinary one, and why.
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ok, type Result } from '../../shared/result.ts'
import type { SpaceBrowser } from '../../shared/settings.ts'
import type { Space, SpaceWish } from '../../shared/space.ts'
import { splitCommand } from '../../shared/split-command.ts'
import type { Secret } from '../secret.ts'
import { hasBrowser, type Opened, openBrowser, startBrowser } from './browser.ts'
import { createOneTimeLink } from './one-time-link.ts'
import {
  browserNames,
  browserOfProgram,
  type FoundBrowser,
  findSpaceBrowsers,
  profilesFolder,
  spaceArguments,
  spaceWord,
} from './space-browsers.ts'

export type OpenedSpace = {
  readonly opened: Opened | 'container'
  /** Where it opened, or why it is not in a space. */
  readonly notices: readonly string[]
}

/** Names a profile that is not there yet; one that is there is the person's, and stays as it is. */
const nameProfile = async (
  { browser }: FoundBrowser,
  { directory, name }: Space,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Promise<void> => {
  const folder = profilesFolder(browser, env, platform)
  if (folder === null || existsSync(join(folder, directory))) return
  try {
    await mkdir(join(folder, directory), { recursive: true, mode: 0o700 })
    // Chrome takes the name of a new profile from here (`profile.name`), and makes everything else itself.
    await writeFile(join(folder, directory, 'Preferences'), JSON.stringify({ profile: { name } }), {
      flag: 'wx',
      mode: 0o600,
    })
  } catch {
    // Without it the profile is called "Person 2"; it works all the same.
  }
}

/** The browser that SWITCHYARD_BROWSER names, with what it is told before the address. */
const namedBrowser = (env: NodeJS.ProcessEnv): readonly string[] | null => {
  const chosen = env.SWITCHYARD_BROWSER?.trim()
  return chosen && chosen !== 'none' ? splitCommand(chosen) : null
}

const choose = (
  wished: SpaceBrowser,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): FoundBrowser | null => {
  const found = findSpaceBrowsers(env, platform)
  return (wished === 'auto' ? found[0] : found.find(each => each.browser === wished)) ?? null
}

const missing = (wished: SpaceBrowser): string =>
  wished === 'auto'
    ? 'No browser that keeps clients apart was found, neither Chrome’s family nor Firefox; the ordinary one is used.'
    : `${browserNames[wished]} was not found, so there is no ${spaceWord(wished)} for it; the ordinary browser is used.`

/**
 * `url` is a link that works once: it stands in an argument list. SWITCHYARD_BROWSER goes before the setting; where it
 * holds `{space}`, it is told the space's name.
 */
export const openInSpace = async (
  url: string,
  { space, browser }: SpaceWish,
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): Promise<Result<OpenedSpace>> => {
  const ordinary = async (notice: string): Promise<Result<OpenedSpace>> => {
    const opened = hasBrowser(env, platform) ? await openBrowser(url, env, platform) : ok('printed' as const)
    return opened.ok ? ok({ opened: opened.value, notices: [notice] }) : opened
  }
  const inSpace = async (command: readonly string[], where: string): Promise<Result<OpenedSpace>> => {
    const started = await startBrowser(command, env)
    return started.ok ? ok({ opened: 'container', notices: [where] }) : ordinary(missing(browser))
  }
  if (!hasBrowser(env, platform))
    return ok({
      opened: 'printed',
      notices: ['No browser can be opened from here, so there is no space for it.'],
    })

  const named = namedBrowser(env)
  if (named !== null) {
    if (named.some(word => word.includes('{space}'))) {
      const words = named.map(word => word.replaceAll('{space}', space.name).replaceAll('{url}', url))
      const command = named.some(word => word.includes('{url}')) ? words : [...words, url]
      return inSpace(command, `Opened in the space ${space.name}.`)
    }
    const kind = browserOfProgram(named[0] ?? '', browser)
    if (kind === null || named.some(word => word.includes('{url}')))
      return ordinary('SWITCHYARD_BROWSER names no browser that keeps clients apart; it is used as it is.')
    await nameProfile({ browser: kind, program: named[0] ?? '' }, space, env, platform)
    return inSpace(
      [...named, ...spaceArguments(kind, space, url)],
      `Opened in the ${spaceWord(kind)} ${space.name} of ${browserNames[kind]}.`,
    )
  }
  const found = choose(browser, env, platform)
  if (found === null) return ordinary(missing(browser))
  await nameProfile(found, space, env, platform)
  return inSpace(
    [found.program, ...spaceArguments(found.browser, space, url)],
    `Opened in the ${spaceWord(found.browser)} ${space.name} of ${browserNames[found.browser]}.`,
  )
}

/**
 * As `openInSpace`, for an address that no argument list may hold: the browser is given a link that works once.
 * @returns null when no browser can be opened from here, or none could be started
 */
export const openSecretInSpace = async (
  address: Secret,
  wish: SpaceWish,
  env: NodeJS.ProcessEnv,
): Promise<OpenedSpace | null> => {
  if (!hasBrowser(env, process.platform)) return null
  const link = await createOneTimeLink(address)
  const opened = await openInSpace(link.url, wish, env)
  if (opened.ok && opened.value.opened !== 'printed') return opened.value
  link.close()
  return null
}
