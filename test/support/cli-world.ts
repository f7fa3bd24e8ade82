// A demo AWS inside the test and the built command line beside it, so that an app may be killed and AWS goes on.
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createClock, type MovableClock } from '../../main/clock.ts'
import { type ControlClient, createControlClient } from '../../main/demo/control/control-client.ts'
import type { OrganizationName } from '../../main/demo/description.ts'
import { type StartedDemo, startDemo } from '../../main/demo/start-demo.ts'
import { type DemoTerminal, openDemoTerminal } from './demo-terminal.ts'
import { type Ended, example, plainEnv, startCli, waitFor } from './run-cli.ts'
import { good } from './sign-in-room.ts'

export type Timed = Ended & { readonly ms: number }

/** One command, to its end, and how long it took. */
export const run = async (
  env: NodeJS.ProcessEnv,
  args: readonly string[],
  input?: string,
): Promise<Timed> => {
  const started = performance.now()
  const ended = await startCli(args, env, input === undefined ? {} : { input }).ended
  return { ...ended, ms: performance.now() - started }
}

export type App = {
  readonly pid: number
  /** The one-time address of the window; empty for an agent without one. */
  readonly url: string
  stderr(): string
  end(signal?: NodeJS.Signals): Promise<Ended>
}

/** Starts a command that stays, and waits until it is ready; it ends with the test at the latest. */
export const startApp = async (env: NodeJS.ProcessEnv, args: readonly string[]): Promise<App> => {
  const running = startCli(args, env, { lives: true })
  onTestFinished(() => void running.child.kill('SIGKILL'))
  const url = await waitFor(running, ({ stdout, stderr }) => {
    if (stderr().includes('The agent listens on')) return ''
    return /^Switchyard is ready: (\S+)\n/.exec(stdout())?.[1] ?? null
  })
  return {
    pid: running.child.pid ?? 0,
    url,
    stderr: running.stderr,
    end(signal = 'SIGTERM') {
      running.child.kill(signal)
      return running.ended
    },
  }
}

/** `switchyard demo` for one test: app and AWS in one process, whose time moves for both. */
export const demoApp = async (
  organization: OrganizationName = 'ops-hub',
): Promise<DemoTerminal & { readonly url: string }> => {
  const demo = await openDemoTerminal(organization)
  onTestFinished(() => demo.stop())
  return { ...demo, url: /: (http\S+)/.exec(demo.resident.stdout())?.[1] ?? '' }
}

export type World = {
  readonly started: StartedDemo
  readonly clock: MovableClock
  readonly control: ControlClient
  /** The folder that holds home and AWS files. */
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
}

/** A home and AWS files of its own, in which nothing runs yet. */
export const startWorld = async (
  organization: OrganizationName = 'ops-hub',
  more: NodeJS.ProcessEnv = {},
): Promise<World> => {
  const clock = createClock()
  const started = good(await startDemo({ organization, clock }))
  onTestFinished(() => started.close())
  const { environment, pointer } = started
  const folder = join(pointer.home, '..')
  const env = { ...plainEnv(folder), SWITCHYARD_BROWSER: 'none', ...environment.set, ...more }
  return { started, clock, control: createControlClient(pointer), folder, env }
}

export const addKey = async (
  { env, control }: Pick<World, 'env' | 'control'>,
  user = 'ana',
  signIn = 'ops',
): Promise<void> => {
  const key = good(await control.key(user))
  const added = await run(env, ['keys', 'add', signIn], `${key.accessKeyId}\n${key.secretAccessKey}\n`)
  if (added.code !== 0) throw new Error(added.stderr)
}

export const addCatalog = async ({ env, started }: World): Promise<void> => {
  const added = await run(env, ['catalog', 'add', example(started.pointer.organization)])
  if (added.code !== 0) throw new Error(added.stderr)
}

/** The world of ops-hub with its catalog and ana's key. */
export const settledWorld = async (more: NodeJS.ProcessEnv = {}): Promise<World> => {
  const world = await startWorld('ops-hub', more)
  await addCatalog(world)
  await addKey(world)
  return world
}

/** A code that was not used yet; moves the demo's time to the next one where it must. */
export const freshCode = async (control: ControlClient, user = 'ana'): Promise<string> => {
  const phone = good(await control.phone(user))
  // One that is about to end could be the last one by the time it is typed.
  if (!phone.used && phone.secondsLeft > 3) return phone.code
  good(await control.advance('+30s'))
  return good(await control.phone(user)).code
}

/** Calls to AWS so far, for `countCalls`. */
export const callsSoFar = async (control: ControlClient): Promise<number> =>
  good(await control.calls()).calls.length

/** How often each operation of AWS was called after the first `from` calls. */
export const countCalls = async (control: ControlClient, from: number): Promise<Record<string, number>> => {
  const { calls } = good(await control.calls())
  const counts: Record<string, number> = {}
  for (const { service, operation } of calls.slice(from))
    if (service !== 'control') counts[operation] = (counts[operation] ?? 0) + 1
  return counts
}
