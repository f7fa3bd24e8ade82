// Opens an address in the person's browser: the one they named, else the system's own.
import { spawn } from 'node:child_process'
import type { Result } from '../../shared/result.ts'
import { failed, ok } from '../../shared/result.ts'
import { splitCommand } from '../../shared/split-command.ts'

export type Opened = 'browser' | 'printed'

/** The argv that opens `url`, or null when the person chose to have it printed. */
export const browserCommand = (
  url: string,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): readonly string[] | null => {
  const chosen = env.SWITCHYARD_BROWSER?.trim()
  if (chosen === 'none') return null
  if (chosen) {
    const words = splitCommand(chosen).filter(word => !word.includes('{space}'))
    return words.some(word => word.includes('{url}'))
      ? words.map(word => word.replaceAll('{url}', url))
      : [...words, url]
  }
  if (platform === 'darwin') return ['open', url]
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url]
  return ['xdg-open', url]
}

/** True where a browser can be expected to show up in front of the person. */
export const hasBrowser = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean => {
  if (env.SWITCHYARD_BROWSER) return env.SWITCHYARD_BROWSER.trim() !== 'none'
  if (env.SSH_CONNECTION || env.SSH_TTY) return false
  if (platform === 'darwin' || platform === 'win32') return true
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/**
 * Opens `url`; it must be https, http on loopback, or a file of ours.
 * @returns 'printed' when the person chose `none`: the caller then prints it. Fails with command-missing.
 */
export const openBrowser = (
  url: string,
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): Promise<Result<Opened>> =>
  new Promise(resolve => {
    if (!/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]|file:\/\/)/.test(url)) {
      return resolve(failed({ kind: 'bad-input', path: 'url', message: 'Only https addresses are opened.' }))
    }
    const command = browserCommand(url, env, platform)
    resolve(command === null ? ok('printed') : startBrowser(command, env))
  })

/** Starts a browser on its own; no shell sees the words. Fails with command-missing. */
export const startBrowser = (
  [program = '', ...words]: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Result<Opened>> =>
  new Promise(resolve => {
    const { SWITCHYARD_PASSPHRASE: _, ...inherited } = env
    const child = spawn(program, words, { stdio: 'ignore', detached: true, env: inherited })
    child.on('error', () => resolve(failed({ kind: 'command-missing', command: program })))
    child.on('spawn', () => {
      child.unref()
      resolve(ok('browser'))
    })
  })
