// Starts the app in real Electron, in a demo of its own; finds the runtime without starting its download.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ElectronApplication, _electron as electron, type Page } from '@playwright/test'
import { createClock } from '../../main/clock.ts'
import { type ControlClient, createControlClient } from '../../main/demo/control/control-client.ts'
import { startDemo } from '../../main/demo/start-demo.ts'
import { example, startCli } from '../support/run-cli.ts'

const root = join(import.meta.dirname, '../..')

/** Electron's program, or the sentence why there is none: its installer names it in path.txt once it succeeded. */
export const findRuntime = (): { readonly program: string } | { readonly why: string } => {
  const installed = join(root, 'node_modules', 'electron')
  const named = join(installed, 'path.txt')
  if (!existsSync(named)) return { why: 'Electron’s runtime is not installed (npm run electron brings it).' }
  if (process.platform === 'linux' && !process.env.DISPLAY) return { why: 'There is no display (xvfb-run).' }
  if (process.getuid?.() === 0) return { why: 'The desktop window does not run as root.' }
  return { program: join(installed, 'dist', readFileSync(named, 'utf8').trim()) }
}

export type Desktop = {
  readonly app: ElectronApplication
  readonly window: Page
  readonly control: ControlClient
  readonly env: Record<string, string>
  close(): Promise<void>
}

const run = async (env: NodeJS.ProcessEnv, args: readonly string[], input = ''): Promise<void> => {
  const { code, stderr } = await startCli(args, env, { input }).ended
  if (code !== 0) throw new Error(stderr)
}

/** The app with ops-hub's catalog and ana's key, as a person finds it in the morning. */
export const startDesktop = async (program: string): Promise<Desktop> => {
  const started = await startDemo({ organization: 'ops-hub', clock: createClock() })
  if (!started.ok) throw new Error(JSON.stringify(started.failure))
  const { environment, pointer } = started.value
  const inherited = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !/^(AWS_|SWITCHYARD_|ELECTRON_)/.test(name),
  ) as [string, string][]
  const env: Record<string, string> = {
    ...Object.fromEntries(inherited),
    ...(environment.set as Record<string, string>),
    SWITCHYARD_BROWSER: 'none',
  }
  const control = createControlClient(pointer)
  const key = await control.key('ana')
  if (!key.ok) throw new Error(JSON.stringify(key.failure))
  await run(env, ['catalog', 'add', example('ops-hub')])
  await run(env, ['keys', 'add', 'ops'], `${key.value.accessKeyId}\n${key.value.secretAccessKey}\n`)
  const app = await electron.launch({ executablePath: program, args: [root], env })
  const window = await app.firstWindow()
  return {
    app,
    window,
    control,
    env,
    async close() {
      await app.evaluate(({ app: real }) => real.exit(0)).catch(() => undefined)
      await started.value.close()
    },
  }
}

/** Starts the same program for the same home once more. @returns its exit code */
export const startAgain = (program: string, { env }: Desktop): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const second = spawn(program, [root], { env, stdio: 'ignore' })
    second.once('error', reject)
    second.once('exit', resolve)
  })
