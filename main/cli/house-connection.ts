// Reaches the rooms: through the running app when there is one, else by composing them in this very process.
import type { AgentContract } from '../../shared/agent-contract.ts'
import { agentCalls } from '../../shared/call-names.ts'
import { type Client, createClient } from '../../shared/client.ts'
import { failed, ok, type Result } from '../../shared/result.ts'
import { type Asks, openAgentPipe } from '../agent/socket-client.ts'
import { resolvePaths } from '../disk/paths.ts'
import { cliBundle, desktopHere } from './installation.ts'
import type { Io } from './output.ts'
import { answerOnTerminal, hasTerminal, showSignIn } from './terminal.ts'

export type HouseConnection = {
  readonly client: Client<AgentContract>
  /** True when a running app answers; it goes on after this command ends. */
  readonly resident: boolean
  /** Resolves when the person interrupts; the command then ends with 130. */
  readonly interrupted: Promise<void>
  /** What must come before the first call. Fails with what the person answered to its question. */
  begin(): Promise<Result<void>>
  /** From now on Ctrl-C is for the child that runs, not for us. */
  keepGoing(): void
  close(): Promise<void>
}

export type ConnectOptions = {
  readonly io: Io
  readonly env: NodeJS.ProcessEnv
  /** Whether sign-in pages are opened for the person. */
  readonly openPages?: boolean
}

const answerPrompts = (
  client: Client<AgentContract>,
  { io, env, openPages }: ConnectOptions,
  interrupt: () => void,
): void => {
  const open = new Map<string, AbortController>()
  let turn: Promise<void> = Promise.resolve()
  client.on('promptClosed', ({ id }) => {
    open.get(id)?.abort()
    open.delete(id)
  })
  client.on('prompt', prompt => {
    const control = new AbortController()
    open.set(prompt.id, control)
    if (prompt.kind === 'sign-in') return void showSignIn(prompt, io, openPages !== false, env)
    // One terminal, one question: work over many targets may have two at once, of two sign-ins.
    turn = turn.then(async () => {
      if (control.signal.aborted) return
      const answer = await answerOnTerminal(prompt, control.signal)
      if (control.signal.aborted) return
      if (typeof answer === 'object') return void (await client.call.answerPrompt({ id: prompt.id, answer }))
      if (answer === 'interrupted') interrupt()
      await client.call.cancelPrompt({ id: prompt.id })
    })
  })
  client.on('progress', ({ sentence }) => io.say(sentence))
}

/** Whoever ends a command wants it to leave nothing half done: a terminal that closes, a shutdown, a time limit. */
const ending = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Connects, or fails with what keeps the rooms shut (vault locked, home not writable). */
export const connectHouse = async (options: ConnectOptions): Promise<Result<HouseConnection>> => {
  const { env } = options
  const paths = resolvePaths(env)
  let interrupt: () => void = () => undefined
  const interrupted = new Promise<void>(resolve => {
    interrupt = resolve
  })
  const onSignal = (): void => interrupt()
  for (const signal of ending) process.on(signal, onSignal)
  const letGo = (): void => {
    for (const signal of ending) process.off(signal, onSignal)
  }
  const asks: Asks = hasTerminal() ? 'terminal' : 'window'

  const pipe = paths.agentAllowed ? await openAgentPipe(paths, asks) : null
  if (pipe) {
    const client = createClient<AgentContract>(pipe, agentCalls)
    answerPrompts(client, options, interrupt)
    return ok({
      client,
      resident: true,
      interrupted,
      begin: () => Promise.resolve(ok(undefined)),
      keepGoing: letGo,
      close: () => {
        letGo()
        client.close()
        return Promise.resolve()
      },
    })
  }
  const { composeForCommand } = await import('../compose-agent.ts')
  const composed = await composeForCommand({ env, cli: cliBundle(), desktop: desktopHere(env) }, asks)
  if (!composed.ok) {
    letGo()
    return failed(composed.failure)
  }
  const client = createClient<AgentContract>(composed.value.pipe, agentCalls)
  answerPrompts(client, options, interrupt)
  return ok({
    client,
    resident: false,
    interrupted,
    begin: composed.value.begin,
    keepGoing: letGo,
    close: () => {
      letGo()
      return composed.value.close()
    },
  })
}

/** What a command that works on many things adds: on Ctrl-C it says first what is done. */
export type Interruptible = HouseConnection & {
  /** @param report ends what runs, says what is done, and yields the exit code. */
  onInterrupt(report: () => Promise<number>): void
}

/** Runs one command against the rooms, and turns its failure into words and an exit code. */
export const withHouse = async (
  options: ConnectOptions,
  run: (connection: Interruptible) => Promise<Result<number>>,
): Promise<number> => {
  const connected = await connectHouse(options)
  if (!connected.ok) return options.io.fail(connected.failure)
  const connection = connected.value
  let end = (): Promise<Result<number>> => Promise.resolve(failed({ kind: 'interrupted' }))
  const ended = connection.interrupted.then(() => end())
  const onInterrupt = (report: () => Promise<number>): void => {
    end = async () => ok(await report())
  }
  const work = async (): Promise<Result<number>> => {
    const begun = await connection.begin()
    return begun.ok ? run({ ...connection, onInterrupt }) : begun
  }
  const result = await Promise.race([work(), ended])
  await connection.close()
  return result.ok ? result.value : options.io.fail(result.failure)
}
