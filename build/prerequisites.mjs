// Finds the programs that some groups of tests need, and installs what is missing where that is possible.
import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { root } from './fresh.mjs'

/**
 * @typedef {object} Need
 * @property {string} group a short name
 * @property {string} what for the sentence that says what is skipped
 * @property {readonly string[]} packages of Debian and Ubuntu
 * @property {() => string | null} find the program, or null
 * @property {readonly NodeJS.Platform[]} [only] the systems where the group exists at all
 * @property {() => boolean} [mayInstall] absent = always
 * @property {boolean} [optional] no distribution has it: without it its tests are skipped, in CI too
 */

/** @param {string} name @returns {readonly string[]} every program of that name on the PATH */
const onPath = name =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter(folder => folder !== '' && !folder.includes('node_modules'))
    .flatMap(folder => (process.platform === 'win32' ? [join(folder, `${name}.exe`)] : [join(folder, name)]))
    .filter(path => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })

/** @param {string} program @param {readonly string[]} args @returns {string} what it printed; empty when it does not start */
const said = (program, args) => {
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: 'utf8', timeout: 30_000 })
  return status === 0 ? `${stdout}${stderr}` : ''
}

/** @param {readonly string[]} names */
const all = names => () => {
  const found = names.map(name => onPath(name)[0] ?? null)
  return found.includes(null) ? null : (found[0] ?? null)
}

const playwrightsOwn = () => {
  /** @type {typeof import('@playwright/test')} */
  const { chromium } = createRequire(import.meta.url)('@playwright/test')
  const path = chromium.executablePath()
  return existsSync(path) ? path : null
}
const findChromium = () => {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  // Ubuntu's `chromium` is a stub that asks for snap, so it has to say its version.
  const works = names.flatMap(onPath).find(path => /\d+\.\d+/.test(said(path, ['--version'])))
  return works ?? playwrightsOwn()
}
// Version 1 may stand first on the PATH; what Switchyard writes is for version 2.
const findAws = () =>
  [...onPath('aws'), '/usr/bin/aws'].find(path => /^aws-cli\/2\./.test(said(path, ['--version']))) ?? null

/** The oldest one whose S3 backend locks without a table; see test/support/real-terraform.ts. */
const findTerraform = () =>
  onPath('terraform').find(path => {
    const [, major, minor] = /^Terraform v(\d+)\.(\d+)/.exec(said(path, ['version'])) ?? []
    return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 11)
  }) ?? null

/** @type {readonly Need[]} */
const needs = [
  {
    group: 'chromium',
    what: 'the journeys in a browser',
    packages: ['chromium', 'fonts-dejavu-core', 'fonts-liberation'],
    find: findChromium,
  },
  { group: 'aws', what: 'what the real aws makes of our files', packages: ['awscli'], find: findAws },
  { group: 'git', what: 'catalogs from git', packages: ['git'], find: all(['git']) },
  {
    group: 'sshd',
    what: 'catalogs from git over ssh',
    packages: ['openssh-server', 'openssh-client'],
    // Outside of the PATH of people who are not root.
    find: () =>
      all(['ssh', 'ssh-keygen', 'ssh-agent', 'ssh-add'])() === null
        ? null
        : (onPath('sshd')[0] ??
          ['/usr/sbin/sshd', '/usr/local/sbin/sshd'].find(path => existsSync(path)) ??
          null),
    only: ['linux', 'darwin'],
    // Where systemd runs, the package would open this machine to others.
    mayInstall: () => !existsSync('/run/systemd/system'),
  },
  {
    group: 'curl',
    what: 'the launcher made of sh and curl',
    packages: ['curl'],
    find: all(['curl']),
    only: ['linux', 'darwin'],
  },
  {
    group: 'minisign',
    what: 'signatures made by the real minisign',
    packages: ['minisign'],
    find: all(['minisign']),
  },
  {
    group: 'terminal',
    what: 'terminal windows and the shells in them',
    packages: ['xterm', 'xvfb', 'xdotool', 'xclip', 'zsh', 'fish'],
    find: all(['xterm', 'Xvfb', 'xdotool', 'xclip', 'zsh', 'fish']),
    only: ['linux'],
  },
  {
    group: 'keyring',
    what: 'the vault’s key in a real Secret Service',
    packages: ['gnome-keyring', 'dbus', 'libglib2.0-bin', 'libsecret-tools', 'xvfb', 'xdotool'],
    find: all(['gnome-keyring-daemon', 'dbus-daemon', 'gdbus', 'secret-tool', 'Xvfb', 'xdotool']),
    only: ['linux'],
  },
  {
    group: 'terraform',
    what: 'what the real terraform makes of our HCL and profiles',
    packages: [],
    find: findTerraform,
    optional: true,
  },
]

const canUseApt = () =>
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  existsSync('/etc/os-release') &&
  /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8')) &&
  onPath('apt-get').length > 0

/** @param {string} program @param {readonly string[]} args */
const attempt = (program, args) => {
  try {
    execFileSync(program, args, {
      // Its output goes to stderr, like all that is not a result.
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: 300_000,
    })
    return true
  } catch {
    return false
  }
}

/** @param {readonly Need[]} missing */
const install = missing => {
  if (canUseApt()) {
    attempt('apt-get', ['update', '-qq'])
    for (const { packages, find, mayInstall } of missing)
      if (find() === null && (mayInstall?.() ?? true))
        attempt('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages])
  }
  if (missing.some(({ group }) => group === 'chromium') && findChromium() === null) {
    const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
    attempt(process.execPath, [cli, 'install', 'chromium'])
  }
}

/**
 * @typedef {{ readonly found: Readonly<Record<string, string>>, readonly lacking: readonly { readonly group: string, readonly sentence: string, readonly optional: boolean }[] }} Prerequisites
 * @returns {Prerequisites} where each group's program is, and a sentence for each that cannot be had
 */
export const prepare = () => {
  const here = needs.filter(({ only }) => only === undefined || only.includes(process.platform))
  const missing = here.filter(({ find, optional }) => !optional && find() === null)
  if (missing.length > 0) {
    console.error(
      `Missing for the tests: ${missing.map(({ group }) => group).join(', ')}. Trying to install …`,
    )
    install(missing)
  }
  /** @type {Record<string, string>} */
  const found = {}
  const lacking = []
  for (const { group, what, packages, find, optional = false } of here) {
    const path = find()
    if (path !== null) found[group] = path
    else {
      const sentence = `Without ${packages[0] ?? group}, ${what} cannot be tested here.`
      lacking.push({ group, sentence, optional })
    }
  }
  return { found, lacking }
}
