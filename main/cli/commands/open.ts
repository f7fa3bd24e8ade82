// `switchyard open`: the desktop window where it can be, else the same window in the browser.
import { setTimeout as pause } from 'node:timers/promises'
import type { ParseArgsOptionsConfig } from 'node:util'
import type { Failure } from '../../../shared/failure.ts'
import { failed, ok, type Result } from '../../../shared/result.ts'
import { resolvePaths } from '../../disk/paths.ts'
import { type Command, isSet, textOf, type Values } from '../command.ts'
import { findDesktop, openDesktop } from '../desktop.ts'
import type { Io } from '../output.ts'

export const windowOptions = {
  browser: { type: 'boolean' },
  port: { type: 'string' },
  'no-open': { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig

export const readWindowFlags = (
  values: Values,
): Result<{ readonly port: number; readonly open: boolean }> => {
  const port = Number(textOf(values, 'port') ?? '0')
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    return failed({ kind: 'usage', message: `“${textOf(values, 'port')}” is no port.` })
  return ok({ port, open: !isSet(values, 'no-open') })
}

/** Who stays for this home found that another one does: it began in the time we took to begin. */
export const runsAlready = (failure: Failure): failure is Extract<Failure, { kind: 'name-taken' }> =>
  failure.kind === 'name-taken' && failure.what === 'command'

/** A running app brings its own window forward: a fresh address of it, or null when none runs. */
const askRunning = async (env: NodeJS.ProcessEnv, io: Io, open: boolean): Promise<number | null> => {
  const [{ findAgent }, { openAgentPipe }] = await Promise.all([
    import('../../agent/running-agent.ts'),
    import('../../agent/socket-client.ts'),
  ])
  const paths = resolvePaths(env)
  const socket = paths.agentAllowed ? await findAgent(paths) : null
  const pipe = socket === null ? null : await openAgentPipe({ ...paths, socket }, 'nobody')
  if (!pipe) return null
  const [{ createClient }, { agentCalls }] = await Promise.all([
    import('../../../shared/client.ts'),
    import('../../../shared/call-names.ts'),
  ])
  const client = createClient<import('../../../shared/agent-contract.ts').AgentContract>(pipe, agentCalls)
  const opened = await client.call.openWindow({})
  if (!opened.ok) return io.fail(opened.failure)
  const { url } = opened.value
  if (url === null) {
    io.say('The window of the running Switchyard was brought forward.')
    return 0
  }
  io.out(`Switchyard is ready: ${url}\n`)
  if (open) {
    const { openThroughFile } = await import('../../browser-host/redirect-file.ts')
    const again = await client.call.openWindow({})
    if (again.ok && again.value.url) await openThroughFile(again.value.url, paths.home, env)
  }
  return 0
}

/** Another one began at the same moment and was first; in a moment more it answers. Null when it does not. */
const askFirst = async (env: NodeJS.ProcessEnv, io: Io, open: boolean): Promise<number | null> => {
  for (let left = 40; left > 0; left--) {
    const running = await askRunning(env, io, open)
    if (running !== null) return running
    await pause(100)
  }
  return null
}

export const open: Command = {
  usage: 'open [--browser] [--port N] [--no-open]',
  summary: 'Opens the window: the desktop’s, or the same one in the browser.',
  example: 'switchyard open --browser',
  options: windowOptions,
  words: [0, 0],
  async run({ values, io, env }) {
    const flags = readWindowFlags(values)
    if (!flags.ok) return io.fail(flags.failure)
    const running = await askRunning(env, io, flags.value.open)
    if (running !== null) return running
    if (!isSet(values, 'browser') && !isSet(values, 'no-open')) {
      const found = findDesktop({
        env,
        platform: process.platform,
        uid: process.getuid?.() ?? null,
        from: __dirname,
      })
      if (found.found) return openDesktop(found.desktop, [], env)
      io.say(`${found.why} The window opens in the browser.`)
    }
    const { runResident } = await import('../resident.ts')
    const ended = await runResident({ io, env, window: flags.value })
    const first = !ended.ok && runsAlready(ended.failure) ? await askFirst(env, io, flags.value.open) : null
    return first ?? (ended.ok ? ended.value : io.fail(ended.failure))
  },
}
