// Gives a test a real Secret Service of its own (gnome-keyring on a private bus), open or locked, with or without a screen.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'

const run = promisify(execFile)
const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

export type Keyring = {
  /** For the environment of a process that shall meet this Secret Service, and no other. The library keeps its first connection, so each bus needs a process of its own. */
  readonly env: {
    readonly DBUS_SESSION_BUS_ADDRESS: string
    readonly XDG_RUNTIME_DIR: string
    readonly XDG_DATA_HOME: string
  }
  /** Locks the login keyring, as a desktop does when its person leaves. */
  lock(): Promise<void>
  /** Waits for the keyring's prompt on the screen and presses a key in it: `Escape` dismisses it. */
  pressInPrompt(key: string): Promise<void>
  /** The same, with a text and Return. */
  typeInPrompt(text: string): Promise<void>
  stop(): Promise<void>
}

export type KeyringOptions = {
  /** `none`: a bus on which nobody offers the Secret Service. */
  readonly service?: 'gnome-keyring' | 'none'
  /** With a screen a locked keyring shows its prompt; without one its prompt fails at once. */
  readonly screen?: boolean
}

const programs = ['dbus-daemon', 'gnome-keyring-daemon', 'gdbus', 'Xvfb', 'xdotool']

/**
 * Null when the tests can run. Else a sentence for skipping them, but where CI is set the programs are
 * promised, so that their absence fails.
 */
export const whyNoKeyring = (): string | null => {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const missing = programs.filter(name => !folders.some(folder => existsSync(join(folder, name))))
  if (missing.length === 0) return null
  const sentence = `The keychain tests need ${missing.join(', ')} (apt-get install dbus gnome-keyring libglib2.0-bin xvfb xdotool).`
  if (process.env.CI) throw new Error(sentence)
  return sentence
}

const config = (
  withServices: boolean,
): string => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  ${withServices ? '<standard_session_servicedirs/>' : ''}
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`

/** Started for the running test. */
export const tempKeyring = async (options: KeyringOptions = {}): Promise<Keyring> => {
  const keyring = await startKeyring(options)
  onTestFinished(() => keyring.stop())
  return keyring
}

/** Starts it; the caller stops it. */
export const startKeyring = async ({
  service = 'gnome-keyring',
  screen = false,
}: KeyringOptions = {}): Promise<Keyring> => {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-keyring-'))
  const runtime = join(folder, 'run')
  const data = join(folder, 'data')
  for (const made of [runtime, data]) mkdirSync(made, { mode: 0o700 })
  const configFile = join(folder, 'bus.conf')
  writeFileSync(configFile, config(service !== 'none'))
  const children: ChildProcess[] = []
  const start = (
    program: string,
    args: string[],
    env: NodeJS.ProcessEnv,
    wanted: 'a line' | 'nothing',
  ): Promise<string> => {
    const unlocks = program === 'gnome-keyring-daemon'
    const child = spawn(program, args, { env, stdio: [unlocks ? 'pipe' : 'ignore', 'pipe', 'pipe'] })
    children.push(child)
    let said = ''
    child.stderr?.on('data', (text: Buffer) => {
      said += text.toString()
    })
    child.stdin?.on('error', () => {}).end('test-password')
    return new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', (code, signal) =>
        reject(new Error(`${program} ended with ${code ?? signal}: ${said}`)),
      )
      if (wanted === 'nothing') resolve('')
      else child.stdout?.once('data', (line: Buffer) => resolve(line.toString().trim()))
    })
  }
  const stop = async (): Promise<void> => {
    for (const child of children.reverse()) {
      child.removeAllListeners('exit')
      if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise(resolve => child.once('exit', resolve))
        child.kill('SIGKILL')
        await gone
      }
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
  try {
    const clean: NodeJS.ProcessEnv = {
      PATH: process.env.PATH,
      HOME: folder,
      XDG_RUNTIME_DIR: runtime,
      XDG_DATA_HOME: data,
      NO_AT_BRIDGE: '1',
    }
    if (screen)
      clean.DISPLAY = `:${await start('Xvfb', ['-displayfd', '1', '-screen', '0', '800x600x24', '-nolisten', 'tcp'], clean, 'a line')}`
    const address = await start(
      'dbus-daemon',
      ['--nofork', `--config-file=${configFile}`, '--print-address=1'],
      clean,
      'a line',
    )
    const env = { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: runtime, XDG_DATA_HOME: data }
    if (service !== 'none') {
      const control = `--control-directory=${join(runtime, 'keyring')}`
      await start(
        'gnome-keyring-daemon',
        ['--foreground', '--unlock', '--components=secrets', control],
        { ...clean, ...env },
        'nothing',
      )
      await run('gdbus', ['wait', '--session', '--timeout', '10', 'org.freedesktop.secrets'], {
        env: { ...clean, ...env },
      })
    }
    const xdotool = (...act: string[]): Promise<string> =>
      run('xdotool', act, { env: clean, timeout: 10_000 }).then(
        ({ stdout }) => stdout.trim(),
        // A window that just closed, or none yet: looked for again.
        () => '',
      )
    /** The prompt's window has a name; on a busy machine others of its program may show for a moment. */
    const prompts = async (): Promise<readonly string[]> =>
      (await xdotool('search', '--onlyvisible', '--name', '.+')).split('\n').filter(Boolean)
    /** Acts on the prompt until it is gone: a busy machine may show it before it takes keys. */
    const inPrompt = async (...acts: (readonly string[])[]): Promise<void> => {
      const giveUp = Date.now() + 40_000
      let acted = 0
      let windows: readonly string[] = []
      while (Date.now() < giveUp) {
        windows = await prompts()
        const window = windows[acted % windows.length]
        if (window === undefined) {
          if (acted > 0) return
          await pause(100)
          continue
        }
        await xdotool('windowfocus', window)
        await pause(200)
        for (const act of acts) await xdotool(...act)
        acted += 1
        const gone = Date.now() + 3_000
        while (Date.now() < gone && (await prompts()).includes(window)) await pause(100)
      }
      const names = await Promise.all(windows.map(window => xdotool('getwindowname', window)))
      throw new Error(
        acted === 0
          ? 'The keychain’s prompt did not come.'
          : `The keychain’s prompt did not go away in ${acted} tries: ${names.join(', ')}.`,
      )
    }
    return {
      env,
      stop,
      async lock() {
        const login = "['/org/freedesktop/secrets/collection/login']"
        const to = ['-d', 'org.freedesktop.secrets', '-o', '/org/freedesktop/secrets']
        await run('gdbus', ['call', '--session', ...to, '-m', 'org.freedesktop.Secret.Service.Lock', login], {
          env: { ...clean, ...env },
        })
      },
      pressInPrompt: key => inPrompt(['key', key]),
      // What an earlier try may have typed is selected first, so that typing replaces it.
      typeInPrompt: text => inPrompt(['key', 'ctrl+a'], ['type', '--delay', '20', text], ['key', 'Return']),
    }
  } catch (error) {
    await stop()
    throw error
  }
}
