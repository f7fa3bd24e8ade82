// Finds the desktop (Electron's runtime and a display) without starting a download, and opens the window in it.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'

/** Electron's executable, and the folder of the app (its package.json names out/electron.mjs); null where it is installed as one. */
export type Desktop = { readonly runtime: string; readonly app: string | null }
export type DesktopFound =
  | { readonly found: true; readonly desktop: Desktop }
  /** `why` is a sentence for the person who expected a window. */
  | { readonly found: false; readonly why: string }

export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  /** The person's number on POSIX; null on Windows. */
  readonly uid: number | null
  /** A folder inside the app, from where its top is searched upward. */
  readonly from: string
}

export const findDesktop = ({ env, platform, uid, from }: Surroundings): DesktopFound => {
  const no = (why: string): DesktopFound => ({ found: false, why })
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return no('There is no display.')
  // Chromium refuses to run as root unless its sandbox is off, and this window never runs without its sandbox.
  if (platform === 'linux' && uid === 0) return no('The desktop window does not run as root.')
  const app = topOf(from)
  if (app === null) return no('The app’s folder was not found.')
  const installed = findInstalled(app, platform)
  if (installed !== null) return { found: true, desktop: { runtime: installed, app: null } }
  const runtime = findRuntime(app, env)
  return runtime === null
    ? no('Electron’s runtime is not installed (npm run electron brings it).')
    : { found: true, desktop: { runtime, app } }
}

/** The app that this command line was installed with: it lies in `resources/cli`, beside the app's own archive. */
const findInstalled = (app: string, platform: NodeJS.Platform): string | null => {
  const resources = dirname(app)
  if (!existsSync(join(resources, 'app.asar'))) return null
  const top = dirname(resources)
  const runtime =
    platform === 'darwin'
      ? join(top, 'MacOS', 'Switchyard')
      : join(top, platform === 'win32' ? 'Switchyard.exe' : 'switchyard-desktop')
  return existsSync(runtime) ? runtime : null
}

/**
 * Where the `electron` package keeps its executable. Loading that package would download the runtime when it is
 * missing; its installer writes path.txt only after it succeeded, so that file is the sign.
 */
const findRuntime = (app: string, env: Surroundings['env']): string | null => {
  const installed = join(app, 'node_modules', 'electron')
  const named = join(installed, 'path.txt')
  const name = existsSync(named) ? readFileSync(named, 'utf8').trim() : null
  const override = env.ELECTRON_OVERRIDE_DIST_PATH
  const runtime = override
    ? join(override, name ?? 'electron')
    : name === null
      ? null
      : join(installed, 'dist', name)
  return runtime !== null && existsSync(runtime) ? runtime : null
}

/** The nearest folder above that holds the app's package.json. */
export const topOf = (from: string): string | null => {
  const found = join(from, 'package.json')
  if (
    existsSync(found) &&
    (JSON.parse(readFileSync(found, 'utf8')) as { name?: unknown }).name === 'switchyard'
  )
    return from
  const above = dirname(from)
  return above === from ? null : topOf(above)
}

/**
 * Opens the window and waits until it ends; signals are passed on.
 * @param args for the app itself; never a secret, because other people on the machine can read them
 * @returns the exit code, 128 + the signal's number when a signal ended it
 */
export const openDesktop = (
  { runtime, app }: Desktop,
  args: readonly string[],
  env: Surroundings['env'],
): Promise<number> =>
  new Promise((resolve, reject) => {
    // Set by editors that are Electron apps themselves; it would turn the window into a plain Node.
    const { ELECTRON_RUN_AS_NODE: _, ...rest } = env
    const child = spawn(runtime, [...(app === null ? [] : [app]), ...args], { stdio: 'inherit', env: rest })
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
    const pass = signals.map(signal => [signal, () => child.kill(signal)] as const)
    const release = () => {
      for (const [signal, take] of pass) process.off(signal, take)
    }
    for (const [signal, take] of pass) process.on(signal, take)
    child.once('error', error => {
      release()
      reject(error)
    })
    child.once('exit', (code, signal) => {
      release()
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
    })
  })
