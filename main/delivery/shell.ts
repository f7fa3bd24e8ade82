// Chooses the shell a person uses and how it is started so that its prompt says which target it is.
import { join, posix, win32 } from 'node:path'
import type { EnvironmentColor } from '../../shared/catalog.ts'
import { ok, type Result } from '../../shared/result.ts'
import { readText, writeAtomic } from '../disk/atomic-write.ts'
import { ensurePrivateFolder } from '../disk/private-folder.ts'
import { bashFile, fishCommand, powershellCommand, zshEnvFile, zshFile } from './shell-files.ts'

export type ShellStart = {
  readonly command: readonly string[]
  /** Added to the child's environment: no secret among them. */
  readonly variables: Readonly<Record<string, string>>
  /** Files the shell reads, below the folder; they are the same for every target. */
  readonly files: readonly { readonly name: string; readonly text: string }[]
}

type Surroundings = {
  readonly env: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
  /** Where the files lie. */
  readonly folder: string
}

/**
 * On Windows nothing names the shell. cmd.exe sets PROMPT for its children and PowerShell does not; PowerShell 7 puts
 * its own modules first in PSModulePath; Git's bash sets SHELL.
 */
const shellOf = ({ env, platform }: Surroundings): string => {
  if (env.SHELL) return env.SHELL
  if (platform !== 'win32') return '/bin/sh'
  if (env.PROMPT) return env.ComSpec ?? env.COMSPEC ?? 'cmd.exe'
  return /powershell[\\/]7/i.test(env.PSModulePath ?? '') ? 'pwsh.exe' : 'powershell.exe'
}

/** SGR numbers, as ECMA-48 has them; bright black stands for slate. */
const colorNumbers: Readonly<Record<EnvironmentColor, number>> = {
  red: 31,
  amber: 33,
  green: 32,
  blue: 34,
  violet: 35,
  slate: 90,
}

/** What a prompt shows of a target: account and role, without the catalog. */
export const marker = (target: string): string => target.slice(target.indexOf(':') + 1)

/** Pure. */
export const planShell = (
  target: string,
  color: EnvironmentColor | null,
  surroundings: Surroundings,
): ShellStart => {
  const { env, platform, folder } = surroundings
  const path = platform === 'win32' ? win32 : posix
  const shell = shellOf(surroundings)
  const kind = path
    .basename(shell)
    .toLowerCase()
    .replace(/\.exe$/, '')
  const variables = {
    SWITCHYARD_TARGET: target,
    SWITCHYARD_COLOR: String(color === null ? 36 : colorNumbers[color]),
  }
  const plain = { command: [shell], variables, files: [] }
  switch (kind) {
    case 'bash':
      return {
        command: [shell, '--rcfile', path.join(folder, 'bashrc')],
        variables,
        files: [{ name: 'bashrc', text: bashFile }],
      }
    case 'zsh':
      return {
        command: [shell],
        variables: {
          ...variables,
          ZDOTDIR: folder,
          ...(env.ZDOTDIR ? { SWITCHYARD_ZDOTDIR: env.ZDOTDIR } : {}),
        },
        files: [
          { name: '.zshenv', text: zshEnvFile },
          { name: '.zshrc', text: zshFile },
        ],
      }
    case 'fish':
      return { ...plain, command: [shell, '-C', fishCommand] }
    case 'pwsh':
    case 'powershell':
      return { ...plain, command: [shell, '-NoLogo', '-NoExit', '-Command', powershellCommand] }
    case 'cmd':
      return { ...plain, variables: { ...variables, PROMPT: `(${marker(target)}) ${env.PROMPT ?? '$P$G'}` } }
    default:
      // sh, dash and ksh take their prompt from the environment and expand variables in it.
      return { ...plain, variables: { ...variables, PS1: `(\${SWITCHYARD_TARGET#*:}) ${env.PS1 ?? '$ '}` } }
  }
}

/** Writes the files of a plan where they differ. Fails with file-unwritable. */
export const writeShellFiles = async (start: ShellStart, folder: string): Promise<Result<void>> => {
  if (start.files.length === 0) return ok(undefined)
  const made = await ensurePrivateFolder(folder)
  if (!made.ok) return made
  for (const { name, text } of start.files) {
    const path = join(folder, name)
    const there = await readText(path)
    if (there.ok && there.value === text) continue
    const written = await writeAtomic(path, text, { mode: 0o600 })
    if (!written.ok) return written
  }
  return ok(undefined)
}
