// The browsers that can keep clients apart, where they lie on each system, and how each is told a space; pure but for the look.
import { homedir } from 'node:os'
import { basename, join, win32 } from 'node:path'
import { type SpaceBrowser, spaceBrowsers } from '../../shared/settings.ts'
import type { Space } from '../../shared/space.ts'
import { findProgram } from './find-program.ts'

export type KnownBrowser = Exclude<SpaceBrowser, 'auto'>

export type FoundBrowser = { readonly browser: KnownBrowser; readonly program: string }

type Places = { readonly linux: readonly string[]; readonly darwin: string; readonly win32: string }

const firefox: Places = {
  linux: ['firefox', 'firefox-esr', 'librewolf'],
  darwin: 'Firefox.app/Contents/MacOS/firefox',
  win32: 'Mozilla Firefox\\firefox.exe',
}
const places: Readonly<Record<KnownBrowser, Places>> = {
  chrome: {
    linux: ['google-chrome', 'google-chrome-stable'],
    darwin: 'Google Chrome.app/Contents/MacOS/Google Chrome',
    win32: 'Google\\Chrome\\Application\\chrome.exe',
  },
  chromium: {
    linux: ['chromium', 'chromium-browser'],
    darwin: 'Chromium.app/Contents/MacOS/Chromium',
    win32: 'Chromium\\Application\\chrome.exe',
  },
  brave: {
    linux: ['brave-browser', 'brave'],
    darwin: 'Brave Browser.app/Contents/MacOS/Brave Browser',
    win32: 'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
  },
  edge: {
    linux: ['microsoft-edge', 'microsoft-edge-stable'],
    darwin: 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    win32: 'Microsoft\\Edge\\Application\\msedge.exe',
  },
  vivaldi: {
    linux: ['vivaldi', 'vivaldi-stable'],
    darwin: 'Vivaldi.app/Contents/MacOS/Vivaldi',
    win32: 'Vivaldi\\Application\\vivaldi.exe',
  },
  'firefox-granted': firefox,
  'firefox-container': firefox,
}

export const browserNames: Readonly<Record<KnownBrowser, string>> = {
  chrome: 'Chrome',
  chromium: 'Chromium',
  brave: 'Brave',
  edge: 'Edge',
  vivaldi: 'Vivaldi',
  'firefox-granted': 'Firefox',
  'firefox-container': 'Firefox',
}

/** What keeps a space apart there: a word for notices. */
export const spaceWord = (browser: KnownBrowser): string =>
  browser.startsWith('firefox') ? 'container' : 'profile'

const candidates = (
  browser: KnownBrowser,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): readonly string[] => {
  const place = places[browser]
  if (platform === 'darwin')
    return ['/Applications', join(env.HOME ?? homedir(), 'Applications')].map(folder =>
      join(folder, place.darwin),
    )
  if (platform === 'win32')
    return [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].flatMap(folder =>
      folder ? [win32.join(folder, place.win32)] : [],
    )
  return place.linux
}

const known = spaceBrowsers.filter(browser => browser !== 'auto')

/** Every browser of this machine that knows spaces; a Firefox stands there once for each of its add-ons. */
export const findSpaceBrowsers = (
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): readonly FoundBrowser[] =>
  known.flatMap(browser => {
    const program = candidates(browser, env, platform)
      .map(name => findProgram(name, env))
      .find(path => path !== null)
    return program ? [{ browser, program }] : []
  })

/** Which browser a program is, by its name: for the one that SWITCHYARD_BROWSER names. */
export const browserOfProgram = (program: string, wished: SpaceBrowser): KnownBrowser | null => {
  const name = basename(program.replaceAll('\\', '/'))
    .toLowerCase()
    .replace(/\.exe$/, '')
  if (/^(firefox|librewolf)/.test(name)) return wished === 'firefox-container' ? wished : 'firefox-granted'
  if (/^(google[- ]chrome|chrome)/.test(name)) return 'chrome'
  if (name.startsWith('chromium')) return 'chromium'
  if (name.startsWith('brave')) return 'brave'
  if (/^(microsoft[- ]edge|msedge)/.test(name)) return 'edge'
  return name.startsWith('vivaldi') ? 'vivaldi' : null
}

const schemes = { 'firefox-granted': 'ext+granted-containers', 'firefox-container': 'ext+container' } as const

/**
 * The words after the program. Chrome's family keeps profiles in folders (`--profile-directory`); Firefox opens a
 * container by an add-on that owns a scheme: Granted's, or Open External Links in a Container. Both make the
 * container with that name, color and icon when there is none yet.
 */
export const spaceArguments = (browser: KnownBrowser, space: Space, url: string): readonly string[] => {
  if (browser !== 'firefox-granted' && browser !== 'firefox-container')
    return [`--profile-directory=${space.directory}`, url]
  const said = [
    ['name', space.name],
    ['color', space.color],
    ['icon', space.icon],
    ['url', url],
  ].map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
  return [`${schemes[browser]}:${said.join('&')}`]
}

/** Where a browser of Chrome's family keeps its profiles; null for the others. */
export const profilesFolder = (
  browser: KnownBrowser,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): string | null => {
  const named: Partial<Record<KnownBrowser, readonly [linux: string, darwin: string, windows: string]>> = {
    chrome: ['google-chrome', 'Google/Chrome', 'Google\\Chrome'],
    chromium: ['chromium', 'Chromium', 'Chromium'],
    brave: ['BraveSoftware/Brave-Browser', 'BraveSoftware/Brave-Browser', 'BraveSoftware\\Brave-Browser'],
    edge: ['microsoft-edge', 'Microsoft Edge', 'Microsoft\\Edge'],
    vivaldi: ['vivaldi', 'Vivaldi', 'Vivaldi'],
  }
  const names = named[browser]
  if (!names) return null
  if (platform === 'win32')
    return env.LOCALAPPDATA ? win32.join(env.LOCALAPPDATA, names[2], 'User Data') : null
  const home = env.HOME ?? homedir()
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', names[1])
  return join(env.CHROME_CONFIG_HOME ?? env.XDG_CONFIG_HOME ?? join(home, '.config'), names[0])
}
