// The process that stays: composes the rooms, listens on the agent's socket, serves the window, and ends cleanly.
import { join } from 'node:path'
import { ok, type Result } from '../../shared/result.ts'
import { type BrowserHost, openBrowserHost } from '../browser-host/index.ts'
import { openThroughFile } from '../browser-host/redirect-file.ts'
import type { MovableClock } from '../clock.ts'
import { composeResident } from '../compose.ts'
import type { DemoFacts } from '../house.ts'
import { topOf } from './desktop.ts'
import type { Io } from './output.ts'

export type ResidentOptions = {
  readonly io: Io
  readonly env: NodeJS.ProcessEnv
  /** None = the agent alone; it opens a window when somebody asks for one. */
  readonly window: { readonly port: number; readonly open: boolean } | null
  readonly clock?: MovableClock
  readonly demo?: DemoFacts
  /** A catalog to begin with, for the demo. */
  readonly catalog?: string
  /** Said once everything runs. */
  readonly hints?: readonly string[]
}

const untilSignal = (): Promise<NodeJS.Signals> =>
  new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve)
  })

/** Runs until a signal ends it. @returns the exit code */
export const runResident = async (options: ResidentOptions): Promise<Result<number>> => {
  const { io, env } = options
  let host: BrowserHost | null = null
  let cleanUp: () => Promise<void> = () => Promise.resolve()
  const ended = untilSignal()

  const composed = await composeResident({
    env,
    clock: options.clock,
    demo: options.demo ?? null,
    hostKind: 'browser',
    openAddress: address => host?.linkTo(address) ?? null,
    freshWindow: async () => {
      if (host === null) {
        const opened = await openWindow(options.window?.port ?? 0)
        if (!opened.ok) return null
      }
      return host?.freshUrl() ?? null
    },
  })
  if (!composed.ok) return composed
  const resident = composed.value
  const openWindow = async (port: number): Promise<Result<BrowserHost>> => {
    const opened = await openBrowserHost({
      folder: join(topOf(__dirname) ?? __dirname, 'out', 'renderer'),
      port,
      accept: pipe => resident.windows.accept(pipe),
    })
    if (opened.ok) host = opened.value
    return opened
  }
  const end = async (): Promise<void> => {
    await cleanUp()
    await host?.close()
    await resident.close()
  }

  if (options.catalog !== undefined) {
    const added = await resident.house.catalogs.add(options.catalog, {})
    if (!added.ok) {
      await end()
      return added
    }
  }
  if (options.window) {
    const opened = await openWindow(options.window.port)
    if (!opened.ok) {
      await end()
      return opened
    }
    const url = opened.value.freshUrl()
    io.out(`Switchyard is ready: ${url}\n`)
    if (options.window.open) {
      const shown = await openThroughFile(opened.value.freshUrl(), resident.house.paths.home, env)
      if (shown.ok) cleanUp = shown.value.cleanUp
      else io.say('No browser could be opened; open the address yourself.')
    }
  } else {
    io.say(`The agent listens on ${resident.house.paths.socket}`)
  }
  for (const hint of options.hints ?? []) io.say(hint)
  for (const notice of resident.house.notices()) io.say(notice)
  resident.begin()
  await ended
  await end()
  return ok(0)
}
