// Runs the built command line as children, the way people and tools run it, each in a demo world of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createClock, type MovableClock } from '../../main/clock.ts'
import { type ControlClient, createControlClient } from '../../main/demo/control/control-client.ts'
import type { OrganizationName } from '../../main/demo/description.ts'
import { type Pointer, readPointer } from '../../main/demo/pointer.ts'
import { type StartedDemo, startDemo } from '../../main/demo/start-demo.ts'
import type { Result } from '../../shared/result.ts'
import { makeTempHome } from './temp-home.ts'

export const repository = join(import.meta.dirname, '..', '..')
export const cli = join(repository, 'out', 'cli.cjs')
if (!existsSync(cli)) throw new Error('The command line is not built: node build/build.mjs')

export const exampleCatalog = (organization: string): string =>
  join(repository, 'examples', organization, 'switchyard.yaml')

export const good = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

export type Ended = {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly ms: number
}
export type RunOptions = {
  readonly input?: string
  readonly cwd?: string
  /** In ms; a command that takes longer is killed, and its code is then null. */
  readonly timeout?: number
}

const collect = (child: ChildProcess): { stdout(): string; stderr(): string } => {
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return { stdout: () => stdout, stderr: () => stderr }
}

/** Any program, to its end. */
export const runProgram = (
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { input, cwd, timeout = 60_000 }: RunOptions = {},
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const started = performance.now()
    const child = spawn(program, args, { env, ...(cwd ? { cwd } : {}), timeout, killSignal: 'SIGKILL' })
    const said = collect(child)
    child.once('error', reject)
    child.stdin.on('error', () => undefined).end(input ?? '')
    child.once('close', code =>
      resolve({ code, stdout: said.stdout(), stderr: said.stderr(), ms: performance.now() - started }),
    )
  })

export const runCli = (
  env: NodeJS.ProcessEnv,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Ended> => runProgram(process.execPath, [cli, ...args], env, options)

export type App = {
  readonly pid: number
  /** The one-time address of the window; empty for an agent without one. */
  readonly url: string
  stdout(): string
  stderr(): string
  /** Ends it and waits. @returns its exit code, null when the signal ended it */
  end(signal?: NodeJS.Signals): Promise<number | null>
}

/** Starts a command that stays, and waits until it is ready; it ends with the test. */
export const startApp = async (env: NodeJS.ProcessEnv, args: readonly string[]): Promise<App> => {
  const child = spawn(process.execPath, [cli, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = collect(child)
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  const end = (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    child.kill(signal)
    return ended
  }
  onTestFinished(() => void end('SIGKILL'))
  const ready = /^Switchyard is ready: (\S+)\n/
  const isReady = (): boolean => ready.test(said.stdout()) || said.stderr().includes('The agent listens on')
  const until = performance.now() + 20_000
  while (!isReady()) {
    if (child.exitCode !== null || performance.now() > until)
      throw new Error(`switchyard ${args.join(' ')} did not get ready: ${said.stderr()}`)
    await new Promise(resume => setTimeout(resume, 20))
  }
  return { ...said, pid: child.pid ?? 0, url: ready.exec(said.stdout())?.[1] ?? '', end }
}

/** The environment of children: nothing of the person who runs the tests, all temporary files below `folder`. */
export const cleanEnv = (folder: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: folder,
  TMPDIR: folder,
  SWITCHYARD_BROWSER: 'none',
})

export type DemoApp = App & {
  /** Everything it wrote lies below. */
  readonly folder: string
  /** For a second terminal. */
  readonly env: NodeJS.ProcessEnv
  readonly control: ControlClient
  readonly pointer: Pointer
}

/** `switchyard demo` as a child: app and AWS in one process, whose time can be moved while it runs. */
export const startDemoApp = async (
  organization: OrganizationName = 'ops-hub',
  extra: NodeJS.ProcessEnv = {},
): Promise<DemoApp> => {
  const { folder } = await makeTempHome()
  const { rm } = await import('node:fs/promises')
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const env = { ...cleanEnv(folder), ...extra }
  const app = await startApp(env, ['demo', '--browser', '--no-open', '--organization', organization])
  const joined = await runCli(env, ['demo', 'env', '--json'])
  const set = JSON.parse(joined.stdout) as Record<string, string>
  const pointer = good(readPointer(set.SWITCHYARD_HOME))
  return { ...app, folder, pointer, env: { ...env, ...set }, control: createControlClient(pointer) }
}

export type World = {
  readonly started: StartedDemo
  readonly clock: MovableClock
  readonly control: ControlClient
  readonly env: NodeJS.ProcessEnv
}

/** A demo AWS in this process, and a home for commands and apps beside it that may be killed without ending the AWS. */
export const startWorld = async (
  organization: OrganizationName = 'ops-hub',
  extra: NodeJS.ProcessEnv = {},
): Promise<World> => {
  const clock = createClock()
  const started = good(await startDemo({ organization, clock }))
  onTestFinished(() => started.close())
  const { environment, pointer } = started
  const env = { ...cleanEnv(join(pointer.home, '..')), ...environment.set, ...extra }
  return { started, clock, control: createControlClient(pointer), env }
}

/** Puts the demo's catalog and a user's key into the world's home. */
export const settle = async (
  { env, control, started }: Pick<World, 'env' | 'control' | 'started'>,
  user = 'ana',
  signIn = 'ops',
): Promise<void> => {
  const added = await runCli(env, ['catalog', 'add', exampleCatalog(started.pointer.organization)])
  if (added.code !== 0) throw new Error(added.stderr)
  await addKey(env, control, user, signIn)
}

export const addKey = async (
  env: NodeJS.ProcessEnv,
  control: ControlClient,
  user = 'ana',
  signIn = 'ops',
): Promise<void> => {
  const key = good(await control.key(user))
  const input = `${key.accessKeyId}\n${key.secretAccessKey}\n`
  const added = await runCli(env, ['keys', 'add', signIn], { input })
  if (added.code !== 0) throw new Error(added.stderr)
}

/** A code that was not used yet; moves the demo's time to the next one where it must. */
export const freshCode = async (control: ControlClient, user = 'ana'): Promise<string> => {
  const phone = good(await control.phone(user))
  if (!phone.used) return phone.code
  good(await control.advance('+30s'))
  return good(await control.phone(user)).code
}
