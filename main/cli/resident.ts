// The process that stays: composes the rooms, listens on the agent's socket, serves the window, and ends cleanly.
import { ok, type Result } from '../../shared/result.ts'
import { type BrowserHost, openBrowserHost } from '../browser-host/index.ts'
import { openThroughFile } from '../browser-host/redirect-file.ts'
import type { MovableClock } from '../clock.ts'
import { composeResident, type Resident } from '../compose-agent.ts'
import type { DemoFacts } from '../house.ts'
import { cliBundle, desktopHere, windowFolder } from './installation.ts'
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

/** `on`, not `once`: a second Ctrl-C must not cut the orderly end short. */
const untilSignal = (): Promise<NodeJS.Signals> =>
  new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, resolve)
  })

/** Runs until a signal ends it. @returns the exit code */
export const runResident = async (options: ResidentOptions): Promise<Result<number>> => {
  const { io, env } = options
  const ended = untilSignal()
  let host: BrowserHost | null = null
  let opening: Promise<Result<BrowserHost>> | null = null
  let cleanUp: () => Promise<void> = () => Promise.resolve()

  /** One host, however many ask for it at once: who runs `switchyard` again may come before our own window is open. */
  const openHost = (resident: Resident): Promise<Result<BrowserHost>> => {
    opening ??= openBrowserHost({
      folder: windowFolder(),
      port: options.window?.port ?? 0,
      accept: pipe => resident.windows.accept(pipe),
    }).then(opened => {
      if (opened.ok) host = opened.value
      else opening = null
      return opened
    })
    return opening
  }
  const composing: Promise<Result<Resident>> = composeResident({
    env,
    clock: options.clock,
    demo: options.demo ?? null,
    cli: cliBundle(),
    desktop: desktopHere(env),
    host: {
      kind: 'browser',
      open: address => host?.linkTo(address) ?? null,
      // A page's clipboard is not main's: secrets stay out of the page, and go to this machine's own where it has one.
      copy: async text => {
        const composed = await composing
        return composed.ok ? composed.value.house.clipboard.lend(text) : false
      },
    },
    // The socket answers a moment before the rooms are all put together.
    async openWindow() {
      const composed = await composing
      if (!composed.ok) return null
      const opened = await openHost(composed.value)
      return opened.ok ? opened.value.freshUrl() : null
    },
  })
  const composed = await composing
  if (!composed.ok) return composed
  const resident = composed.value
  const end = async (): Promise<void> => {
    await cleanUp()
    await host?.close()
    await resident.close()
  }
  const begun = await begin()
  if (begun.ok) await ended
  await end()
  return begun

  async function begin(): Promise<Result<number>> {
    if (options.catalog !== undefined) {
      const added = await resident.house.catalogs.add(options.catalog)
      if (!added.ok) return added
    }
    if (options.window) {
      const opened = await openHost(resident)
      if (!opened.ok) return opened
      io.out(`Switchyard is ready: ${opened.value.freshUrl()}\n`)
      if (options.window.open) {
        const shown = await openThroughFile(opened.value.freshUrl(), resident.house.paths.home, env)
        if (shown.ok) cleanUp = shown.value.cleanUp
        else io.say('No browser could be opened; open the address yourself.')
      }
    } else io.say(`The agent listens on ${resident.house.paths.socket}`)
    for (const hint of options.hints ?? []) io.say(hint)
    for (const notice of resident.house.notices()) io.say(notice)
    resident.begin()
    return ok(0)
  }
}
