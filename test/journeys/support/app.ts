// Starts the built app as a person would, in a folder of its own, and ends it; its command line is the second terminal.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const cli = join(import.meta.dirname, '../../../out/cli.cjs')
const patience = 30_000

export type App = {
  /** Where the window is; its key works once. */
  readonly url: string
  /** Runs a command beside the app and gives what it printed. Throws when it fails. */
  run(args: readonly string[], input?: string): Promise<string>
  /** Paths of the AWS files it writes, and of the folder it keeps everything in. */
  readonly files: Readonly<Record<string, string>>
  stop(): Promise<void>
}

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise(resolve => child.once('exit', () => resolve()))

const readyLine = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let out = ''
    let said = ''
    const timer = setTimeout(() => reject(new Error(`Not ready in time.\n${out}\n${said}`)), patience)
    child.stderr?.on('data', data => {
      said += String(data)
    })
    child.stdout?.on('data', data => {
      out += String(data)
      const url = /^Switchyard is ready: (\S+)$/m.exec(out)?.[1]
      if (!url) return
      clearTimeout(timer)
      resolve(url)
    })
    child.once('exit', code => {
      clearTimeout(timer)
      reject(new Error(`Ended with ${code} before it was ready.\n${said}`))
    })
  })

const start = async (
  args: readonly string[],
  more: (folder: string) => Readonly<Record<string, string>>,
  filesOf: (run: App['run'], env: NodeJS.ProcessEnv) => Promise<Readonly<Record<string, string>>>,
  /** Of an earlier start, to go on in; who made it takes it away. */
  kept: string | null = null,
): Promise<App> => {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'switchyard-journey-'))
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS_|SWITCHYARD_)/.test(name))
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(inherited),
    // A demo is found through this folder, so that journeys find their own beside a person's.
    XDG_RUNTIME_DIR: folder,
    HOME: folder,
    SWITCHYARD_BROWSER: 'none',
    ...more(folder),
  }
  const child = spawn(process.execPath, [cli, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const run: App['run'] = (words, input) =>
    new Promise((resolve, reject) => {
      const second = execFile(process.execPath, [cli, ...words], { env }, (error, out, said) =>
        error ? reject(new Error(`${words.join(' ')}: ${said}`)) : resolve(out),
      )
      // Who ends before it has read everything says why itself.
      second.stdin?.on('error', () => undefined)
      second.stdin?.end(input ?? '')
    })
  try {
    const url = await readyLine(child)
    const files = await filesOf(run, env)
    return {
      url,
      run,
      files,
      async stop() {
        child.kill('SIGTERM')
        await ended(child)
        if (kept === null) rmSync(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}

/** The demo world of one organization; commands run inside it. @param more of the environment it is started in */
export const startDemo = (organization: string, more: Readonly<Record<string, string>> = {}): Promise<App> =>
  start(
    ['demo', '--organization', organization, '--browser', '--no-open', '--port', '0'],
    () => more,
    async (run, env) => {
      const set = JSON.parse(await run(['demo', 'env', '--json'])) as Record<string, string>
      Object.assign(env, set)
      return {
        config: set.AWS_CONFIG_FILE ?? '',
        credentials: set.AWS_SHARED_CREDENTIALS_FILE ?? '',
        home: set.SWITCHYARD_HOME ?? '',
      }
    },
  )

/**
 * The app as it is on a machine where nothing was set up yet, with a vault that a person opens.
 * @param demo its AWS answers in place of Amazon
 * @param furnish puts what other tools would have left into the person's home
 */
export const startEmpty = async (demo: App, furnish = (_: string): void => undefined): Promise<App> => {
  const aws = JSON.parse(await demo.run(['demo', 'env', '--json'])) as Record<string, string>
  return start(
    ['open', '--browser', '--no-open', '--port', '0'],
    folder => {
      furnish(folder)
      return {
        ...Object.fromEntries(Object.entries(aws).filter(([name]) => name.startsWith('AWS_ENDPOINT_URL'))),
        SWITCHYARD_ALLOW_ENDPOINTS: '1',
        SWITCHYARD_HOME: join(folder, 'home'),
        SWITCHYARD_KEYCHAIN: 'passphrase',
        AWS_CONFIG_FILE: join(folder, '.aws', 'config'),
        AWS_SHARED_CREDENTIALS_FILE: join(folder, '.aws', 'credentials'),
      }
    },
    async () => ({}),
  )
}

/**
 * The app in a folder of the caller's, with a vault that opens by itself: started again there, it is the same person's.
 * @param demo its AWS answers in place of Amazon
 */
export const startIn = async (demo: App, folder: string): Promise<App> => {
  const aws = JSON.parse(await demo.run(['demo', 'env', '--json'])) as Record<string, string>
  const passphrase = join(folder, 'passphrase')
  writeFileSync(passphrase, 'journey\n', { mode: 0o600 })
  return start(
    ['open', '--browser', '--no-open', '--port', '0'],
    () => ({
      ...Object.fromEntries(Object.entries(aws).filter(([name]) => name.startsWith('AWS_ENDPOINT_URL'))),
      SWITCHYARD_ALLOW_ENDPOINTS: '1',
      SWITCHYARD_HOME: join(folder, 'home'),
      SWITCHYARD_KEYCHAIN: 'passphrase',
      SWITCHYARD_PASSPHRASE_FILE: passphrase,
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    }),
    async () => ({ personal: join(folder, 'home', 'personal.yaml') }),
    folder,
  )
}
