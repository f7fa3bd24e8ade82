// Opens the system's terminal as a target: the window runs a script that asks us, so no credentials are in any argv or file.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { TargetId } from '../../shared/names.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { readText, writeAtomic } from '../disk/atomic-write.ts'
import { ensurePrivateFolder } from '../disk/private-folder.ts'
import { childEnvironment } from './environment.ts'
import { findProgram } from './find-program.ts'
import { chooseTerminal, type TerminalProgram, terminalPrograms } from './terminal-programs.ts'
import { batchTerminalScript, posixTerminalScript } from './terminal-script.ts'

export type OpenedTerminal = { readonly terminal: string; readonly notices: readonly string[] }

export interface Terminals {
  /** Whether a window can show up in front of the person. */
  available(): boolean
  /** The terminals that are on this machine, by name, and a sentence when none opens or the chosen one is gone. */
  facts(): { readonly found: readonly string[]; readonly problem: string | null }
  /**
   * Opens a window whose shell is the target; it asks by itself for whatever is missing.
   * @returns the terminal's name, and what must be said of the choice. Fails with no-terminal where there is none or no display, or file-unwritable.
   */
  open(target: TargetId): Promise<Result<OpenedTerminal>>
}

export type TerminalDeps = {
  readonly env: NodeJS.ProcessEnv
  readonly home: string
  /** Where the script is kept. */
  readonly launchers: string
  readonly node: string
  readonly cli: string
  /** The setting: a terminal's name, or null for any. */
  readonly chosen: () => string | null
  readonly platform?: NodeJS.Platform
}

/** Long enough for a terminal to find that it cannot open its display; GNOME's ends at once when all went well. */
const settleMs = 400

export const createTerminals = (deps: TerminalDeps): Terminals => {
  const { env, home, node, cli } = deps
  const platform = deps.platform ?? process.platform
  const isThere = (needs: string): boolean => findProgram(needs, env) !== null
  const hasDisplay = (): boolean =>
    platform === 'darwin' || platform === 'win32'
      ? !env.SSH_CONNECTION
      : Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
  const choose = (): TerminalProgram | null =>
    chooseTerminal({ platform, env, chosen: deps.chosen(), isThere })
  const found = (): readonly string[] =>
    terminalPrograms(platform)
      .filter(({ needs }) => isThere(needs))
      .map(({ name }) => name)
  /** What was chosen once and is not there any more: another opens, and that is said. */
  const gone = (): string | null => {
    const chosen = deps.chosen()
    return chosen === null || found().includes(chosen) ? null : chosen
  }

  const bringUpToDate = async (): Promise<Result<string>> => {
    const windows = platform === 'win32'
    const path = join(deps.launchers, windows ? 'terminal.cmd' : 'terminal')
    const text = (windows ? batchTerminalScript : posixTerminalScript)({ env, home, node, cli })
    const made = await ensurePrivateFolder(deps.launchers)
    if (!made.ok) return made
    const there = await readText(path)
    if (there.ok && there.value === text) return ok(path)
    const written = await writeAtomic(path, text, { mode: 0o700, keepMode: false })
    return written.ok ? ok(path) : written
  }

  return {
    available: () => hasDisplay() && choose() !== null,
    facts() {
      if (!hasDisplay())
        return { found: found(), problem: 'No window can be opened from here: there is no display.' }
      const missing = gone()
      const opens = choose()?.name
      if (opens === undefined)
        return { found: [], problem: 'No terminal that Switchyard knows is on this machine.' }
      return { found: found(), problem: missing === null ? null : instead(missing, opens) }
    },
    async open(target) {
      if (!hasDisplay()) return failed({ kind: 'no-terminal', target, why: 'no-display' })
      const program = choose()
      if (!program) return failed({ kind: 'no-terminal', target, why: 'none-found' })
      const script = await bringUpToDate()
      if (!script.ok) return script
      const opened = await launch(program.argv(script.value, target), env)
      if (!opened) return failed({ kind: 'no-terminal', target, why: 'would-not-open' })
      const missing = gone()
      return ok({ terminal: program.name, notices: missing === null ? [] : [instead(missing, program.name)] })
    },
  }
}

const instead = (missing: string, opens: string): string =>
  `${missing} is chosen in the settings, and is not on this machine: ${opens} opens instead.`

/** Starts it on its own. @returns false when it could not start, or gave up at once */
const launch = ([program = '', ...words]: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> =>
  new Promise(resolve => {
    const { SWITCHYARD_TARGET: _, ...clean } = childEnvironment(env, {})
    const child = spawn(program, words, { stdio: 'ignore', detached: true, env: clean })
    const timer = setTimeout(() => resolve(true), settleMs)
    child.once('error', () => {
      clearTimeout(timer)
      resolve(false)
    })
    child.once('exit', code => {
      clearTimeout(timer)
      resolve(code === 0)
    })
    child.unref()
  })
