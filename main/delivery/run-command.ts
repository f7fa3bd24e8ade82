// Runs a person's command as a child: its own terminal, its own signals, its own exit code.
import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { failed, ok, type Result } from '../../shared/result.ts'
import { cannotStart } from './cannot-start.ts'

const forwarded = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH'] as const
/** What a terminal sends by itself to everything that runs in its foreground. */
const fromTerminal = ['SIGINT', 'SIGQUIT'] as const

/**
 * @returns the child's exit code, or 128 + the signal that ended it, as a shell reports it.
 * Fails with command-missing when there is no such program.
 */
export const runCommand = (command: readonly string[], env: NodeJS.ProcessEnv): Promise<Result<number>> =>
  new Promise(resolve => {
    const [program = '', ...words] = command
    const started: { child: ChildProcess | null } = { child: null }
    // A terminal gives Ctrl-C to the whole group, so the child has it already, and a second one would make some
    // programs (terraform) drop everything: there we only must not die before it. Elsewhere it is passed on.
    const onTerminal = Boolean(process.stdin.isTTY)
    const signals = onTerminal ? forwarded : [...forwarded, ...fromTerminal]
    const pass = [
      ...signals.map(signal => [signal, () => void started.child?.kill(signal)] as const),
      ...(onTerminal ? fromTerminal : []).map(signal => [signal, () => undefined] as const),
    ]
    // Before the child is there: a signal between its start and our listening would end us and leave it alone.
    for (const [signal, take] of pass) process.on(signal, take)
    const release = (): void => {
      for (const [signal, take] of pass) process.off(signal, take)
    }
    const refuse = (error: unknown): void => {
      release()
      resolve(failed(cannotStart(program, error)))
    }
    let child: ChildProcess
    try {
      child = spawn(program, words, { stdio: 'inherit', env })
    } catch (error) {
      // Node throws what it did not foresee: a path through a file, a name that is too long.
      return refuse(error)
    }
    started.child = child
    child.once('error', refuse)
    child.once('exit', (code, signal) => {
      release()
      resolve(ok(code ?? 128 + (signal ? constants.signals[signal] : 0)))
    })
  })
