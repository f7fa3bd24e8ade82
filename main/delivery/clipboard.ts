// The clipboard of main's own machine: text goes in by a program's stdin, and what was secret is taken back after a while.
import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Clock } from '../clock.ts'

/** How long a copied secret stays, in ms, unless something else was copied meanwhile. */
export const clipboardLifetime = 45_000

export interface Clipboard {
  /** Whether this machine has one that the person in front of the window uses. */
  available(): boolean
  /** @returns false when nothing was copied */
  lend(text: string): Promise<boolean>
  /** Takes back what is still there of ours. */
  close(): Promise<void>
}

export type ClipboardPrograms = {
  readonly write: readonly string[]
  readonly read: readonly string[]
  /** Empties it; it gets nothing on stdin. */
  readonly clear: readonly string[]
}

const powershell = (command: string): readonly string[] => [
  'powershell.exe',
  '-NoProfile',
  '-NonInteractive',
  '-Command',
  command,
]
const windows: ClipboardPrograms = {
  write: ['clip.exe'],
  read: powershell('Get-Clipboard -Raw'),
  clear: powershell('Set-Clipboard -Value $null'),
}
const xclip = ['xclip', '-selection', 'clipboard'] as const
const candidates: Readonly<Record<'darwin' | 'win32' | 'wayland' | 'x11', ClipboardPrograms>> = {
  darwin: { write: ['pbcopy'], read: ['pbpaste'], clear: ['pbcopy'] },
  win32: windows,
  // A clipboard manager is asked not to keep it: `--sensitive` is younger than many systems, so the time-out has to do.
  wayland: { write: ['wl-copy'], read: ['wl-paste', '--no-newline'], clear: ['wl-copy', '--clear'] },
  x11: { write: [...xclip, '-in'], read: [...xclip, '-out'], clear: [...xclip, '-in', '/dev/null'] },
}

/** The programs for these surroundings; null over SSH and where there is no screen: that clipboard is nobody's. Pure. */
export const clipboardPrograms = (
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  isThere: (program: string) => boolean,
): ClipboardPrograms | null => {
  if (env.SSH_CONNECTION || env.SSH_TTY) return null
  if (platform === 'darwin' || platform === 'win32') return candidates[platform]
  const found = [
    ...(env.WAYLAND_DISPLAY ? [candidates.wayland] : []),
    ...(env.DISPLAY ? [candidates.x11] : []),
    ...(env.WSL_DISTRO_NAME ? [windows] : []),
  ]
  return (
    found.find(({ write, read }) => [write[0], read[0]].every(program => program && isThere(program))) ?? null
  )
}

/** Runs a program to its end. @returns what it printed, or null when it failed; a holder of the selection runs on. */
const run = (
  [program = '', ...words]: readonly string[],
  env: NodeJS.ProcessEnv,
  input: string | null,
): Promise<string | null> =>
  new Promise(resolve => {
    const reads = input === null
    const child = spawn(program, words, {
      // xclip's child keeps what it inherits open for as long as it holds the selection.
      stdio: [reads ? 'ignore' : 'pipe', reads ? 'pipe' : 'ignore', 'ignore'],
      env,
      windowsHide: true,
      timeout: 10_000,
    })
    let text = ''
    child.stdout?.setEncoding('utf8').on('data', (more: string) => {
      text += more
    })
    child.once('error', () => resolve(null))
    child.once(reads ? 'close' : 'exit', code => resolve(code === 0 ? text : null))
    child.stdin?.on('error', () => undefined).end(input)
  })

const isOnPath =
  (env: NodeJS.ProcessEnv) =>
  (name: string): boolean =>
    (env.PATH ?? '').split(delimiter).some(folder => {
      try {
        accessSync(join(folder, name), constants.X_OK)
        return folder !== ''
      } catch {
        return false
      }
    })

export const createClipboard = (
  env: NodeJS.ProcessEnv,
  clock: Clock,
  platform: NodeJS.Platform = process.platform,
): Clipboard => {
  const programs = (): ClipboardPrograms | null => clipboardPrograms(env, platform, isOnPath(env))
  let lent: string | null = null
  let cancel: () => void = () => undefined

  const takeBack = async (): Promise<void> => {
    cancel()
    const found = programs()
    const text = lent
    lent = null
    if (text === null || !found) return
    // Windows and PowerShell end what they read with a line of their own.
    const there = await run(found.read, env, null)
    if (there !== null && there.replace(/\r?\n$/, '') === text.replace(/\r?\n$/, ''))
      await run(found.clear, env, '')
  }
  return {
    available: () => programs() !== null,
    async lend(text) {
      const found = programs()
      if (!found || (await run(found.write, env, text)) === null) return false
      cancel()
      lent = text
      cancel = clock.at(clock.now() + clipboardLifetime, () => void takeBack())
      return true
    },
    close: takeBack,
  }
}
