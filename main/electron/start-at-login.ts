// Starts the app with the session, hidden: a file of the XDG autostart folder on Linux, the system's own list elsewhere.
import { readFile, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { ok, type Result } from '../../shared/result.ts'
import { writeAtomic } from '../disk/atomic-write.ts'
import type { Electron } from './electron-parts.ts'

/** Tells the app that nobody asked for its window. */
export const hiddenFlag = '--hidden'

export type LoginDeps = {
  readonly app: Pick<Electron['app'], 'getLoginItemSettings' | 'isPackaged' | 'setLoginItemSettings'>
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  readonly execPath: string
  /** The app's folder, which a checkout's runtime needs to be told. */
  readonly folder: string
}

/** Quoting of the Exec key (freedesktop.org, Desktop Entry Specification, "The Exec key"): and a `%` is doubled. */
const quoted = (word: string): string => `"${word.replaceAll(/(["`$\\])/g, '\\\\$1').replaceAll('%', '%%')}"`

export const autostartEntry = (command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Switchyard',
    'Comment=Take any role in any AWS account',
    `Exec=${command.map(quoted).join(' ')}`,
    'Icon=switchyard',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')

export const autostartPath = (env: NodeJS.ProcessEnv): string => {
  const config = env.XDG_CONFIG_HOME
  return join(
    config && isAbsolute(config) ? config : join(env.HOME ?? homedir(), '.config'),
    'autostart',
    'switchyard.desktop',
  )
}

/** Makes the system agree with the setting. Fails with file-unwritable on Linux. */
export const followStartAtLogin = async (wished: boolean, deps: LoginDeps): Promise<Result<void>> => {
  const { app, platform, env, execPath, folder } = deps
  if (platform !== 'linux') {
    if (app.getLoginItemSettings({ args: [hiddenFlag] }).openAtLogin !== wished)
      app.setLoginItemSettings({ openAtLogin: wished, args: [hiddenFlag] })
    return ok(undefined)
  }
  const path = autostartPath(env)
  if (!wished) {
    await rm(path, { force: true })
    return ok(undefined)
  }
  // An AppImage runs from a mount that is gone at the next login; APPIMAGE names the file itself.
  const program = env.APPIMAGE ?? execPath
  const entry = autostartEntry([program, ...(app.isPackaged ? [] : [folder]), hiddenFlag])
  const present = await readFile(path, 'utf8').catch(() => null)
  if (present === entry) return ok(undefined)
  const written = await writeAtomic(path, entry, { mode: 0o644 })
  return written.ok ? ok(undefined) : written
}

/** Did the session start us, so that no window is wanted yet? */
export const startedHidden = (
  argv: readonly string[],
  { app, platform }: Pick<LoginDeps, 'app' | 'platform'>,
): boolean =>
  argv.includes(hiddenFlag) || (platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
