// Keeps one launcher per home on disk, in a place whose path every SDK reads unquoted.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { posix, win32 } from 'node:path'
import type { TargetId } from '../../shared/names.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { readText, writeAtomic } from '../disk/atomic-write.ts'
import { ensurePrivateFolder } from '../disk/private-folder.ts'
import { batchLauncher, type LauncherText, shellLauncher } from './launcher-script.ts'

export type LauncherDeps = LauncherText & {
  /** Where it lies when that path is plain. */
  readonly launchers: string
  readonly env: NodeJS.ProcessEnv
  readonly platform?: NodeJS.Platform
}

export type Launcher = {
  /**
   * The value of `credential_process` for a target; makes the launcher or brings it up to date first.
   * Fails with file-unwritable, also when no folder with a plain path can be had.
   */
  command(target: TargetId): Promise<Result<string>>
}

/**
 * The SDKs disagree on quotes in credential_process: botocore splits it itself, JS and Go use a shell, Go for
 * Windows re-escapes quotes in a way that cmd.exe does not understand. A path of these characters needs none.
 */
const plainPosix = /^\/[A-Za-z0-9_./+-]+$/
const plainWindows = /^[A-Za-z]:\\[A-Za-z0-9_.\\+-]+$/

export const createLauncher = (deps: LauncherDeps): Launcher => {
  const platform = deps.platform ?? process.platform
  const windows = platform === 'win32'
  const name = windows ? 'switchyard.cmd' : 'switchyard'
  const text = windows ? batchLauncher(deps) : shellLauncher(deps)
  let ready: Promise<Result<string>> | null = null

  const make = async (): Promise<Result<string>> => {
    for (const folder of candidates(deps, platform)) {
      const made = await ensurePrivateFolder(folder)
      if (!made.ok) continue
      const path = windows ? win32.join(folder, name) : posix.join(folder, name)
      const written = await bringUpToDate(path, text)
      if (!written.ok) return written
      const named = windows && !plainWindows.test(path) ? await shortName(path) : path
      if ((windows ? plainWindows : plainPosix).test(named)) return ok(named)
    }
    const said =
      'No folder was found for the launcher whose path has neither blanks nor other special characters.'
    return failed({ kind: 'file-unwritable', path: deps.launchers, said, code: 'EINVAL' })
  }

  return {
    async command(target) {
      ready ??= make()
      const path = await ready
      if (!path.ok) ready = null
      return path.ok ? ok(`${path.value} ${target}`) : path
    },
  }
}

/** Folders of the person's own, the home's first; those whose path is not plain are left out where links cannot mend it. */
const candidates = (deps: LauncherDeps, platform: NodeJS.Platform): string[] => {
  const mark = createHash('sha256').update(deps.home).digest('hex').slice(0, 16)
  const { env } = deps
  if (platform === 'win32')
    return [deps.launchers, ...(env.LOCALAPPDATA ? [win32.join(env.LOCALAPPDATA, 'Switchyard', mark)] : [])]
  const cache = env.XDG_CACHE_HOME && posix.isAbsolute(env.XDG_CACHE_HOME) ? env.XDG_CACHE_HOME : null
  const person = env.HOME && posix.isAbsolute(env.HOME) ? env.HOME : null
  // The last one outlives a restart, unlike /tmp; ensurePrivateFolder refuses it when another user made it.
  return [
    deps.launchers,
    ...(cache ? [posix.join(cache, 'switchyard', mark)] : []),
    ...(person ? [posix.join(person, '.cache', 'switchyard', mark)] : []),
    posix.join('/var/tmp', `switchyard-${process.geteuid?.() ?? 0}-${mark}`),
  ].filter(folder => plainPosix.test(folder))
}

const bringUpToDate = async (path: string, text: string): Promise<Result<void>> => {
  const there = await readText(path)
  if (there.ok && there.value === text && (await isPrivateProgram(path))) return ok(undefined)
  return writeAtomic(path, text, { mode: 0o700, keepMode: false })
}

const isPrivateProgram = async (path: string): Promise<boolean> =>
  process.platform === 'win32' || ((await stat(path)).mode & 0o777) === 0o700

/** Windows' 8.3 name of a path, or the path itself where the disk keeps none. */
const shortName = (path: string): Promise<string> =>
  new Promise(resolve => {
    const script = `(New-Object -ComObject Scripting.FileSystemObject).GetFile($env:SWITCHYARD_PATH).ShortPath`
    const env = { ...process.env, SWITCHYARD_PATH: path }
    execFile(
      'powershell.exe',
      ['-NoProfile', '-NonInteractive', '-Command', script],
      { env },
      (error, stdout) => resolve(error ? path : stdout.trim() || path),
    )
  })
