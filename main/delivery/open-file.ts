// Opens a file of ours in the person's editor: the system's choice for text, where there is a display to show it on.
import { spawn } from 'node:child_process'
import { failed, ok, type Result } from '../../shared/result.ts'

/** Whether a window would show up in front of the person. */
const hasDisplay = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean => {
  if (env.SSH_CONNECTION || env.SSH_TTY) return false
  return platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/** The argv that shows `path` in an editor. */
export const editorCommand = (path: string, platform: NodeJS.Platform): readonly string[] => {
  if (platform === 'darwin') return ['open', '-t', path]
  if (platform === 'win32') return ['notepad.exe', path]
  return ['xdg-open', path]
}

/** @returns false where nobody would see it: the path is then to be said. Fails with command-missing. */
export const openFile = (
  path: string,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): Promise<Result<boolean>> =>
  new Promise(resolve => {
    if (!hasDisplay(env, platform)) return resolve(ok(false))
    const [program = '', ...words] = editorCommand(path, platform)
    const { SWITCHYARD_PASSPHRASE: _, ...inherited } = env
    const child = spawn(program, words, { stdio: 'ignore', detached: true, env: inherited })
    child.on('error', () => resolve(failed({ kind: 'command-missing', command: program })))
    child.on('spawn', () => {
      child.unref()
      resolve(ok(true))
    })
  })
